#!/usr/bin/python3
"""Retention on a clock that is set: deliveries and customers go when their time is over, also when the service is killed
in the middle; figures, report and the answer to "did you write to this number?" stay. Needs libfaketime."""

import base64
import datetime
import json
import subprocess
import sys
import unittest

import openpyxl

from books import Books
from fake_clock import FakeClock, library
from service import Scenario, buckets_add_up, skip_script, wait_for

# Half of the telephones are nobody's at Zalo, a third of those are dead.
DEAD = [{"match": {"channel": "zalo", "every": 2}, "action": {"error": "-118"}},
        {"match": {"channel": "sms", "every": 3}, "action": {"error": "108"}}]
DAY = datetime.date(2026, 12, 18)
CUSTOMERS = 1200


def at(hour, day=0):
    return datetime.datetime.combine(DAY + datetime.timedelta(days=day), datetime.time(hour))


def figures(path):
    """What an .xlsx report says, but for when it was written and whose data is still there."""
    book = openpyxl.load_workbook(path, read_only=True)
    out = {}
    for sheet in book.worksheets:
        rows = [row for row in sheet.iter_rows(values_only=True)
                if row[0] not in ("Lập báo cáo lúc", "Dữ liệu cá nhân đã xóa từ")]
        if sheet.title != "Danh sách cần sửa":
            out[sheet.title] = rows
    book.close()
    return out


