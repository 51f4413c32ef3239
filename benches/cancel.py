#!/usr/bin/env python3
"""How soon a search ends that is cancelled: `wherein synth` is interrupted at random moments.

    benches/cancel.py SUITE… [--wherein BINARY] [--tasks N] [--cuts K] [--longest MS] [--seed N]

From each suite N tasks are drawn, and files of its own are added: a list of ten thousand elements, a text of a megabyte,
properties alone, ten examples that no program meets. Each is searched K times without a bound on steps and interrupted
after a random time of at most `--longest` milliseconds, so that this falls into the middle of whatever a search does:
reading the file, building the library, enumerating, a helper's search, verifying. What is measured is the time from the
signal to the end of the process, which also frees its memory; the first row is that of a process that only waits for a
signal. Prints median, 90 % and worst for each suite, and the slowest ones with the moment of the signal.
"""
import argparse
import json
import os
import pathlib
import random
import signal
import statistics
import subprocess
import tempfile
import time

ROOT = os.environ.get("WHEREIN_BENCHMARKS", "../shared/benchmarks")
BIG = list(range(10_000))
HARD = {
    "big_list": ("[Int] -> [Int]", [f">>> f {BIG}", str([7 * n * n for n in BIG]).replace(" ", ""), ">>> f [1]", "[99]"]),
    "big_text": ("String -> Int", ['>>> f "' + "ab" * (1 << 19) + '"', "7", '>>> f "abc"', "11", '>>> f ""', "5"]),
    "big_text_known": ("String -> Int", ['>>> f "' + "ab" * (1 << 19) + '"', str(1 << 20), '>>> f "abc"', "3"]),
    "properties": ("[Int] -> [Int]", ["prop> \\xs -> f (f xs) == 1 : xs", "prop> \\xs -> length (f xs) == 2 * length xs"]),
    "ten": ("Int -> Int -> [Int]", [line for n in range(10) for line in (f">>> f {n} {n * n % 7}", str([n * n * 31 % 101, n]))]),
}


def hard(folder):
    """The files of its own."""
    for name, (ty, lines) in HARD.items():
        comment = "".join(f"-- {line}\n" for line in lines)
        (folder / f"{name}.hs").write_text(f"module T where\n\n-- |\n{comment}f :: {ty}\nf = undefined\n")
        yield folder / f"{name}.hs"


def interrupted(command, moment):
    """Milliseconds from a signal at that moment to the end of the process; nothing if it had ended before."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moment / 1e3)
    if process.poll() is not None:
        return None
    start = time.perf_counter()
    process.send_signal(signal.SIGINT)
    process.wait()
    return (time.perf_counter() - start) * 1e3


def row(name, late):
    late = sorted(late)
    if late:
        tenth = late[min(len(late) - 1, len(late) * 9 // 10)]
        print(f"| {name} | {len(late)} | {statistics.median(late):.1f} | {tenth:.1f} | {late[-1]:.1f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="*")
    parser.add_argument("--wherein", default="target/release/wherein")
    parser.add_argument("--tasks", type=int, default=12)
    parser.add_argument("--cuts", type=int, default=4)
    parser.add_argument("--longest", type=float, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    draw, slow = random.Random(args.seed), []
    print("| suite | cut short | median ms | 90 % | worst ms |\n| --- | ---: | ---: | ---: | ---: |")
    row("only waits", [late for _ in range(10) if (late := interrupted(["sleep", "9"], 100)) is not None])
    with tempfile.TemporaryDirectory() as folder:
        groups = [("files of its own", list(hard(pathlib.Path(folder))))]
        for suite in args.suites:
            here = pathlib.Path(suite) if pathlib.Path(suite).is_dir() else pathlib.Path(ROOT) / suite
            files = sorted({here / json.loads(line)["file"] for line in (here / "index.jsonl").read_text().splitlines()})
            groups.append((suite, draw.sample(files, min(args.tasks, len(files)))))
        for name, files in groups:
            all_late = []
            for file in files:
                for _ in range(args.cuts):
                    moment = draw.uniform(15, args.longest)
                    command = [args.wherein, "synth", str(file), "--timeout", "600", "--no-imports"]
                    late = interrupted(command, moment)
                    if late is not None:
                        all_late.append(late)
                        slow.append((late, f"{name}/{file.stem}", moment))
            row(name, all_late)
    print()
    for late, task, moment in sorted(slow, reverse=True)[:12]:
        print(f"{late:.1f} ms: {task}, interrupted at {moment:.0f} ms")


if __name__ == "__main__":
    main()
