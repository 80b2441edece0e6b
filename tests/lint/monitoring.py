#!/usr/bin/python3
"""The alert rules and the dashboard ask for metrics that exist, and the run-book explains exactly the alerts there are.

    monitoring.py [ROOT]

Prints each violation as FILE:LINE and exits 1 if there is one.
"""

import json
import re
import sys

from source_text import line_of, root_of, say

METRIC = re.compile(r"\btriand_[a-z_]+\b")
ALERT = re.compile(r"^\s*- alert: (\w+)", re.MULTILINE)
ROW = re.compile(r"^\| (Triand\w+) \|", re.MULTILINE)


def main():
    root = root_of(sys.argv)
    made = set()
    for path in (root / "daemon" / "server" / "metrics").glob("*.cpp"):
        made |= set(re.findall(r'"(triand_[a-z_]+)"', path.read_text(encoding="utf-8")))
    count = 0
    for name in ("alerts.yml", "dashboard.json"):
        path = root / "systemd" / name
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if name.endswith(".json") and text:
            json.loads(text)
        for metric in METRIC.finditer(text):
            if re.sub(r"_(bucket|sum|count)$", "", metric.group(0)) not in made:
                say(root, path, line_of(text, metric.start()), f"there is no metric `{metric.group(0)}`")
                count += 1
    rules, book = root / "systemd" / "alerts.yml", root / "systemd" / "RUNBOOK.md"
    alerts = rules.read_text(encoding="utf-8") if rules.is_file() else ""
    rows = book.read_text(encoding="utf-8") if book.is_file() else ""
    for one, here, others, what in ((rules, alerts, set(ROW.findall(rows)), "is not explained in RUNBOOK.md"),
                                    (book, rows, set(ALERT.findall(alerts)), "is not a rule of alerts.yml")):
        for found in (ALERT if one == rules else ROW).finditer(here):
            if found.group(1) not in others:
                say(root, one, line_of(here, found.start(1)), f"the alert {found.group(1)} {what}")
                count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
