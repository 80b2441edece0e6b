#!/usr/bin/python3
"""Nothing is fetched but over the protocols and addresses of the configuration.

    outgoing.py [ROOT]

Prints each violation as FILE:LINE and exits 1 if there is one: a libcurl handle whose file does not limit the protocols
and the proxy, a redirect that is followed, a shell.
"""

import re

from source_text import code_only, run

SHELL = re.compile(r"(?<![\w.>:])(?:std::system|::system|system|::popen|popen|execlp|execvp|wordexp)\s*\(")
NEEDS = ("CURLOPT_PROTOCOLS_STR", "CURLOPT_PROXY")


def faults(_, text):
    code = code_only(text)
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


if __name__ == "__main__":
    run(faults, ("config", "templates", "channels", "daemon"))
