#!/usr/bin/python3
"""What `./dev test` says of a failure at its end: only what failed, and of that the last lines."""

import pathlib
import sys
import unittest
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from failures import LINES, failures

DOCUMENT = """<testsuite name="Linux-c++" tests="3" failures="1">
<testcase name="plan: good" status="run"><system-out>fine</system-out></testcase>
<testcase name="scenario: bad" status="fail"><failure message=""/><system-out>{words}</system-out></testcase>
<testcase name="scenario: skipped" status="notrun"><system-out>skipped: no leave</system-out></testcase>
</testsuite>"""


class Failures(unittest.TestCase):
    def test_each_failure_is_told_with_its_last_lines(self):
        words = [f"line {number}" for number in range(200)]
        document = ElementTree.fromstring(DOCUMENT.format(words="\n".join(words)))
        self.assertEqual(list(failures(document)), [("scenario: bad", words[-LINES:])])


if __name__ == "__main__":
    unittest.main()
