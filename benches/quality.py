#!/usr/bin/env python3
"""What a compiler and a linter say of the programs that are written: warnings and hints that were not there before.

    benches/quality.py SUITE… [--wherein BINARY] [--steps N] [--timeout SECONDS] [--results FILE --filled DIR]

Each suite is run with `wherein bench --json --filled`, which writes every solved task's file with its first candidate in
it, as `synth --write` would. Filled and unfilled files are given module names of their own and compiled together
(`ghc -Wall -fno-code`); a warning counts that the unfilled file does not have, unused imports aside. Then hlint reads them;
a hint counts when the unfilled file does not have it and all that its suggestion names is in scope there (the
compiler is asked). Prints a row for each suite, then every warning and every hint with the program that it is about.
`--results` and `--filled` take what an earlier run left (the JSON and the folder) instead of running the suites.
Needs ghc and hlint.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = os.environ.get("WHEREIN_BENCHMARKS", "../shared/benchmarks")
HEADER = re.compile(r"^module\s+([\w.]+)", re.M)
MESSAGE = re.compile(r"^(?P<file>\S+?\.hs):(?P<place>[\d:(),-]+): (?P<kind>error|warning):(?: \[(?P<flag>[^],]*)[^]]*\])?(?P<rest>.*(?:\n[ \t].*|\n(?=\n* {4}))*)", re.M)
MISSING = re.compile(r"not in scope:?\s+(?:data constructor\s+|type constructor or class\s+)?‘?([^\s‘’:]+|:[^\s‘’]+)", re.I)
NAMES = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)'|(?:[A-Z]\w*\.)*[A-Za-z_][\w']*|[!#$%&*+./<=>?@\\^|~:-]+")
SYNTAX = set("case of let in if then else where do _ -> <- = | : .. :: \\ @ ~ => -".split())


class Module:
    """A solved task: its file before and after, under module names of their own."""

    def __init__(self, number, task, before, after):
        self.task, self.before, self.after = task, before, after
        self.name = f"Q{number:04}"
        self.warnings, self.hints = [], []

    def text(self, path, name):
        text = path.read_text()
        own = HEADER.search(text)
        if not own:
            return f"module {name} where\n{text}"
        text = re.sub(rf"\b{re.escape(own[1])}\.(?=[a-z(])", f"{name}.", text)
        return HEADER.sub(f"module {name}", text, count=1)

    def source(self):
        return self.task["candidates"][0]["source"]


def locate(suite):
    here = pathlib.Path(suite)
    return here if here.is_dir() else pathlib.Path(ROOT) / suite


def compiled(folder, modules, sources, flags=()):
    """What the compiler says of these modules: file's stem -> [(flag, message)]."""
    command = ["ghc", "-Wall", "-Wno-unused-imports", "-fno-code", "-v0", "-fkeep-going", "-fdiagnostics-color=never",
               "-fno-diagnostics-show-caret", f"-i{':'.join([str(folder), *sources])}", *flags]
    done = subprocess.run(command + [str(folder / f"{name}.hs") for name in modules], capture_output=True, text=True)
    said = collections.defaultdict(list)
    for found in MESSAGE.finditer(done.stderr):
        flag = found["flag"] or found["kind"]
        said[pathlib.Path(found["file"]).stem].append((flag, re.sub(r"\s+", " ", found["rest"]).strip()))
    if done.returncode and not said:
        sys.exit(done.stderr)
    return said


def key(said, name):
    """A message without places and module names, to compare those of two versions of a file."""
    flag, message = said
    return flag, re.sub(r"\S+\.hs:[\d:(),-]+", "", message).replace(name, "")


def added(before, after, name):
    """The messages of a file that its earlier version does not have."""
    old = collections.Counter(key(said, name) for said in before)
    new = []
    for said in after:
        if old[key(said, name)] > 0:
            old[key(said, name)] -= 1
        else:
            new.append(said)
    return new


def hinted(folder):
    """The linter's hints: file's stem -> [hint]."""
    done = subprocess.run(["hlint", "--json", "--no-exit-code", str(folder)], capture_output=True, text=True)
    said = collections.defaultdict(list)
    for hint in json.loads(done.stdout or "[]"):
        said[pathlib.Path(hint["file"]).stem].append(hint)
    return said


def marks(hint):
    """What a hint has in common with one about the same part of another version: its text, or its place."""
    return (hint["hint"], hint["from"]), (hint["hint"], hint["startLine"], hint["startColumn"])


def words(text):
    return [word for word in NAMES.findall(text or "") if word not in SYNTAX and word[0] not in "\"'"]


