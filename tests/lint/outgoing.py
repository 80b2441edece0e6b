#!/usr/bin/python3
"""Nothing is fetched but over the protocols and addresses of the configuration.

    outgoing.py [ROOT]

Prints each violation as FILE:LINE and exits 1 if there is one: a libcurl handle whose file does not limit the protocols
and the proxy, a redirect that is followed, a shell.
"""

import pathlib
import re
import sys

from source_text import code_only, line_of, say, sources

SHELL = re.compile(r"(?<![\w.>:])(?:std::system|::system|system|::popen|popen|execlp|execvp|wordexp)\s*\(")
NEEDS = ("CURLOPT_PROTOCOLS_STR", "CURLOPT_PROXY")


def faults(code):
    for made in re.finditer(r"\bcurl_easy_init\b", code):
        for option in NEEDS:
            if option not in code:
                yield made.start(), f"a handle without {option}"
    for follows in re.finditer(r"\bCURLOPT_FOLLOWLOCATION\s*,(?!\s*0L\s*\))", code):
        yield follows.start(), "a redirect is not followed: an address comes from the configuration"
    for allowed in re.finditer(r"\bCURLOPT_(?:REDIR_PROTOCOLS\w*|UNRESTRICTED_AUTH|PROTOCOLS\s*,)", code):
        yield allowed.start(), "name the protocols by CURLOPT_PROTOCOLS_STR alone"
    for shell in SHELL.finditer(code):
        yield shell.start(), "no shell is started"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2]).resolve()
    count = 0
    for path in sources(root, ("config", "templates", "channels", "daemon")):
        text = path.read_text(encoding="utf-8")
        for position, message in faults(code_only(text)):
            say(root, path, line_of(text, position), message)
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
