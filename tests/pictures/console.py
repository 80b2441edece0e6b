#!/usr/bin/python3
"""Draws tests/pictures/console_*.png: the support desk's look-up and a customer's page in Debian's Chromium, from a real run
of the service on the morning of 19 December.

Needs build/bin (./dev build) and the packages that the tests use.
"""

import datetime
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "scenario"))

from console_desk import ConsoleDesk  # noqa: E402
from fake_clock import FakeClock  # noqa: E402


def main():
    with ConsoleDesk() as desk:
        FakeClock(desk, datetime.datetime(2026, 12, 19, 8, 14))
        desk.open("from: 2026-12-18, to: 2026-12-21")
        end, words = desk.browse("pictures_test.mjs", ROOT / "tests" / "pictures")
        assert end == 0, words


if __name__ == "__main__":
    main()
