#!/usr/bin/env python3
"""Whether the same question has the same answer: each suite twice under `--steps`, and every byte but the times compared.

    benches/same.py SUITE… [--wherein BINARY] [--steps N] [--timeout SECONDS] [--jobs N]

Prints a row for each suite: tasks, how many differ between the two runs, how many a deadline ended (they ride on the clock,
so there must be none), and the greatest peak of memory with its task. Then every difference. What is left out of the
comparison: milliseconds and memory. The second run has its tasks side by side (`--jobs`), so that what one search leaves
behind for the next one would show. The exit status is 1 when something differs.
"""
import argparse
import json
import subprocess
import sys

CLOCK = ("ms", "first_ms", "peak_mb")


def run(args, suite, jobs):
    command = [args.wherein, "bench", suite, "--json", "--steps", args.steps, "--timeout", args.timeout, "--jobs", jobs]
    lines = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    return [task for task in map(json.loads, lines) if "task" in task]


def settled(task):
    """A result without what the clock says."""
    return json.dumps({name: value for name, value in task.items() if name not in CLOCK})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="+")
    parser.add_argument("--wherein", default="target/release/wherein")
    parser.add_argument("--steps", default="30000")
    parser.add_argument("--timeout", default="600")
    parser.add_argument("--jobs", default="2")
    args = parser.parse_args()
    print("| suite | tasks | differ | ended by a deadline | greatest peak, MiB | of |\n| --- | ---: | ---: | ---: | ---: | --- |")
    differences = []
    for suite in args.suites:
        first, second = run(args, suite, "1"), run(args, suite, args.jobs)
        differ = [pair for pair in zip(first, second) if settled(pair[0]) != settled(pair[1])]
        late = sum(task["stopped"] == "deadline" for task in first + second)
        top = max(first + second, key=lambda task: task["peak_mb"])
        print(f"| {suite} | {len(first)} | {len(differ)} | {late} | {top['peak_mb']} | {top['task']} |", flush=True)
        differences += differ + [(first, second)] * (len(first) != len(second))
    for pair in differences:
        print("\n" + "\n".join(map(settled, pair)))
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