class Retention(unittest.TestCase):
    def prepare(self, scenario, count):
        clock = FakeClock(scenario, at(9))
        scenario.config.write_text(scenario.config.read_text().replace(
            "drain: 5s", "drain: 5s\nretention: {customers: 400d, deliveries: 300d}"))
        scenario.start()
        scenario.authorize()
        scenario.ask("customers", "import", scenario.customers(count))
        path, _ = scenario.campaign()
        text = path.read_text()
        window = next(line for line in text.splitlines() if line.startswith("window:"))
        path.write_text(text.replace(
            window, f'window: {{from: {DAY}, to: {DAY + datetime.timedelta(days=3)}, hours: "00:00-24:00"}}'))
        campaign = "tri-an-test-2026"
        scenario.ask("campaign", "plan", path)
        scenario.ask("campaign", "approve", campaign)
        return clock, campaign

    def left(self, scenario):
        with Books(scenario.database) as books:
            return books.number("SELECT count(*) FROM recipient")

    def archived(self, scenario, campaign):
        with Books(scenario.database) as books:
            return books.number("SELECT count(*) FROM archive a JOIN campaign k ON k.id = a.campaign_id WHERE k.name = ? "
                                "AND a.finished_at <> 0", campaign) == 1

    def test_what_is_over_goes_and_what_must_stay_stays_though_the_service_is_killed_meanwhile(self):
        with Scenario(DEAD) as scenario:
            clock, campaign = self.prepare(scenario, CUSTOMERS)
            finished = scenario.finish(campaign)
            scenario.settle_receipts()
            finished = scenario.status(campaign)
            report = scenario.folder / "before.xlsx"
            scenario.ask("campaign", "report", campaign, "-o", report)
            scenario.ask("campaign", "report", campaign, "-o", scenario.folder / "a.json", exit=6)
            with Books(scenario.database) as books:
                # Everybody who was written to, and where, reckoned apart from the service.
                written = books.rows(
                    "SELECT c.code, c.phone, c.email, h.kind, d.state FROM delivery d JOIN customer c ON c.id = "
                    "d.customer_id JOIN channel h ON h.id = d.id >> 39 & 255 WHERE d.attempts > 0 OR d.state IN (2, 3, 5)")
                never = books.rows("SELECT c.phone FROM customer c WHERE c.phone IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
                                   "delivery d JOIN channel h ON h.id = d.id >> 39 & 255 WHERE d.customer_id = c.id AND "
                                   "h.kind IN ('sms', 'zalo')) AND NOT EXISTS (SELECT 1 FROM customer o JOIN delivery d ON "
                                   "d.customer_id = o.id WHERE o.phone = c.phone) LIMIT 1")
            self.assertGreater(len(written), CUSTOMERS / 2)
            by_sms = next(row for row in written if row[3] == "sms")
            before = scenario.ask("deliveries", "find", by_sms[0])["deliveries"]
            with Books(scenario.database) as books:
                pages = books.number("PRAGMA page_count")

            # Not yet.
            clock.set(at(9, 250))
            wait_for("the clock", lambda: "clock_set" in scenario.log())
            self.assertEqual(self.left(scenario), finished["recipients"]["total"])

            clock.set(at(9, 310))
            total = self.left(scenario)
            wait_for("the removal to be on its way", lambda: 0 < self.left(scenario) < total, 120)
            scenario.kill()
            half = self.left(scenario)
            self.assertTrue(0 < half < total, half)
            scenario.start()
            # As exact in the middle as before and afterwards.
            status = scenario.status(campaign)
            for part in ("recipients", "channels", "cost"):
                self.assertEqual(status[part], finished[part])
            wait_for("the archive", lambda: self.archived(scenario, campaign), 120)

            status = scenario.status(campaign)
            for part in ("recipients", "channels", "cost", "state"):
                self.assertEqual(status[part], finished[part])
            self.assertTrue(buckets_add_up(scenario.ask("campaign", "balance", campaign)))
            with Books(scenario.database) as books:
                for table in ("delivery", "recipient", "history", "deferred"):
                    self.assertEqual(books.number(f"SELECT count(*) FROM {table}"), 0, table)
                self.assertEqual(books.number("SELECT count(*) FROM customer"), CUSTOMERS)
                self.assertEqual(books.number("SELECT count(*) FROM archive_contact WHERE kind = 0"), len(written))
                addresses = [row for row in written if (row[3] in ("sms", "zalo") and row[1]) or (row[3] == "email" and row[2])]
                self.assertEqual(books.number("SELECT count(*) FROM archive_contact WHERE kind <> 0"), len(addresses))
                self.assertEqual(books.integrity(), ["ok"])
            # The answers.
            phone = "+" + str(by_sms[1])
            found = scenario.ask("deliveries", "find", phone)["deliveries"]
            states = {(one["campaign"], one["channel"], one["state"]) for one in found if one.get("archived")}
            self.assertTrue({(one["campaign"], one["channel"], one["state"]) for one in before
                             if one["channel"] in ("sms", "zalo")} <= states)
            self.assertTrue(all("***" in one["address"] for one in found))
            again = scenario.ask("deliveries", "find", by_sms[0])["deliveries"]
            self.assertEqual(sorted((one["reference"], one["state"], one["reason"], one["updated_at"]) for one in again),
                             sorted((one["reference"], one["state"], one["reason"], one["updated_at"]) for one in before))
            shown = scenario.ask("deliveries", "show", before[0]["reference"])
            self.assertEqual((shown["state"], shown["text"]), (before[0]["state"], None))
            if never:
                self.assertEqual(scenario.ask("deliveries", "find", "+" + str(never[0][0]))["deliveries"], [])
            after = scenario.folder / "after.xlsx"
            scenario.ask("campaign", "report", campaign, "-o", after)
            self.assertEqual(figures(after), figures(report))
            scenario.ask("campaign", "report", campaign, "-o", scenario.folder / "after.html")
            scenario.ask("deliveries", "export", campaign, "-o", scenario.folder / "x.csv", exit=6)
            self.signed(scenario, campaign, finished, len(written) + len(addresses))
            # Given back to the disk, not only marked as free.
            with Books(scenario.database) as books:
                self.assertLess(books.number("PRAGMA freelist_count"), 300)
            self.assertEqual(scenario.stop(), 0)
            with Books(scenario.database) as books:
                self.assertLess(books.number("PRAGMA page_count"), pages)
            self.customers_go(scenario, clock)

    def customers_go(self, scenario, clock):
        """Whom no list has named for 400 days goes; a list that names them again keeps them."""
        scenario.start()
        rows = (scenario.folder / "customers.csv").read_text().splitlines()
        some = scenario.folder / "some.csv"
        some.write_text("\n".join(rows[:101]) + "\n")
        scenario.ask("customers", "import", some)
        with Books(scenario.database) as books:
            kept = books.number("SELECT count(*) FROM customer WHERE import_id > 1")
        self.assertTrue(0 < kept <= 100)
        clock.set(at(9, 420))

        def customers():
            with Books(scenario.database) as books:
                return books.number("SELECT count(*) FROM customer")

        wait_for("the customers to go", lambda: customers() == kept, 120)
        wait_for("the log", lambda: "retention_customers" in scenario.log())

    def signed(self, scenario, campaign, finished, contacts):
        file = scenario.folder / "archive.json"
        scenario.ask("campaign", "report", campaign, "-o", file)
        text = file.read_text()
        archive = json.loads(text)
        document = archive["document"]
        self.assertEqual((archive["schema"], archive["algorithm"]), ("triand.archive/v1", "Ed25519"))
        self.assertEqual(document["recipients"], finished["recipients"])
        self.assertEqual(document["contacts"]["count"], contacts)
        self.assertEqual(len(document["lists"][0]["sha256"]), 64)
        self.assertTrue(all(len(message["sha256"]) == 64 for message in document["messages"]))
        payload = text[text.index('"document":') + len('"document":'):text.rindex("}")]
        der = scenario.folder / "key.der"
        # RFC 8410: an Ed25519 key is these twelve bytes and its own 32.
        der.write_bytes(bytes.fromhex("302a300506032b6570032100") + base64.b64decode(archive["public_key"]))
        signature = scenario.folder / "signature"
        signature.write_bytes(base64.b64decode(archive["signature"]))

        def verifies(words):
            signed = scenario.folder / "signed"
            signed.write_text(words)
            return subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", der, "-rawin",
                                   "-in", signed, "-sigfile", signature], capture_output=True, check=False).returncode == 0

        self.assertTrue(verifies(payload))
        # The control: one figure changed.
        total = f'"total":{finished["recipients"]["total"]}'
        self.assertIn(total, payload)
        self.assertFalse(verifies(payload.replace(total, '"total":1')))

    def test_what_expires_is_listed_and_a_copy_removes_nothing(self):
        with Scenario() as scenario:
            clock, campaign = self.prepare(scenario, 150)
            self.assertEqual(scenario.ask("deliveries", "tail", "--state", "expired")["deliveries"], [])
            scenario.ask("campaign", "pause", campaign)
            clock.set(at(9, 5))
            wait_for("the window to close", lambda: scenario.status(campaign)["state"] in ("finished", "cancelled"))
            expired = sum(channel["expired"] for channel in scenario.status(campaign)["channels"].values())
            self.assertGreater(expired, 0)
            with Books(scenario.database) as books:
                self.assertEqual(books.number("SELECT count(*) FROM history WHERE state = 6"), expired)
            listed = scenario.ask("deliveries", "tail", "--state", "expired")["deliveries"]
            self.assertEqual(len(listed), min(50, expired))
            self.assertEqual({one["state"] for one in listed}, {"expired"})
            shown = scenario.ask("deliveries", "show", listed[0]["reference"])
            self.assertEqual([item["event"] for item in shown["history"]].count("expired"), 1)
            backup = scenario.folder / "copy.db"
            scenario.ask("backup", backup)
            self.assertEqual(scenario.stop(), 0)
            for tail in ("-wal", "-shm", ".lock"):
                (scenario.folder / f"triand.db{tail}").unlink(missing_ok=True)
            scenario.database.write_bytes(backup.read_bytes())
            clock.set(at(9, 500))
            scenario.start()
            wait_for("two ticks", lambda: scenario.ask("status")["service"]["adopted"] is False)
            self.assertGreater(self.left(scenario), 0)
            self.assertEqual(scenario.stop(), 0)
            scenario.start("--adopt")
            wait_for("the archive", lambda: self.archived(scenario, campaign), 120)


if __name__ == "__main__":
    if library() is None:
        skip_script("the package faketime is not installed")
    sys.exit(unittest.main(verbosity=2))
