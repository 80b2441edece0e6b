#!/usr/bin/python3
"""A type's name is defined once. Two types of one name in one namespace, in different files, are one type to the linker:
what one file does with its own is done to the other's. Compiler and linker do not say so.

    one_definition.py [ROOT]

Prints each second definition as FILE:LINE and exits 1 if there is one. What stands in a namespace without a name is its
file's own. The sources are formatted: what stands in a namespace begins its line.
"""

import re

from source_text import run

LINE = re.compile(
    r"^(?:namespace[^{\n]*\{\n(?:[^\n{}]*;\n)*\}\n"  # of declarations alone, whose end bears no comment
    r"|(?:inline )?namespace(?P<space> [\w:]+)? \{"
    r"|(?P<end>\}  // namespace)"
    r"|(?:template <[^\n]*>\s)?(?:struct|class|union|enum(?: class)?) (?P<name>\w+)(?: final)?(?:\s+:[^;{]*)?\s?\{)",
    re.MULTILINE)

defined = {}  # name: where


def faults(path, text):
    spaces = []
    for match in LINE.finditer(text):
        if match["end"]:
            if spaces:
                spaces.pop()
        elif match["name"] is None:
            if not match[0].endswith("}\n"):
                spaces.append((match["space"] or "").strip())
        elif "" not in spaces:
            name = "::".join([*spaces, match["name"]])
            first = defined.setdefault(name, path)
            if first != path:
                yield match.start("name"), f"{name} is defined in {first} as well"
    if spaces:
        yield len(text) - 1, f"where does namespace {spaces[-1]} end?"


if __name__ == "__main__":
    run(faults)
