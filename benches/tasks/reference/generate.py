#!/usr/bin/env python3
"""Makes the task files and indexes of `benches/tasks` from the reference solutions beside this script.

A reference is a Haskell module with directives in its comment: `visible:`, `hidden:` and `long:` calls. GHC evaluates
every call; the task file shows the visible ones as doctests and leaves the body `undefined`, `index.jsonl` holds all
of them. A reference without visible calls is a task given by its type alone; one with `sketch:` lines has these as its
body. A call sees what its module sees; `{{...}}` in it is replaced by what GHC shows for the inside, where the whole
prelude is in scope as `P`, so that a module with a short import list can have long inputs too. `property:` lines go into
the task file as `prop>`. `tests/` is a project: its modules have several functions with `hidden:` calls each, and what
they do is said by `benches/tasks/tests/test`. Run it after changing a reference:
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
SPLICE = re.compile(r"\{\{(.*?)\}\}")
SKETCH = re.compile(r"^-- sketch: (.*)$")
VARIANTS = {"types": "types"}
DIRECTIVE = re.compile(r"^-- (visible|hidden|long|property): (.*)$")
SIGNATURE = re.compile(r"^[a-z]\w* ::")
PROJECT = HERE / "tests"


def evaluate(source, calls, folder_with_modules=HERE):
    """What GHC shows for each call, with the interactive defaulting that doctests have."""
    with tempfile.TemporaryDirectory() as folder:
        shown = "".join(f"  P.putStrLn (P.show ({call}))\n" for call in calls)
        header, _, rest = source.partition("\n")
        own = re.search(r"^import Prelude\b", rest, re.MULTILINE)
        imports = "import qualified Prelude as P\n" + ("" if own else "import Prelude\n")
        program = f"{{-# LANGUAGE ExtendedDefaultRules #-}}\nmodule Main where\n{imports}{rest}\n"
        program += f"main :: P.IO ()\nmain = do\n{shown}"
        path = pathlib.Path(folder) / "Main.hs"
        path.write_text(program)
        done = subprocess.run(["runghc", f"-i{folder_with_modules}", str(path)], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{header}\n{done.stderr}")
        return done.stdout.splitlines()


def spliced(source, calls):
    """The calls with every `{{...}}` replaced by its value in parentheses."""
    inner = [expression for call in calls for expression in SPLICE.findall(call)]
    values = iter(evaluate(source, inner) if inner else [])
    return [SPLICE.sub(lambda _: f"({next(values)})", call) for call in calls]


def task(path):
    """One reference: its task file's text and its line of the index."""
    lines = path.read_text().splitlines()
    found = [m.groups() for m in map(DIRECTIVE.match, lines) if m]
    properties = [text for kind, text in found if kind == "property"]
    kinds, calls = zip(*(pair for pair in found if pair[0] != "property"))
    first = next(i for i, line in enumerate(lines) if DIRECTIVE.match(line))
    calls = spliced(path.read_text(), calls)
    shown = list(zip(kinds, calls, evaluate(path.read_text(), calls), strict=True))
    sketch = [m.group(1) for m in map(SKETCH.match, lines) if m]
    kept = [line for line in lines if not DIRECTIVE.match(line) and not SKETCH.match(line)]
    at = next(i for i, line in enumerate(kept) if i >= min(first, len(kept) - 1) and SIGNATURE.match(line))
    function, _, signature = kept[at].partition(" :: ")
    doctests = ["--"] if properties or "visible" in kinds else []
    for kind, call, value in shown:
        if kind == "visible":
            doctests += [f"-- >>> {call}", f"-- {value}"]
    doctests += [f"-- prop> {text}" for text in properties]
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
    if path.parent.name == "questions":
        line["reference"] = f"../reference/questions/{path.name}"
    return "\n".join(body) + "\n", line


def project():
    """The modules of the project without their functions' bodies, and its index."""
    index = []
    for path in sorted((PROJECT / "src").rglob("*.hs")):
        lines = path.read_text().splitlines()
        relative = path.relative_to(PROJECT)
        module = re.search(r"^module ([\w.]+)", path.read_text(), re.M).group(1)
        imports = [line for line in lines if line.startswith("import ")]
        out, open_calls, skipping = [], [], False
        for line in lines:
            directive = DIRECTIVE.match(line)
            if directive:
                open_calls.append(directive.group(2))
                continue
            if SIGNATURE.match(line) and open_calls:
                function, _, signature = line.partition(" :: ")
                header = f"module X where\nimport {module}\n" + "\n".join(imports)
                values = evaluate(header, open_calls, PROJECT / "src")
                out += [line, f"{function} = undefined"]
                index.append(json.dumps({
                    "suite": "tasks/tests",
                    "name": function,
                    "file": str(relative),
                    "function": function,
                    "type": signature,
                    "variant": "tasks",
                    "examples": [],
                    "held_out": list(map(list, zip(open_calls, values, strict=True))),
                    "long": [],
                    "peer_seconds": {},
                    "source": "written for this suite",
                }, ensure_ascii=False))
                open_calls, skipping = [], True
            elif not skipping or not line:
                skipping = False
                out.append(line)
        place = SUITES / "tests" / relative
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("\n".join(out) + "\n")
    (SUITES / "tests" / "index.jsonl").write_text("\n".join(index) + "\n")
    print(f"tests: {len(index)} functions")


def main():
    wanted = sys.argv[1:]
    if not wanted or PROJECT.name in wanted:
        project()
    for folder in sorted(p for p in HERE.iterdir() if p.is_dir() and p != PROJECT and (not wanted or p.name in wanted)):
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
