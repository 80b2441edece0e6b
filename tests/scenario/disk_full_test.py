#!/usr/bin/python3
"""The disk of the database is full in the middle of a campaign: sending stops before recording does, says so, and goes on
by itself as soon as there is room. Needs leave to mount a small file system in memory; skipped without."""

import json
import os
import subprocess
import sys
import tempfile
import time
import unittest

from books import Books, Reconciliation, ledger_of
from service import Scenario, buckets_add_up, skip_script, wait_for

KIB = 1024
CHANNELS = ("sms",)
ROOM = 1200 * KIB  # for a part of the campaign, not for all of it


def mount(folder, size):
    return subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "triand-test", folder], capture_output=True,
                          text=True)


def why_not_mounted():
    with tempfile.TemporaryDirectory(prefix="triand-mount-") as folder:
        done = mount(folder, "64k")
        if done.returncode != 0:
            return done.stderr.strip() or "mount failed"
        subprocess.run(["umount", folder], check=True)
    return ""


class SmallDisk:
    """A file system of a given size below a scenario's folder, with the scenario's database in it."""

    def __init__(self, scenario):
        self.folder = scenario.folder / "small"
        self.folder.mkdir()
        done = mount(self.folder, "64m")
        assert done.returncode == 0, done.stderr
        scenario.database = self.folder / "triand.db"
        scenario.config.write_text(scenario.default_config())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.folder], check=True)

    def resize(self, size):
        subprocess.run(["mount", "-o", f"remount,size={size}", self.folder], check=True)

    def leave(self, room):
        """Makes it as small as it can be with that much left."""
        now = os.statvfs(self.folder)
        self.resize((now.f_blocks - now.f_bfree) * now.f_frsize + room)

    def left(self):
        now = os.statvfs(self.folder)
        return now.f_bfree * now.f_frsize

    def is_full(self):
        """Whether somebody who writes here is told so."""
        probe = self.folder / "probe"
        try:
            probe.write_bytes(b"x" * (self.left() + 4 * KIB))
        except OSError:
            return True
        finally:
            probe.unlink(missing_ok=True)
        return False


class DiskFull(unittest.TestCase):
    def test_sending_stops_is_shown_and_goes_on_when_there_is_room(self):
        with Scenario([{"match": {}, "action": {"delay_ms": 5}}]) as scenario, SmallDisk(scenario) as disk:
            campaign = self.run_until_full(scenario, disk)
            self.stands_still(scenario)
            status = scenario.ask("status")
            self.assertFalse(status["service"]["recording"])
            shown = " ".join(item["what"] for item in status["attention"])
            self.assertIn("cannot be written", shown)
            self.assertIn(str(scenario.database), " ".join(item["remedy"] for item in status["attention"]))
            holds = {hold["reason"] for hold in scenario.status(campaign)["holds"] if hold["channel"] == "sms"}
            self.assertEqual(holds, {"cannot_record"})
            # New work is refused, not swallowed.
            refused = scenario.ctl("campaign", "pause", campaign)
            self.assertNotEqual(refused.returncode, 0, refused.stdout)
            self.nothing_is_denied(scenario, campaign)

            disk.resize("64m")
            finished = scenario.finish(campaign)
            wait_for("the log to tell it", lambda: "store_recovered" in scenario.log())
            self.assertTrue(buckets_add_up(finished))
            # No answer was forgotten while it could not be written down.
            self.assertEqual(finished["recipients"]["in_doubt"], 0)
            self.assertEqual(scenario.ask("status")["service"]["recording"], True)
            self.account(scenario, campaign)

    def test_killed_while_nothing_could_be_written_it_still_denies_nothing(self):
        with Scenario([{"match": {}, "action": {"delay_ms": 5}}]) as scenario, SmallDisk(scenario) as disk:
            campaign = self.run_until_full(scenario, disk)
            self.stands_still(scenario)
            scenario.kill()
            with Books(scenario.database) as books:
                unanswered = len(books.on_their_way())
            self.assertGreater(unanswered, 0, "nothing was on its way when the disk was full")
            disk.resize("64m")
            scenario.start()
            finished = scenario.finish(campaign)
            # Their receipts may have settled doubts since.
            self.assertLessEqual(finished["recipients"]["in_doubt"], unanswered)
            self.assertEqual(self.account(scenario, campaign)["sms"], unanswered)

    def run_until_full(self, scenario, disk):
        scenario.start()
        scenario.ask("customers", "import", scenario.customers(2000))
        path, campaign = scenario.campaign(routes="\n  - send: [sms]\n")
        scenario.ask("campaign", "plan", path)
        self.assertEqual(scenario.stop(), 0)
        disk.leave(ROOM)
        scenario.start()
        scenario.ask("campaign", "approve", campaign)
        wait_for("the disk to be full", lambda: "store_failed" in scenario.log() or
                 scenario.api(f"/api/v1/campaigns/{campaign}")["state"] == "finished")
        self.assertIn("nothing is sent until it can", scenario.log())
        self.assertIn("disk is full", scenario.log())
        self.assertTrue(disk.is_full(), f"{disk.left()} bytes were left: the fault did not strike")
        left = scenario.status(campaign)["channels"]["sms"]
        self.assertGreater(left["queued"], 0, "everything had been sent before the disk was full")
        self.assertGreater(len(scenario.references()), 0)
        return campaign

    def stands_still(self, scenario):
        """What was on its way comes in; after that not one request more, for as long as we look."""
        def sent():
            return json.loads(scenario.gateway("/ledger/requests"))["requests"]

        before, since = sent(), time.monotonic()
        deadline = since + 20
        while time.monotonic() < since + 2:
            self.assertLess(time.monotonic(), deadline, "it goes on sending while nothing can be recorded")
            if sent() != before:
                before, since = sent(), time.monotonic()

    def nothing_is_denied(self, scenario, campaign):
        with Books(scenario.database) as books:
            account = Reconciliation(books, campaign, ledger_of(scenario, CHANNELS))
        self.assertEqual((account.twice, account.denied, account.unknown, account.invented), ([], [], [], []))

    def account(self, scenario, campaign):
        scenario.settle_receipts()
        self.assertEqual(scenario.stop(), 0)
        with Books(scenario.database) as books:
            self.assertEqual(books.integrity(), ["ok"])
            self.assertEqual(Reconciliation(books, campaign, ledger_of(scenario, CHANNELS)).faults(), {})
            self.assertEqual(books.wrong_counters(campaign), [])
            return books.crash_doubts()


if __name__ == "__main__":
    if why := why_not_mounted():
        skip_script(f"no file system can be mounted here ({why}); run it as root")
    sys.exit(unittest.main(verbosity=2))
