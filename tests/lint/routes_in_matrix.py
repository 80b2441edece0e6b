#!/usr/bin/python3
"""Every address that the service answers has a row in the matrix of roles, tests/daemon/server/role_matrix_test.cpp.

    routes_in_matrix.py [ROOT]

Prints each that has none as FILE:LINE and exits 1 if there is one. The matrix's own test goes over the routes that the
API's parts add; this one over the sources, so that a route which is added elsewhere is not forgotten. Routes that prove
themselves by a signature, a secret or a token are open to everybody and named here, on purpose. The console's pages know
their visitors by sessions and ask the API in their names: console_sweep_test.cpp goes over them.
"""

import re
import sys

from source_text import code_only, judge, root_of

OPEN = {"/webhooks/{channel}", "/webhooks/{channel}/{secret}", "/v1/notices"}
MAY_OPEN = {"daemon/app/webhook_desk.cpp", "daemon/app/notice_feed.cpp", "daemon/app/unsubscribe_desk.cpp",
            "daemon/server/console/console.cpp",
            # What the word means.
            "daemon/server/router.cpp", "daemon/server/route.hpp", "daemon/server/api/openapi/openapi_operation.cpp"}
ROUTE = re.compile(r'"(GET|HEAD|POST|PUT|PATCH|DELETE)"\s*,\s*"(/[^"]*)"|\bpattern\s*=\s*"(/[^"]*)"')


def is_page(pattern):
    return pattern == "/" or pattern.startswith("/console/")


def faults_beside(rows):
    """What finds (position, message) of each address that has no row in the matrix, and of each that is open."""
    patterns = {pattern for _, pattern in rows}

    def faults(path, text):
        for found in ROUTE.finditer(text):
            method, pattern, alone = found.groups()
            if alone in OPEN or alone in patterns or (method, pattern) in rows or is_page(pattern or alone):
                continue
            yield found.start(), f"{pattern or alone} is not in the matrix of roles"
        for found in re.finditer(r"\bOpen::everywhere\b", code_only(text)):
            if str(path) not in MAY_OPEN:
                yield found.start(), "this route is open to everybody"

    return faults


def main():
    root = root_of(sys.argv)
    matrix = root / "tests" / "daemon" / "server" / "role_matrix_test.cpp"
    written = matrix.read_text(encoding="utf-8") if matrix.exists() else ""
    rows = set(re.findall(r'\{"([A-Z]+)", "(/[^"]*)", Role::', written))
    return judge(root, faults_beside(rows), ("daemon/server", "daemon/app"))


if __name__ == "__main__":
    sys.exit(main())
