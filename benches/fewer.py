#!/usr/bin/env python3
"""How many examples a function needs: random subsets of a suite's examples, a table of what share is intended.

    benches/fewer.py SUITE [--wherein BINARY] [--seed N] [--subsets K] [--sizes 2,3,4,5,6] [--timeout SECONDS]

SUITE is a folder with an `index.jsonl`. For each size, K random subsets of a task's examples are drawn (as SyRup's
authors did with Myth's; a task with fewer examples than that is left out), each becomes a task of a temporary suite, and
`wherein bench --json` runs it.
"""
import argparse
import json
import pathlib
import random
import subprocess
import tempfile


def thinned(text, kept):
    """The task's text with only these examples above its signature."""
    lines, out, at = text.splitlines(), [], 0
    while at < len(lines):
        if lines[at].startswith("-- >>> "):
            block = [lines[at]]
            while at + 1 < len(lines) and lines[at + 1].startswith("-- ") and not lines[at + 1].startswith("-- >>>"):
                at += 1
                block.append(lines[at])
            if lines[at - len(block) + 1][len("-- >>> "):].strip() in kept:
                out += block
        else:
            out.append(lines[at])
        at += 1
    return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("suite", type=pathlib.Path)
    parser.add_argument("--wherein", default="target/release/wherein")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--subsets", type=int, default=5)
    parser.add_argument("--sizes", default="2,3,4,5,6")
    parser.add_argument("--timeout", default="5")
    args = parser.parse_args()
    tasks = [json.loads(line) for line in (args.suite / "index.jsonl").read_text().splitlines()]
    draw = random.Random(args.seed)
    print("| examples | subsets | solved | intended | share |\n| ---: | ---: | ---: | ---: | ---: |")
    for size in map(int, args.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            folder, index = pathlib.Path(folder), []
            for task in tasks:
                calls = [call.strip() for call, _ in task["examples"]]
                for number in range(args.subsets if len(calls) >= size else 0):
                    kept = set(draw.sample(calls, size))
                    name = f"{task['name']}_{number}"
                    text = (args.suite / task["file"]).read_text()
                    (folder / f"{name}.hs").write_text(thinned(text, kept))
                    rest = [pair for pair in task["examples"] if pair[0].strip() not in kept]
                    held_out = task["held_out"] + rest
                    index.append(json.dumps({**task, "name": name, "file": f"{name}.hs", "held_out": held_out}))
            (folder / "index.jsonl").write_text("\n".join(index) + "\n")
            command = [args.wherein, "bench", str(folder), "--json", "--timeout", args.timeout]
            lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
            done = [line for line in map(json.loads, lines) if "task" in line]
            solved = sum(line["status"] == "solved" for line in done)
            intended = sum(bool(line["intended"]) for line in done)
            print(f"| {size} | {len(done)} | {solved} | {intended} | {100 * intended / max(1, len(done)):.0f} % |", flush=True)


if __name__ == "__main__":
    main()
