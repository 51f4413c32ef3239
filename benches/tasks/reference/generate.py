#!/usr/bin/env python3
"""Makes the task files and indexes of `benches/tasks` from the reference solutions beside this script.

A reference is a Haskell module with directives in its comment: `visible:`, `hidden:` and `long:` calls. GHC evaluates
every call; the task file shows the visible ones as doctests and leaves the body `undefined`, `index.jsonl` holds all
of them. A reference without visible calls is a task given by its type alone; one with `sketch:` lines has these as its
body. Run it after changing a reference:
`python3 benches/tasks/reference/generate.py [FOLDER…]` (needs runghc).
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SUITES = HERE.parent
SKETCH = re.compile(r"^-- sketch: (.*)$")
VARIANTS = {"types": "types"}
DIRECTIVE = re.compile(r"^-- (visible|hidden|long): (.*)$")


def evaluate(source, calls):
    """What GHC shows for each call, with the interactive defaulting that doctests have."""
    with tempfile.TemporaryDirectory() as folder:
        shown = "".join(f"  putStrLn (show ({call}))\n" for call in calls)
        header, _, rest = source.partition("\n")
        program = f"{{-# LANGUAGE ExtendedDefaultRules #-}}\nmodule Main where\n{rest}\nmain :: IO ()\nmain = do\n{shown}"
        path = pathlib.Path(folder) / "Main.hs"
        path.write_text(program)
        done = subprocess.run(["runghc", str(path)], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{header}\n{done.stderr}")
        return done.stdout.splitlines()


def task(path):
    """One reference: its task file's text and its line of the index."""
    lines = path.read_text().splitlines()
    calls = [m.groups() for m in map(DIRECTIVE.match, lines) if m]
    values = evaluate(path.read_text(), [call for _, call in calls])
    shown = [(kind, call, value) for (kind, call), value in zip(calls, values, strict=True)]
    kept = [line for line in lines if not DIRECTIVE.match(line) and not SKETCH.match(line)]
    sketch = [m.group(1) for m in map(SKETCH.match, lines) if m]
    at = next(i for i, line in enumerate(kept) if re.match(r"^[a-z]\w* ::", line))
    function, _, signature = kept[at].partition(" :: ")
    doctests = ["--"] if any(kind == "visible" for kind, _ in calls) else []
    for kind, call, value in shown:
        if kind == "visible":
            doctests += [f"-- >>> {call}", f"-- {value}"]
    body = kept[:at] + doctests + [kept[at], *(sketch or [f"{function} = undefined"])]
    line = {
        "suite": f"tasks/{path.parent.name}",
        "name": path.stem,
        "file": f"{path.stem}.hs",
        "function": function,
        "type": signature,
        "variant": VARIANTS.get(path.parent.name, "tasks"),
        "examples": [[c, v] for k, c, v in shown if k == "visible"],
        "held_out": [[c, v] for k, c, v in shown if k != "visible"],
        "long": [[c, v] for k, c, v in shown if k == "long"],
        "peer_seconds": {},
        "source": "written for this suite",
    }
    return "\n".join(body) + "\n", line


def main():
    wanted = sys.argv[1:]
    for folder in sorted(p for p in HERE.iterdir() if p.is_dir() and (not wanted or p.name in wanted)):
        out = SUITES / folder.name
        out.mkdir(exist_ok=True)
        index = []
        for path in sorted(folder.glob("*.hs")):
            text, line = task(path)
            (out / path.name).write_text(text)
            index.append(json.dumps(line, ensure_ascii=False))
        (out / "index.jsonl").write_text("\n".join(index) + "\n")
        print(f"{folder.name}: {len(index)} tasks")


if __name__ == "__main__":
    main()
