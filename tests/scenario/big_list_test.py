#!/usr/bin/python3
"""A list of some hundred megabytes is loaded: it goes through a file and not through the memory, the service sends and
answers meanwhile, and nothing of it is left behind. `--long`: five gigabytes."""

import pathlib
import shutil
import sys
import tempfile
import unittest

from fake_clock import sanitizer
from service import skip_script, wait_for
from sms_scenario import SmsScenario
from status_watch import StatusWatch

MEGABYTE = 1 << 20
ROW = 4096  # bytes, about
ROOM_FOR_LIST = 160 * MEGABYTE  # what the service may grow by, however long the list is


class BigList(unittest.TestCase):
    size = 300 * MEGABYTE

    def test_it_is_streamed(self):
        slowly = {"match": {"channel": "sms"}, "action": {"delay_ms": 200}}
        with SmsScenario([slowly], more=["rate: 10/s"]) as scenario:
            scenario.start()
            campaign = scenario.begin(100)
            path, rows = self.write_list(scenario.folder / "big.csv")
            before, sent = scenario.most_memory(), len(scenario.references())
            with StatusWatch(scenario) as watch:
                read = scenario.ask("customers", "import", path, "--dry-run", seconds=self.size // MEGABYTE + 120)
                wait_for("messages", lambda: len(scenario.references()) > sent)
            self.assertEqual((read["read"], read["taken"], read["rejected"]), (rows, rows, 0))
            grown = scenario.most_memory() - before
            if sanitizer() is None:  # which keeps what was freed
                self.assertLess(grown, ROOM_FOR_LIST)
            self.assertEqual([file.name for file in self.spool(scenario).iterdir() if file.stat().st_size > MEGABYTE], [])
            states = scenario.account(campaign)
            self.assertEqual(states, {"delivered": 100})
            print(f"big list: {path.stat().st_size // MEGABYTE} MB, {rows} rows, {grown // MEGABYTE} MB of memory more, "
                  f"slowest status {watch.slowest:.2f} s")

    def write_list(self, path):
        """Rows that are long by a column that no message uses."""
        rows = self.size // ROW
        with open(path, "w", encoding="utf-8") as file:
            file.write("customer_code,full_name,phone,unit,note\n")
            note = "ghi chú " * (ROW // 10)
            for row in range(rows):
                file.write(f"PA05{row:09},Nguyễn Thị Mẫu,0912{row % 1000000:06},PA05,{note}\n")
        return path, rows

    def spool(self, scenario):
        return pathlib.Path(f"{scenario.database}.spool")


if __name__ == "__main__":
    if "--long" in sys.argv:
        BigList.size = 5000 * MEGABYTE
    # The list itself and the copy that the service reads.
    if shutil.disk_usage(tempfile.gettempdir()).free < 3 * BigList.size:
        skip_script(f"{tempfile.gettempdir()} has no room for {3 * BigList.size // MEGABYTE} MB")
    sys.exit(unittest.main(argv=[word for word in sys.argv if word != "--long"], verbosity=2))
