#!/usr/bin/python3
"""Looks for the temporaries that GCC 12 destroys twice in a statement with co_await (design, section 5).

    co_await_temporaries.py [ROOT]

Prints each as FILE:LINE and exits 1 if there is one. A heuristic over the text, on the safe side: in the whole
statement around a co_await it refuses
  - braces that make an object (`Request{.host = host}`, `send({"a", "b"})`), unless they are empty or make a duration;
  - lambdas that capture anything by value, except `this`.
It cannot know whether a type owns something, so it refuses numbers in braces as well. The remedy is always the same:
name it in a statement of its own before, then move it.
"""

import re

from source_text import code_only, run

OPEN = {")": "(", "]": "[", "}": "{"}
HARMLESS = re.compile(r"(?:std::)?chrono::\w+\s*$|\bco_await\s*$")
BLOCK_BEFORE = re.compile(r"(?:\)|\belse|\bdo|\btry|\bconst|\bnoexcept|\bmutable|->\s*[\w:<>,\s*&]+)\s*$")


def matching(code):
    """Position of the partner of every bracket."""
    pairs, stack = {}, []
    for position, character in enumerate(code):
        if character in "([{":
            stack.append(position)
        elif character in OPEN and stack and code[stack[-1]] == OPEN[character]:
            pairs[position] = stack[-1]
            pairs[stack.pop()] = position
    return pairs


def is_block(code, opening, closing):
    """Whether braces hold statements rather than the parts of an object."""
    inside = code[opening + 1:closing]
    return ";" in inside or BLOCK_BEFORE.search(code[max(0, opening - 200):opening]) is not None


def statement_around(code, pairs, position):
    """Begin and end of the statement that position stands in; blocks inside it belong to it."""
    begin = position
    while begin > 0:
        before = code[begin - 1]
        if before == "}" and begin - 1 in pairs:
            opening = pairs[begin - 1]
            if is_block(code, opening, begin - 1):
                break
            begin = opening
        elif before in ")]" and begin - 1 in pairs:
            begin = pairs[begin - 1]
        elif before in "{" and is_block(code, begin - 1, pairs.get(begin - 1, begin)):
            break
        elif before == ";":
            break
        else:
            begin -= 1
    end = position
    while end < len(code) and code[end] not in ";":
        if code[end] == "}":
            opening = pairs.get(end, -1)
            if opening < begin and (opening < 0 or is_block(code, opening, end)):
                break
        if code[end] == "{" and is_block(code, end, pairs.get(end, end)):
            if not is_lambda_body(code, pairs, end):
                break
            end = pairs.get(end, len(code) - 1)
        elif code[end] in "([{" and end in pairs and pairs[end] > end and code[end] != "{":
            end = pairs[end]
        end += 1
    return begin, end


def is_lambda_body(code, pairs, opening):
    head = code[:opening].rstrip()
    head = re.sub(r"(?:->\s*[\w:<>,\s*&]+|\bmutable|\bnoexcept)\s*$", "", head).rstrip()
    if head.endswith(")") and len(head) - 1 in pairs:
        head = code[:pairs[len(head) - 1]].rstrip()
    return head.endswith("]")


def faults(_, text):
    """(position, message) of each temporary that must get a name."""
    if "co_await" not in text:
        return []
    code = code_only(text)
    pairs = matching(code)
    found = {}
    for match in re.finditer(r"\bco_await\b", code):
        begin, end = statement_around(code, pairs, match.start())
        position = begin
        while position < end:
            character = code[position]
            closing = pairs.get(position, -1)
            if character == "[" and closing > position:
                before = code[:position].rstrip()
                if before[-1:] not in (")", "]", "[") and not re.search(r"[\w>]$", before):
                    captures = code[position + 1:closing].split(",")
                    if any(capture.strip() and not re.match(r"\s*(&|this\b|\*this\b)", capture) for capture in captures):
                        found[position] = "a lambda that captures by value in a statement with co_await: name it first"
            if character == "{" and closing > position:
                if is_block(code, position, closing):
                    position = closing  # a lambda's body: its own co_awaits are looked at by themselves
                elif code[position + 1:closing].strip() and not HARMLESS.search(code[:position]):
                    found[position] = "braces that make an object in a statement with co_await: name it first"
            position += 1
    return sorted(found.items())


if __name__ == "__main__":
    run(faults)