def in_scope(modules, folder, sources):
    """Leaves the hints whose suggestion names nothing that is not in scope: asks the compiler about new names."""
    asked = []
    for module in modules:
        new = [(hint, sorted(set(words(hint["to"])) - set(words(hint["from"])))) for hint in module.hints]
        local = set(words(module.text(module.after, module.name)))
        lines = []
        for hint, names in new:
            bound = set(re.findall(r"\\([\w' ]+)->", hint["to"] or ""))
            bound = {name for group in bound for name in group.split()}
            for name in names:
                if name not in bound:
                    shown = f"({name})" if not re.match(r"[\w.]*\w$|.*'$", name) else name
                    lines.append(f"probe{len(lines)} = {shown}")
        module.probed = (new, local)
        if lines:
            path = folder / f"{module.name}.hs"
            path.write_text(module.text(module.after, module.name) + "\n" + "\n".join(lines) + "\n")
            asked.append(module.name)
    flags = ["-fdefer-type-errors", "-XNoMonomorphismRestriction", "-w", "-Wdeferred-out-of-scope-variables"]
    said = compiled(folder, asked, sources, flags) if asked else {}
    for module in modules:
        new, local = module.probed
        gone = {found[1] for _, message in said.get(module.name, []) if (found := MISSING.search(message))}
        module.hints = [hint for hint, names in new if not gone.intersection(set(names))]


def run(args):
    """The results of the suites, and where the filled files are."""
    if args.results:
        return args.results.read_text().splitlines(), args.filled
    command = [args.wherein, "bench", *args.suites, "--json", "--filled", str(args.filled)]
    command += ["--steps", args.steps, "--timeout", args.timeout]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines(), args.filled


def collect(lines, filled):
    modules, sources, counts = [], set(), collections.Counter()
    for task in map(json.loads, lines):
        if "task" not in task:
            continue
        counts[task["suite"]] += 1
        if task["status"] != "solved":
            continue
        before = locate(task["suite"]) / task["file"]
        parts = pathlib.PurePath(task["file"]).parts
        if len(parts) > 1:
            sources.add(str(locate(task["suite"]) / parts[0]))
        after = filled / task["suite"] / task["task"] / task["file"]
        modules.append(Module(len(modules), task, before, after))
    return modules, sorted(sources), counts


def judge(modules, sources, work):
    """Fills in the warnings and hints of the modules."""
    folders = {version: work / version for version in ("before", "after", "probe")}
    for version, folder in folders.items():
        folder.mkdir()
        for module in modules if version != "probe" else []:
            (folder / f"{module.name}.hs").write_text(module.text(getattr(module, version), module.name))
    names = [module.name for module in modules]
    said = {version: compiled(folders[version], names, sources) for version in ("before", "after")}
    hints = {version: hinted(folders[version]) for version in ("before", "after")}
    for module in modules:
        module.warnings = added(said["before"][module.name], said["after"][module.name], module.name)
        old = {mark for hint in hints["before"][module.name] for mark in marks(hint)}
        extended = [hint for hint in hints["after"][module.name] if not any("LANGUAGE" in note for note in hint["note"])]
        module.hints = [hint for hint in extended if not old.intersection(marks(hint))]
    in_scope([module for module in modules if module.hints], folders["probe"], sources)


def report(modules, counts):
    print("| suite | tasks | solved | compile | no new warning | no hint | share |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for suite in [*counts, "all"]:
        some = [module for module in modules if suite in (module.task["suite"], "all")]
        errors = sum(any(flag == "error" for flag, _ in module.warnings) for module in some)
        quiet, clean = sum(not module.warnings for module in some), sum(not module.hints for module in some)
        tasks = counts[suite] if suite in counts else sum(counts.values())
        share = f"{100 * clean / max(1, len(some)):.1f} %"
        print(f"| {suite} | {tasks} | {len(some)} | {len(some) - errors} | {quiet} | {clean} | {share} |")
    for module in modules:
        for flag, message in module.warnings:
            print(f"\n{module.task['suite']}/{module.task['task']}: {flag}: {message[:300]}\n{module.source()}")
        for hint in module.hints:
            change = f"{hint['from']}  -->  {hint['to']}"
            print(f"\n{module.task['suite']}/{module.task['task']}: {hint['hint']}: {change}\n{module.source()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="*")
    parser.add_argument("--wherein", default="target/release/wherein")
    parser.add_argument("--steps", default="60000")
    parser.add_argument("--timeout", default="60")
    parser.add_argument("--results", type=pathlib.Path, help="the JSON that an earlier run printed")
    parser.add_argument("--filled", type=pathlib.Path, help="where the filled files are, or are to be left")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        args.filled = args.filled or work / "filled"
        modules, sources, counts = collect(*run(args))
        judge(modules, sources, work)
        report(modules, counts)


if __name__ == "__main__":
    main()
