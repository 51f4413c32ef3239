#!/usr/bin/env python3
"""Extraction on the source of real packages, checked by GHC. Standard library only.

  packages.py offers SOURCE --work DIR [--count 100] [--seed 1] [--report FILE] [--flag=-D… …]
      Takes every offer of `wherein extract` on the modules below SOURCE, chooses COUNT of them by SEED, applies each
      one alone and type-checks the edited module. The interfaces of the unchanged modules are made once in DIR.

Helpers that were inlined are found again: tests/suite/seeded.rs.
"""
import argparse, json, os, random, statistics, subprocess, sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def wherein(args, *words):
    # Without a compiler on its path: what is measured is what is offered without a second opinion.
    command = [args.wherein, "extract", "--json", *words]
    run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PATH": ""})
    if run.returncode not in (0, 1):
        print(run.stderr.strip(), file=sys.stderr)
    return [json.loads(line) for line in run.stdout.splitlines()]


def apply(text, edits):
    """Edits in UTF-16 positions, all of the text before."""
    starts, lines = [0], text.split("\n")
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def offset(position):
        line = lines[position["line"]]
        units = column = 0
        while units < position["character"]:
            units += 2 if ord(line[column]) > 0xFFFF else 1
            column += 1
        return starts[position["line"]] + column

    spans = [(offset(e["range"]["start"]), offset(e["range"]["end"]), e["replacement"]) for e in edits]
    out, at = [], 0
    for start, end, new in sorted(spans, key=lambda span: span[:2]):
        out += [text[at:start], new]
        at = end
    return "".join(out) + text[at:]


def modules(source):
    files = sorted(Path(source).rglob("*.hs"))
    return [file for file in files if not {"tests", "test", "examples", "Doc"} & set(file.relative_to(source).parts)]


def offers(args):
    source, work = Path(args.source[0]).resolve(), Path(args.work).resolve()
    files = [file for file in modules(source) if file.name != "Setup.hs"]
    interfaces = work / "interfaces"
    base = ["-XHaskell2010", f"-i{source}", "-hidir", str(interfaces), "-odir", str(interfaces), *args.flag]
    if not interfaces.exists():
        print(f"making the interfaces of {len(files)} modules", file=sys.stderr)
        subprocess.run(["ghc", "--make", "-v0", "-O0", *base, *map(str, files)], check=True, cwd=source)
    found = []
    for file in files:
        words = ["--max", "100", "--min-saving", str(args.min_saving), str(file)]
        found += [(file, offer) for offer in wherein(args, *words)]
    print(f"{len(found)} offers in {len(files)} modules")
    random.Random(args.seed).shuffle(found)
    found = found[: args.count]
    good, report = 0, []
    for index, (file, offer) in enumerate(found):
        text = file.read_text(encoding="utf-8")
        edited = apply(text, offer["edits"])
        copy = work / "edited" / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(edited, encoding="utf-8")
        command = ["ghc", "-c", "-v0", "-fno-code", "-w", *base, str(copy), "-o", "/dev/null", "-ohi", "/dev/null"]
        run = subprocess.run(command, capture_output=True, text=True, cwd=source)
        good += run.returncode == 0
        report.append((run.returncode == 0, file.relative_to(source), offer, text, run.stderr))
        if run.returncode:
            print(f"--- {file.relative_to(source)}: `{offer['name']}`\n{run.stderr.strip()}")
    savings = [offer["saving"] for _, _, offer, _, _ in report]
    print(f"type-checked: {good} of {len(found)}; median saving: {statistics.median(savings)} nodes")
    write_report(args, report)


def write_report(args, report):
    if not args.report:
        return
    with open(args.report, "w", encoding="utf-8") as out:
        for good, file, offer, text, _ in report[:30]:
            lines = text.split("\n")
            out.write(f"## {file}: `{offer['name']}` saves {offer['saving']} nodes, {len(offer['sites'])} sites\n\n")
            out.write(f"GHC: {'accepted' if good else 'REFUSED'}\n\n```haskell\n{offer['definition']}\n```\n\n")
            for site in offer["sites"]:
                start, end = site["range"]["start"], site["range"]["end"]
                old = "\n".join(lines[start["line"] : end["line"] + 1])
                out.write(f"Line {start['line'] + 1}:\n\n```haskell\n{old}\n```\n\nbecomes\n\n")
                out.write(f"```haskell\n{site['replacement']}\n```\n\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["offers"])
    parser.add_argument("source", nargs="+")
    parser.add_argument("--wherein", default=str(ROOT / "target/release/wherein"))
    parser.add_argument("--work", default=str(ROOT / "target/packages"))
    parser.add_argument("--count", type=int, default=None)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--min-saving", type=int, default=6)
    parser.add_argument("--report")
    parser.add_argument("--flag", action="append", default=[])
    args = parser.parse_args()
    args.count = args.count or 100
    offers(args)


if __name__ == "__main__":
    main()
