#!/usr/bin/python3
"""Every event of the service's log stands in the table of systemd/RUNBOOK.md, and nothing else does.

    log_events.py [ROOT]

Prints each event that is in one place only as FILE:LINE and exits 1 if there is one.
"""

import re
import sys

from source_text import line_of, root_of, say, sources

EVENT = re.compile(r"\b(?:log_?|quote)(?:\.(?:info|warning|error))?\s*\(\s*(?:(?:server::)?LogLevel::\w+,\s*)?\"([a-z][a-z0-9_]*)\"")
ROW = re.compile(r"^\| `([a-z][a-z0-9_]*)` \|", re.MULTILINE)


def main():
    root = root_of(sys.argv)
    book = root / "systemd" / "RUNBOOK.md"
    table = book.read_text(encoding="utf-8") if book.is_file() else ""
    documented = set(ROW.findall(table))
    used = set()
    count = 0
    for path in sources(root):
        if path.relative_to(root).parts[0] not in ("channels", "daemon"):
            continue
        text = path.read_text(encoding="utf-8")
        for event in EVENT.finditer(text):
            used.add(event.group(1))
            if event.group(1) not in documented:
                say(root, path, line_of(text, event.start(1)), f"the event `{event.group(1)}` is not in systemd/RUNBOOK.md")
                count += 1
    for row in ROW.finditer(table):
        if row.group(1) not in used:
            say(root, book, line_of(table, row.start()), f"nothing in the service logs the event `{row.group(1)}`")
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
