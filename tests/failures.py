#!/usr/bin/python3
"""The last words of each test that failed, from the JUnit document that ctest wrote: whoever sees only the end of a long run
sees them as well."""

import sys
import xml.etree.ElementTree as ElementTree

LINES = 40  # of each test
ENOUGH = 5  # tests; where more fail, the first tell why


def failures(document):
    """(name, last lines) of each test that failed."""
    for case in document.iter("testcase"):
        if case.get("status") == "fail":
            yield case.get("name"), (case.findtext("system-out") or "").rstrip().splitlines()[-LINES:]


def main(path):
    found = list(failures(ElementTree.parse(path)))
    for name, lines in found[:ENOUGH]:
        print(f"\n---- {name} failed; its last words:")
        print("\n".join(lines))
    if len(found) > ENOUGH:
        print(f"\n---- and {len(found) - ENOUGH} more failed; their words stand above, each behind its name")


if __name__ == "__main__":
    main(sys.argv[1])
