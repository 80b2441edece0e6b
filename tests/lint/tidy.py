#!/usr/bin/python3
"""`./dev tidy [FILE..]`: clang-tidy, by .clang-tidy, over the sources that build/tidy/compile_commands.json names. Prints what
it finds, counted by check, and fails if that is anything. A source in which nothing was found and whose text, headers
included, is the same as then is not read again."""

import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "tidy"
CLEAN = BUILD / "clean"
FINDING = re.compile(r"^(\S+:\d+:\d+): (?:warning|error): .* \[([\w.,-]+)\]$", re.MULTILINE)


def commands():
    """The compiler's command for each source of ours."""
    out = {}
    for entry in json.loads((BUILD / "compile_commands.json").read_text()):
        file = pathlib.Path(entry["file"])
        if file.is_relative_to(ROOT) and not file.is_relative_to(BUILD):
            out[file.relative_to(ROOT).as_posix()] = shlex.split(entry["command"])
    return out


def text_of(command):
    """All that the compiler sees of a source, comments too, for some of them speak to clang-tidy."""
    at = next(at for at, word in enumerate(command) if word.endswith("clang++"))
    words = command[at:]
    del words[words.index("-o"):words.index("-o") + 2]
    words.remove("-c")
    return subprocess.run([*words, "-E", "-C"], cwd=BUILD, check=True, capture_output=True).stdout


def judge(file, command, rules):
    """What clang-tidy finds in a source; nothing where it found nothing before."""
    key = CLEAN / hashlib.sha256(rules + text_of(command)).hexdigest()
    if key.exists():
        return "", True
    done = subprocess.run(["clang-tidy", "-p", BUILD, "--quiet", ROOT / file], capture_output=True, text=True)
    found = FINDING.search(done.stdout)
    if done.returncode != 0 and not found:
        raise RuntimeError(f"clang-tidy failed at {file}: {done.stdout}{done.stderr}")
    if found:
        return done.stdout, False
    key.touch()
    return "", False


def tidy(files, known):
    """What clang-tidy says of all of them, and how many it did not have to read."""
    CLEAN.mkdir(exist_ok=True)
    version = subprocess.run(["clang-tidy", "--version"], check=True, capture_output=True).stdout
    rules = version + (ROOT / ".clang-tidy").read_bytes()
    said, spared = [], 0
    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for text, known_clean in pool.map(lambda file: judge(file, known[file], rules), files):
            spared += known_clean
            if text:
                said.append(text)
                print(text, flush=True)
    return "\n".join(said), spared


def main():
    known = commands()
    files = [pathlib.Path(name).resolve().relative_to(ROOT).as_posix() for name in sys.argv[1:]] or sorted(known)
    if strangers := [file for file in files if file not in known]:
        sys.exit("no sources of the programs: " + " ".join(strangers))
    began = time.monotonic()
    said, spared = tidy(files, known)
    # A header is read with each source that includes it, and counts once.
    places = set(FINDING.findall(said))
    for check, times in collections.Counter(check for _, check in places).most_common():
        print(f"{times:6} {check}")
    print(f"tidy: {len(places)} findings in {len(files)} sources ({spared} of them as clean as they were) in "
          f"{time.monotonic() - began:.0f} s")
    sys.exit(1 if places else 0)


if __name__ == "__main__":
    main()
