#!/usr/bin/python3
"""A database that is a copy sends nothing until somebody says that it shall: one at another path, one that was restored by
moving it into the place, one that was written over the file in place. A second service does not start."""

import json
import os
import shutil
import sys
import time
import unittest

from books import Books, Reconciliation, ledger_of
from service import Scenario, wait_for

CHANNELS = ("zalo",)  # a gateway that knows no reference again


class Clone(unittest.TestCase):
    def test_a_copy_at_another_path_sends_nothing_until_it_is_adopted(self):
        with self.scenario() as scenario:
            campaign = self.half_way(scenario)
            copy = scenario.folder / "elsewhere" / "triand.db"
            copy.parent.mkdir()
            shutil.copyfile(scenario.database, copy)
            scenario.config.write_text(scenario.config.read_text().replace(str(scenario.database), str(copy)))
            scenario.database = copy
            self.refuses(scenario, campaign)
            self.adopted(scenario, campaign)
            self.assertEqual(self.account(scenario, campaign).faults(), {})

    def test_an_older_copy_written_over_the_file_in_place_is_noticed(self):
        self.restored(lambda older, place: shutil.copyfile(older, place), same_file=True)

    def test_an_older_copy_moved_into_the_place_is_noticed(self):
        self.restored(lambda older, place: os.replace(older, place), same_file=False)

    def restored(self, put_back, same_file):
        with self.scenario() as scenario:
            campaign = self.half_way(scenario)
            older = scenario.folder / "older.db"
            shutil.copyfile(scenario.database, older)
            known = len(scenario.references())
            # Life goes on, and ends without a farewell.
            scenario.start()
            wait_for("more to be sent", lambda: len(scenario.references()) > known + 40)
            noted = scenario.database.with_name("triand.db.lock")
            before = noted.read_text()
            wait_for("it to be noted", lambda: noted.read_text() != before)
            scenario.kill()
            sent = set(scenario.references())
            inode = scenario.database.stat().st_ino
            for tail in ("-wal", "-shm"):
                scenario.database.with_name("triand.db" + tail).unlink(missing_ok=True)
            put_back(older, scenario.database)
            self.assertEqual(scenario.database.stat().st_ino == inode, same_file)
            with Books(scenario.database) as books:
                denied = Reconciliation(books, campaign, ledger_of(scenario, CHANNELS)).denied
            self.assertGreater(len(denied), 0, "the copy is not older than what was sent")
            self.refuses(scenario, campaign)
            # The control: had it gone on, these would have been thanked twice. Now somebody has said so.
            self.adopted(scenario, campaign)
            twice = {line for _, line, _ in self.account(scenario, campaign).twice}
            self.assertTrue(twice)
            self.assertLessEqual(twice, sent)

    def test_what_was_never_copied_needs_nobody_to_say_so(self):
        with self.scenario() as scenario:
            campaign = self.half_way(scenario)
            for _ in range(2):
                scenario.start()
                self.assertTrue(scenario.ask("status")["service"]["adopted"])
                before = len(scenario.references())
                wait_for("more to be sent", lambda: len(scenario.references()) > before + 5)
                scenario.kill()
            scenario.start()
            self.assertTrue(scenario.ask("status")["service"]["adopted"])
            scenario.finish(campaign)
            self.assertEqual(self.account(scenario, campaign).faults(), {})

    def test_a_second_service_on_the_same_database_does_not_start(self):
        with self.scenario() as scenario:
            campaign = self.half_way(scenario)
            scenario.start()
            first = scenario.service
            log = scenario.log()
            other = scenario.config.with_name("other.yaml")
            other.write_text(scenario.config.read_text().replace(str(scenario.socket), f"{scenario.socket}2"))
            own, scenario.config = scenario.config, other
            second = scenario.start(wait=False)
            self.assertEqual(second.wait(60), 1)
            self.assertIn("another triand is running", scenario.log()[len(log):])
            scenario.config, scenario.service = own, first
            self.assertIsNone(first.poll())
            scenario.finish(campaign)
            self.assertEqual(self.account(scenario, campaign).faults(), {})

    def scenario(self):
        scenario = Scenario()
        scenario.config.write_text(scenario.default_config().replace("    price: 200\n", "    rate: 60/s\n    price: 200\n"))
        return scenario

    def half_way(self, scenario):
        """A campaign in the middle of which the service was stopped."""
        # Receipts that found nobody are soon given up.
        scenario.gateway("/standin/zalo/settings", method="POST", body=b'{"retry_scale": 0.002}')
        scenario.start()
        scenario.authorize()
        scenario.ask("customers", "import", scenario.customers(800))
        path, campaign = scenario.campaign(routes="\n  - send: [zalo]\n")
        scenario.ask("campaign", "plan", path)
        scenario.ask("campaign", "approve", campaign)
        wait_for("messages to leave", lambda: len(scenario.references()) > 30)
        self.assertEqual(scenario.stop(), 0)
        return campaign

    def refuses(self, scenario, campaign):
        before = json.loads(scenario.gateway("/ledger/requests"))["requests"]
        scenario.start()
        self.assertIn("not_adopted", scenario.log())
        status = scenario.ask("status")
        self.assertFalse(status["service"]["adopted"])
        self.assertIn("--adopt", " ".join(item["remedy"] for item in status["attention"]))
        wait_for("the hold", lambda: "not_adopted" in {h["reason"] for h in scenario.status(campaign)["holds"]})
        self.assertGreater(scenario.status(campaign)["recipients"]["pending"], 0)
        looked = time.monotonic()
        while time.monotonic() < looked + 2:
            self.assertEqual(json.loads(scenario.gateway("/ledger/requests"))["requests"], before)
        self.assertEqual(scenario.stop(), 0)
        # Refusing once does not make it trusted.
        scenario.start()
        self.assertFalse(scenario.ask("status")["service"]["adopted"])
        self.assertEqual(scenario.stop(), 0)
        self.assertEqual(json.loads(scenario.gateway("/ledger/requests"))["requests"], before)

    def adopted(self, scenario, campaign):
        scenario.start("--adopt")
        self.assertTrue(scenario.ask("status")["service"]["adopted"])
        before = len(scenario.references())
        wait_for("messages to leave", lambda: len(scenario.references()) > before)
        self.assertEqual(scenario.stop(), 0)
        # Once is enough.
        scenario.start()
        self.assertTrue(scenario.ask("status")["service"]["adopted"])
        scenario.finish(campaign)

    def account(self, scenario, campaign):
        scenario.settle_receipts()
        self.assertEqual(scenario.stop(), 0)
        with Books(scenario.database) as books:
            self.assertEqual(books.wrong_counters(campaign), [])
            return Reconciliation(books, campaign, ledger_of(scenario, CHANNELS))


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
