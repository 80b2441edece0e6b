#!/usr/bin/python3
"""`./dev bench controls [NAME..]`: takes one protection after another away, each in a clone of its own below build/, and runs
the test that shows it, which must fail. First the test is run with everything in its place: one that fails anyway shows
nothing. A clone is built once; each control costs some objects, a link and its test. The tests of the same programs are run
with everything in its place one after the other, so that these need not be linked again for each."""

import argparse
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

from protections import CONTROLS

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLONE = ROOT / "build" / "controls"
BUILD = CLONE / "build" / "dev"
SKIPPED = 77
LONGEST = 900  # seconds that a test may take; without its protection one may well hang


def sources():
    done = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True,
                          capture_output=True, text=True)
    return [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def renew():
    """The clone as our sources are; what has not changed keeps its time, so that it need not be built again."""
    names = sources()
    listed = CLONE / "build" / "sources"  # what was put there the last time
    gone = set(listed.read_text().split("\0") if listed.exists() else ()) - set(names)
    for name in gone:
        (CLONE / name).unlink(missing_ok=True)
    listed.parent.mkdir(parents=True, exist_ok=True)
    listed.write_text("\0".join(names))
    for name in names:
        ours, theirs = ROOT / name, CLONE / name
        if theirs.is_file() and theirs.read_bytes() == ours.read_bytes():
            continue
        theirs.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ours, theirs)


def build(targets):
    """What the compiler says when it fails; else nothing."""
    environment = {**os.environ, "CCACHE_BASEDIR": str(CLONE), "CCACHE_NOHASHDIR": "1"}
    # Once it has been configured, the build sees by itself what of that changes.
    configure = [] if (BUILD / "build.ninja").exists() else [["cmake", "--preset", "dev"]]
    for command in (*configure, ["cmake", "--build", "build/dev", "--target", *targets]):
        done = subprocess.run(command, cwd=CLONE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            return done.stdout[-3000:]
    return ""


def run(shown):
    """(how it ended, its words, seconds); None: not within LONGEST."""
    environment = {**os.environ, "LSAN_OPTIONS": f"suppressions={CLONE}/tests/leaks.supp", "PYTHONDONTWRITEBYTECODE": "1",
                   "TRIAND_PROGRAMS": str(BUILD / "bin")}
    if shown.is_scenario:
        command = [sys.executable, f"tests/scenario/{shown.test}", *shown.cases]
    else:
        # Catch2 takes a comma for the end of a name, between quotes too.
        names = ",".join(case.replace(",", "\\,") for case in shown.cases)
        command = [BUILD / "tests" / shown.test, "--warn", "NoTests", names]
    began = time.monotonic()
    test = subprocess.Popen(command, cwd=CLONE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            errors="replace", start_new_session=True)
    try:
        words, _ = test.communicate(timeout=LONGEST)
    except BaseException as end:
        # Too late, or somebody presses Ctrl-C: what it has started goes with it.
        os.killpg(test.pid, signal.SIGKILL)
        words, _ = test.communicate()
        if not isinstance(end, subprocess.TimeoutExpired):
            raise
        return None, words, LONGEST
    return test.returncode, words, time.monotonic() - began


def reason(words):
    """The line of a test that says why it failed."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    telling = [line for line in lines if "Error" in line or "FAILED" in line or "Sanitizer" in line or "Expired" in line]
    return (telling or lines or ["without a word"])[0][:110]


class Controls:
    def __init__(self, chosen):
        self._shown = list(dict.fromkeys(control.shown for control in chosen))
        self._sound = {}

    def judge(self, control):
        """(verdict, words): "red" is what is wanted."""
        shown = control.shown
        if shown not in self._sound:
            renew()
            if trouble := build(shown.target):
                return "does not build", trouble
            self._sound.update((each, run(each)) for each in self._shown if each.target == shown.target)
        result, words, _ = self._sound[shown]
        if result == SKIPPED:
            return "skipped", words.strip().splitlines()[-1]
        if result != 0:
            return "fails anyway", reason(words)
        file = CLONE / control.file
        text = file.read_text()
        if text.count(control.before) != 1:
            return "does not apply", f"{control.file} has changed"
        try:
            file.write_text(text.replace(control.before, control.after))
            if trouble := build(shown.target):
                return "does not build", trouble
            result, words, seconds = run(shown)
        finally:
            renew()
        (CLONE / f"{control.name}.log").write_text(words)
        if result == 0:
            return "GREEN", f"after {seconds:.0f} s: the test does not see it"
        return "red", f"{reason(words)} ({seconds:.0f} s)" if result is not None else f"not within {LONGEST} s"


def main():
    options = argparse.ArgumentParser(prog="./dev bench controls", description=__doc__.split("\n\n")[0])
    options.add_argument("names", nargs="*", metavar="NAME", help=", ".join(one.name for one in CONTROLS) + "; none: all")
    chosen = options.parse_args()
    known = {control.name: control for control in CONTROLS}
    for name in chosen.names:
        if name not in known:
            options.error(f"there is no control {name}; there are {', '.join(known)}")
    CLONE.mkdir(parents=True, exist_ok=True)
    names = list(chosen.names or known)
    controls, verdicts = Controls([known[name] for name in names]), []
    for name in names:
        verdict, words = controls.judge(known[name])
        verdicts.append(verdict)
        print(f"{name:15} {verdict:14} {known[name].protection}\n{'':15} {words}", flush=True)
    red, skipped = verdicts.count("red"), verdicts.count("skipped")
    print(f"controls: {red} of {len(verdicts)} red, {skipped} skipped")
    sys.exit(0 if red + skipped == len(verdicts) else 1)


if __name__ == "__main__":
    main()
