#!/usr/bin/python3
"""SQL stands in daemon/store/ only, and takes its values by binding, never by joining texts.

    sql_in_store.py [ROOT]

Prints each violation as FILE:LINE and exits 1 if there is one. Looks at string literals: one that reads like a
statement outside daemon/store/ (tests may look into the database), and inside it one that ends where a value would begin
and is joined with `+`, or is filled by fmt::format.
"""

import pathlib
import re
import sys

from source_text import code_only, line_of, literals, say, sources

STATEMENT = re.compile(
    r"^\s*(?:SELECT\s.+\sFROM\s|INSERT\s+(?:OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|REPLACE\s+INTO\s|"
    r"CREATE\s+(?:UNIQUE\s+|TEMP\s+)?(?:TABLE|INDEX|TRIGGER|VIEW)\s|DROP\s+(?:TABLE|INDEX)\s|ALTER\s+TABLE\s|"
    r"PRAGMA\s+\w+|VACUUM\b|ATTACH\s|BEGIN\s+IMMEDIATE|WITH\s+\w+\s+AS\s*\()",
    re.DOTALL)
OPEN_END = re.compile(r"(?:=|<|>|\(|,|\bIN|\bLIKE|\bVALUES|\bLIMIT|'|\|\|)\s*$", re.IGNORECASE)
FILLED = re.compile(r"\{[^{}]*\}")


def faults(path, text):
    """(position, message) of each violation in a source; path is relative to the root."""
    in_store = path.parts[:2] == ("daemon", "store")
    may_look = path.parts[0] == "tests" and path.parts[1] != "standin"
    code = code_only(text)
    for begin, end, content in literals(text):
        if not STATEMENT.match(content):
            continue
        if not in_store:
            if not may_look:
                yield begin, "SQL belongs to daemon/store/"
            continue
        if content.lstrip().startswith("PRAGMA"):  # takes no bound values
            continue
        joined = re.match(r"\s*\+", code[end:]) is not None
        formatted = re.search(r"\bfmt::format\s*\(\s*$", code[:begin]) is not None
        if (joined and OPEN_END.search(content)) or (formatted and FILLED.search(content)):
            yield begin, "a value goes into SQL by binding it"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2]).resolve()
    count = 0
    for path in sources(root):
        text = path.read_text(encoding="utf-8")
        for position, message in faults(path.relative_to(root), text):
            say(root, path, line_of(text, position), message)
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
