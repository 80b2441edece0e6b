#!/usr/bin/python3
"""The alert rules: they can be loaded, and do in the days of a campaign what the run-book says (alerts_test.yml)."""

import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
RULES = HERE.parents[1] / "systemd" / "alerts.yml"


def promtool(*arguments):
    done = subprocess.run(["promtool", *map(str, arguments)], capture_output=True, text=True, check=False)
    print(done.stdout + done.stderr, end="")
    return done.returncode


if __name__ == "__main__":
    sys.exit(promtool("check", "rules", RULES) or promtool("test", "rules", HERE / "alerts_test.yml"))
