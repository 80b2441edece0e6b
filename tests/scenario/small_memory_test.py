#!/usr/bin/python3
"""The service has 256 MB of memory, enforced by a control group: it loads a list, plans, sends, takes receipts and survives
answers of ten megabytes. For the release programs: those with sanitizers need more for themselves."""

import os
import pathlib
import sys
import unittest

from fake_clock import sanitizer
from service import skip_script
from sms_scenario import SmsScenario
from status_watch import StatusWatch

LIMIT = 256 << 20
CUSTOMERS = 50_000
GROUPS = pathlib.Path("/sys/fs/cgroup")
BIG = {"match": {"channel": "sms", "address_regex": "00$"}, "action": {"big_body": 10_000_000}}


class ControlGroup:
    """A control group with so much memory and no swap beyond it, of either version. Use as a context manager."""

    def __init__(self, limit):
        first = (GROUPS / "memory").is_dir()
        self._folder = (GROUPS / "memory" if first else GROUPS) / f"triand-test-{os.getpid()}"
        self._limit_file = self._folder / ("memory.limit_in_bytes" if first else "memory.max")
        self._most_file = self._folder / ("memory.max_usage_in_bytes" if first else "memory.peak")
        self._limit = limit

    def __enter__(self):
        self._folder.mkdir()
        try:
            self._limit_file.write_text(str(self._limit))
        except OSError:
            self._folder.rmdir()
            raise
        return self

    def __exit__(self, *_):
        self._folder.rmdir()

    def starter(self):
        return ["sh", "-c", f'echo $$ >"{self._folder}/cgroup.procs" && exec "$@"', "sh"]

    def members(self):
        return [int(line) for line in (self._folder / "cgroup.procs").read_text().split()]

    def limit(self):
        return int(self._limit_file.read_text())

    def most(self):
        """What it has had at most, with the pages of files, which are given up when need be."""
        return int(self._most_file.read_text()) if self._most_file.exists() else 0


class SmallMemory(unittest.TestCase):
    def test_a_campaign_in_256_megabytes(self):
        with ControlGroup(LIMIT) as group, SmsScenario([BIG], concurrency=64) as scenario:
            scenario.starter = group.starter()
            scenario.start()
            self.assertIn(scenario.service.pid, group.members())
            self.assertEqual(group.limit(), LIMIT)
            with StatusWatch(scenario) as watch:
                campaign = scenario.begin(CUSTOMERS)
                scenario.finish(campaign)
            self.assertIsNone(scenario.service.poll(), "it did not survive")
            self.assertGreater(scenario.struck()[0], 100)
            own = scenario.most_memory()
            self.assertLess(own, LIMIT)
            states = scenario.account(campaign)
            self.assertEqual(states, {"delivered": CUSTOMERS})
            print(f"small memory: {CUSTOMERS} messages, {scenario.struck()[0]} answers of 10 MB, the service's own memory at "
                  f"most {own >> 20} MB, with files {group.most() >> 20} MB, slowest status {watch.slowest:.2f} s")


def why_no_group():
    try:
        with ControlGroup(LIMIT):
            return ""
    except OSError as trouble:
        return str(trouble)


if __name__ == "__main__":
    if sanitizer() is not None:
        skip_script("the programs have a sanitizer in them, which takes more memory than is allowed here")
    if why := why_no_group():
        skip_script(f"no control group with a limit can be made here ({why}); run it as root")
    sys.exit(unittest.main(verbosity=2))
