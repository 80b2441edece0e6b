"""A wall clock of the service's own, which a test sets; the monotonic clock stays true, as on a server.

Under libfaketime 0.9.10 the service's timers come up to a second late, so it sends slowly: judge no speed with it."""

import bisect
import datetime
import os
import pathlib
import re
import subprocess
import time

from service import PROGRAMS, ZONE


def library():
    """libfaketime, or None where the package `faketime` is missing."""
    found = sorted(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    return found[0] if found else None


def sanitizer():
    """The sanitizer's library that a program needs before every other one; None for a release program."""
    linked = subprocess.run(["ldd", PROGRAMS / "triand"], capture_output=True, text=True, check=True).stdout
    return sanitizer_in(linked)


def sanitizer_in(linked):
    """The same of what ldd says."""
    found = re.search(r"^\s*lib[at]san\.so\S* => (\S+)", linked, re.MULTILINE)
    return found.group(1) if found else None


class FakeClock:
    """Sets the wall clock of a scenario's service, at any time while it runs."""

    def __init__(self, scenario, local):
        """`local`: what the clock says at first, in Viet Nam's time."""
        self._file = scenario.folder / "clock"
        self._steps = []  # (real time, offset), in order
        self.set(local)
        scenario.environment = {
            "LD_PRELOAD": " ".join(str(path) for path in (sanitizer(), library()) if path),
            "FAKETIME_TIMESTAMP_FILE": str(self._file), "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}

    def set(self, local):
        offset = round(local.replace(tzinfo=ZONE).timestamp() - time.time())
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{offset:+d}\n")
        os.replace(fresh, self._file)
        self._steps.append((time.time(), offset))

    def read(self, real):
        """What the clock said at a real moment (seconds since 1970)."""
        at = max(0, bisect.bisect_right(self._steps, real, key=lambda step: step[0]) - 1)
        return datetime.datetime.fromtimestamp(real + self._steps[at][1], ZONE).replace(tzinfo=None)

    def changed_within(self, real, seconds):
        """The moments at which it was set in so many seconds before a real moment."""
        return [moment for moment, _ in self._steps if real - seconds <= moment <= real]
