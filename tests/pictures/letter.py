#!/usr/bin/python3
"""Draws tests/pictures/letter.png: a letter as the print house gets it, from a real run of the service.

Needs build/bin (./dev build) and Debian's poppler-utils.
"""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "scenario"))

from press import batches, begin  # noqa: E402
from service import Scenario  # noqa: E402

MORE = f"""    signature:
      title: TỔNG GIÁM ĐỐC
      image: {ROOT}/tests/channels/letter/signature.png
"""


def main():
    with Scenario() as scenario:
        campaign, _ = begin(scenario, 20, more=MORE)
        scenario.finish(campaign)
        batch = batches(scenario.letters / "outbox")[0]
        page = ROOT / "tests" / "pictures" / "letter"
        subprocess.run(["pdftoppm", "-f", "1", "-singlefile", "-r", "80", "-gray", "-png", batch.folder / "letters.pdf",
                        page], check=True)


if __name__ == "__main__":
    main()
