"""The page that Prometheus reads, and what stands on it."""

import re
import urllib.request


def page(scenario, headers=()):
    request = urllib.request.Request(f"http://127.0.0.1:{scenario.port}/metrics", headers=dict(headers))
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        return answer.read().decode()


def figure(text, name, **labels):
    """The sum over all series of a metric with these labels."""
    total = 0
    for series, value in re.findall(rf"^{name}(?:{{(.*)}})? (\S+)$", text, re.MULTILINE):
        have = dict(re.findall(r'(\w+)="([^"]*)"', series))
        if all(have.get(key) == wanted for key, wanted in labels.items()):
            total += float(value)
    return total
