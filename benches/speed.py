#!/usr/bin/env python3
"""How many terms the enumeration evaluates and keeps in a second, and what a kept one costs in memory.

    benches/speed.py [SUITE…] [--wherein BINARY] [--steps N] [--timeout SECONDS] [--least MS] [--all-engines]

Runs `wherein bench --json --engine enumerate` on one core (suite: dreamcoder/mono), where a search is nothing but terms
in order of cost, at more general types than the signature's as well. A term is *evaluated* when it is well typed, no
other order of a choice that was made already, and run on all examples; *kept* when it behaves as no other does. The
rates are a task's terms over its whole time, from the goal to the answer, and their mean over the tasks (those of at
least `--least` milliseconds: below that the start is what is measured); bytes are the greatest arena over the kept
terms, what every search begins with included. `--all-engines` has the helpers' searches and case analyses take their
turns too, whose terms are not counted: for comparison only.
"""
import argparse
import json
import statistics
import subprocess


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="*", default=["dreamcoder/mono"])
    parser.add_argument("--wherein", default="target/release/wherein")
    parser.add_argument("--steps", default="300000")
    parser.add_argument("--timeout", default="60")
    parser.add_argument("--least", type=float, default=20)
    parser.add_argument("--all-engines", action="store_true")
    args = parser.parse_args()
    engine = [] if args.all_engines else ["--engine", "enumerate"]
    for suite in args.suites:
        command = [args.wherein, "bench", suite, "--json", "--steps", args.steps, "--timeout", args.timeout, *engine]
        lines = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
        tasks = [task for task in map(json.loads, lines) if "task" in task]
        long = [task for task in tasks if task["ms"] >= args.least and task["kept"]]
        def rate(field):
            each = [1e3 * task[field] / task["ms"] for task in long]
            whole = 1e3 * sum(task[field] for task in long) / sum(task["ms"] for task in long)
            return f"{statistics.mean(each):,.0f} a second in the mean over tasks, {whole:,.0f} over all time"
        print(f"{suite}: {len(long)} of {len(tasks)} tasks took {args.least:.0f} ms or more")
        for field in ("steps", "evaluated", "kept"):
            print(f"  {field}: {rate(field)}")
        size = [task["peak_mb"] * 2**20 / task["kept"] for task in long]
        whole = sum(task["peak_mb"] for task in long) * 2**20 / sum(task["kept"] for task in long)
        print(f"  bytes a kept term: {statistics.median(size):,.0f} in the median over tasks, {whole:,.0f} over all")


if __name__ == "__main__":
    main()
