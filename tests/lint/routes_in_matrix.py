#!/usr/bin/python3
"""Every address that the service answers has a row in the matrix of roles, tests/daemon/server/role_matrix_test.cpp.

    routes_in_matrix.py [ROOT]

Prints each that has none as FILE:LINE and exits 1 if there is one. The matrix's own test goes over the routes that the
API's parts add; this one over the sources, so that a route which is added elsewhere is not forgotten. Routes that prove
themselves by a signature, a secret or a token are open to everybody and named here, on purpose. The console's pages know
their visitors by sessions and ask the API in their names: console_sweep_test.cpp goes over them.
"""

import pathlib
import re
import sys

from source_text import code_only, line_of, say, sources

OPEN = {"/webhooks/{channel}", "/webhooks/{channel}/{secret}", "/v1/notices"}
MAY_OPEN = {"daemon/app/webhook_desk.cpp", "daemon/app/notice_feed.cpp", "daemon/app/unsubscribe_desk.cpp",
            "daemon/server/console/console.cpp",
            # What the word means.
            "daemon/server/router.cpp", "daemon/server/route.hpp", "daemon/server/api/openapi/openapi_operation.cpp"}
ROUTE = re.compile(r'"(GET|HEAD|POST|PUT|PATCH|DELETE)"\s*,\s*"(/[^"]*)"|\bpattern\s*=\s*"(/[^"]*)"')


def is_page(pattern):
    return pattern == "/" or pattern.startswith("/console/")


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2]).resolve()
    matrix = root / "tests" / "daemon" / "server" / "role_matrix_test.cpp"
    written = matrix.read_text(encoding="utf-8") if matrix.exists() else ""
    rows = set(re.findall(r'\{"([A-Z]+)", "(/[^"]*)", Role::', written))
    patterns = {pattern for _, pattern in rows}
    count = 0
    for path in sources(root, ("daemon/server", "daemon/app")):
        text = path.read_text(encoding="utf-8")
        for found in ROUTE.finditer(text):
            method, pattern, alone = found.groups()
            if alone in OPEN or alone in patterns or (method, pattern) in rows or is_page(pattern or alone):
                continue
            say(root, path, line_of(text, found.start()), f"{pattern or alone} is not in the matrix of roles")
            count += 1
        for found in re.finditer(r"\bOpen::everywhere\b", code_only(text)):
            if str(path.relative_to(root)) not in MAY_OPEN:
                say(root, path, line_of(text, found.start()), "this route is open to everybody")
                count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
