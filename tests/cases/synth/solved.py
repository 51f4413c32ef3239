#!/usr/bin/env python3
"""Makes `solved.md` beside it: sixty programs of `benches/tasks` as they are written, for people to read.

    tests/cases/synth/solved.py [--wherein BINARY]

Taken are the tasks that are solved as intended and whose search ends by itself, from each folder the given number of those
with the shortest search, in the order of the index: how good a program looks has no part in it. Run it when tasks were
added; when the engine has changed, `UPDATE_EXPECT=1 cargo test --test suite cases` renews the answers.
"""
import argparse
import json
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]
COUNTS = {"folds": 6, "maps": 2, "maybe": 7, "records": 3, "text": 5, "trees": 6, "properties": 8, "define": 3}
COUNTS |= {"sketches": 10, "types": 10}
HEAD = """# Sixty programs

Tasks of `benches/tasks` and what is written for them: those solved as intended with the shortest searches of each folder,
whatever they look like (`solved.py` chooses). The words above a signature are for people; the examples are what is known.

"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wherein", default=ROOT / "target/release/wherein")
    args = parser.parse_args()
    page, left = HEAD, 0
    for folder, count in COUNTS.items():
        suite = ROOT / "benches/tasks" / folder
        command = [args.wherein, "bench", str(suite), "--json", "--steps", "100000", "--timeout", "600"]
        lines = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
        tasks = [task for task in map(json.loads, lines) if task.get("intended") is True]
        tasks = [task for task in tasks if task["stopped"] != "steps"]
        short = sorted(tasks, key=lambda task: task["steps"])[: count + left]
        left += count - len(short)
        for task in (task for task in tasks if task in short):
            text = (suite / task["file"]).read_text().rstrip()
            said = re.search(r"^-- \| (.*)$", text, re.M)
            title = said[1].rstrip(".") if said else task["task"].replace("_", " ")
            source = task["candidates"][0]["source"]
            page += f"## {title}\n\n```haskell\n{text}\n```\n\n```synth {task['name']}\n{source}\n```\n\n"
    (ROOT / "tests/cases/synth/solved.md").write_text(page.rstrip() + "\n")
    if left > 0:
        print(f"{left} too few")


if __name__ == "__main__":
    main()
