#!/usr/bin/python3
"""A list of some hundred megabytes is loaded: it goes through a file and not through the memory, the service sends and
answers meanwhile, and nothing of it is left behind. `--long`: five gigabytes."""

import concurrent.futures
import pathlib
import shutil
import sys
import tempfile
import time
import unittest

from fake_clock import sanitizer
from service import skip_script
from sms_scenario import SmsScenario
from status_watch import StatusWatch

MEGABYTE = 1 << 20
ROW = 4096  # bytes, about
ROOM_FOR_LIST = 160 * MEGABYTE  # what the service may grow by, however long the list is
ROOM_FOR_ROW = 32  # bytes: a dry run remembers whom it has seen, 16 bytes each in memory that doubles as it fills


class BigList(unittest.TestCase):
    size = 300 * MEGABYTE
    recipients = 100  # ten a second: for as long as the list is being read

    def test_it_is_streamed(self):
        slowly = {"match": {"channel": "sms"}, "action": {"delay_ms": 200}}
        with SmsScenario([slowly], more=["rate: 10/s"]) as scenario:
            scenario.start()
            path, rows = self.write_list(scenario.folder / "big.csv")
            campaign = scenario.begin(self.recipients)
            before = scenario.most_memory()
            with StatusWatch(scenario) as watch, concurrent.futures.ThreadPoolExecutor(1) as other:
                reading = other.submit(scenario.ask, "customers", "import", path, "--dry-run",
                                       seconds=self.size // MEGABYTE + 120)
                sent = self.sent_during(scenario, reading)
                read = reading.result()
            # Again and again, not at its beginning alone.
            self.assertGreater(len(set(sent)), 3, sorted(set(sent)))
            self.assertEqual((read["read"], read["taken"], read["rejected"]), (rows, rows, 0))
            grown = scenario.most_memory() - before
            if sanitizer() is None:  # which keeps what was freed
                self.assertLess(grown, ROOM_FOR_LIST + ROOM_FOR_ROW * rows)
            self.assertEqual([file.name for file in self.spool(scenario).iterdir() if file.stat().st_size > MEGABYTE], [])
            scenario.finish(campaign, self.recipients)
            states = scenario.account(campaign)
            self.assertEqual(states, {"delivered": self.recipients})
            print(f"big list: {path.stat().st_size // MEGABYTE} MB, {rows} rows, {sent[-1] - sent[0]} messages meanwhile, "
                  f"{grown // MEGABYTE} MB of memory more, slowest status {watch.slowest:.2f} s")

    def sent_during(self, scenario, reading):
        """How many messages there were, again and again, while the list was being read."""
        sent = []
        while not reading.done():
            count = len(scenario.references())
            if not reading.done():
                sent.append(count)
            time.sleep(0.1)
        return sent

    def write_list(self, path):
        """Rows that are long by a column that no message uses, and no fewer bytes than `size`."""
        note = "ghi chú " * (ROW // len("ghi chú ".encode()))
        rows = 0
        with open(path, "wb") as file:
            written = file.write("customer_code,full_name,phone,unit,note\n".encode())
            while written < self.size:
                row = f"PA05{rows:09},Nguyễn Thị Mẫu,0912{rows % 1000000:06},PA05,{note}\n"
                written += file.write(row.encode())
                rows += 1
        return path, rows

    def spool(self, scenario):
        return pathlib.Path(f"{scenario.database}.spool")


if __name__ == "__main__":
    if "--long" in sys.argv:
        BigList.size = 5_000_000_000
        BigList.recipients = 4000
    # The list itself and the copy that the service reads.
    if shutil.disk_usage(tempfile.gettempdir()).free < 3 * BigList.size:
        skip_script(f"{tempfile.gettempdir()} has no room for {3 * BigList.size // MEGABYTE} MB")
    sys.exit(unittest.main(argv=[word for word in sys.argv if word != "--long"], verbosity=2))
