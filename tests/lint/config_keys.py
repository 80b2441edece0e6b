#!/usr/bin/python3
"""Every key that the service reads from its configuration is explained in config/triand.yaml, which is also the manual
page triand.yaml(5).

    config_keys.py [ROOT]

Prints each key that is not as FILE:LINE and exits 1 if there is one. Keys are what the settings of the service and of its
channels ask a config::Block for; gateway descriptions and campaign files have readers and examples of their own.
"""

import re
import sys

from source_text import line_of, root_of, say

READERS = ("daemon/app/settings*.cpp", "channels/*settings*.cpp", "channels/*/*settings*.cpp", "channels/*/*_plugin.cpp")
ASKS = re.compile(r"\b(?:text|secret|secret_or_empty|integer|number|boolean|duration|rate|hours|choice|has|child|"
                  r"child_or_empty|children|list|time_of_day|percent|value|folder)\s*\(\s*(?:\w+,\s*)?\"([a-z][a-z0-9_]*)\"")


def main():
    root = root_of(sys.argv)
    explained = (root / "config" / "triand.yaml").read_text(encoding="utf-8") if (root / "config").is_dir() else ""
    count = 0
    for path in sorted(source for pattern in READERS for source in root.glob(pattern)):
        text = path.read_text(encoding="utf-8")
        for ask in ASKS.finditer(text):
            key = ask.group(1)
            if not re.search(rf"(?:^|[\s#{{,]){key}:", explained):
                say(root, path, line_of(text, ask.start(1)), f"the key `{key}` is not explained in config/triand.yaml")
                count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
