#!/usr/bin/python3
"""SQL stands in daemon/store/ only, and takes its values by binding, never by joining texts.

    sql_in_store.py [ROOT]

Prints each violation as FILE:LINE and exits 1 if there is one. Looks at string literals: one that reads like a
statement outside daemon/store/ (tests may look into the database), and inside it one that is joined with anything but
literals and macros of literals, whatever it is joined by: `+`, `+=`, append, a stream or fmt. Besides, what is given to
prepare() and its like is no sum and no format. A PRAGMA takes no bound values and may be joined.
"""

import re

from source_text import code_only, literals, run

STATEMENT = re.compile(
    r"^\s*(?:SELECT\s.+\sFROM\s|INSERT\s+(?:OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|REPLACE\s+INTO\s|"
    r"CREATE\s+(?:UNIQUE\s+|TEMP\s+)?(?:TABLE|INDEX|TRIGGER|VIEW)\s|DROP\s+(?:TABLE|INDEX)\s|ALTER\s+TABLE\s|"
    r"PRAGMA\s+\w+|VACUUM\b|ATTACH\s|BEGIN\s+IMMEDIATE|WITH\s+\w+\s+AS\s*\()",
    re.DOTALL)
# Behind a literal: further literals and macros, which the compiler joins.
CHAIN = re.compile(r'(?:\s*(?:"[^"\n]*"|R\s*"|[A-Z][A-Z0-9_]{3,}\b))*')
JOINED_BEHIND = re.compile(r"\s*(?:\+|<<)|\s*\)\s*\+|\s*\)?\s*\.\s*(?:append|insert|replace)\b|\s*s\s*\+")
JOINED_BEFORE = re.compile(
    r"(?:\+=?|<<|\bappend\s*\(|\b(?:fmt::)?(?:format|format_to|sprintf|snprintf)\s*\((?:[^()\";]*,)?)\s*$")
KEPT_IN = re.compile(r"\b(\w+)\s*(?:=|\(|\{)\s*$")
RUN = re.compile(r"\b(?:prepare|exec|execAndGet|tryExec|Statement(?:\s+\w+)?)\s*\(")
BUILT = re.compile(r"(?<!\+)\+(?!\+)|<<|\bappend\b|\bformat(?:_to)?\b|\bs(?:n)?printf\b")


def argument(code, begin):
    """The text between a parenthesis, whose inside begins there, and the one that closes it."""
    depth = 1
    for at in range(begin, len(code)):
        depth += {"(": 1, ")": -1}.get(code[at], 0)
        if depth == 0:
            return code[begin:at]
    return code[begin:]


def is_joined(code, begin, end):
    """Whether a statement's literal is put together with something that is known only when the program runs."""
    end = CHAIN.match(code, end).end()
    if JOINED_BEHIND.match(code, end) or JOINED_BEFORE.search(code[:begin]):
        return True
    kept = KEPT_IN.search(code[:begin])
    return kept is not None and re.search(rf"\b{kept.group(1)}\s*(?:\+=|\+|<<|\.\s*(?:append|insert|replace)\b)",
                                          code[end:]) is not None


def faults(path, text):
    """(position, message) of each violation in a source; path is relative to the root."""
    in_store = path.parts[:2] == ("daemon", "store")
    may_look = path.parts[0] == "tests" and path.parts[1] != "standin"
    code = code_only(text)
    pragmas = []
    for begin, end, content in literals(text):
        if content.lstrip().startswith("PRAGMA"):
            pragmas.append(begin)
        if not STATEMENT.match(content):
            continue
        if not in_store:
            if not may_look:
                yield begin, "SQL belongs to daemon/store/"
        elif begin not in pragmas and is_joined(code, begin, end):
            yield begin, "a value goes into SQL by binding it"
    if not in_store:
        return
    for call in RUN.finditer(code):
        given = argument(code, call.end())
        if BUILT.search(given) and not any(call.end() <= at < call.end() + len(given) for at in pragmas):
            yield call.start(), "what is prepared is no sum of texts"


if __name__ == "__main__":
    run(faults)
