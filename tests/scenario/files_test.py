#!/usr/bin/python3
"""What the service writes into files: exports, closing reports, previews, backups; and test messages."""

import csv
import os
import pathlib
import re
import stat
import subprocess
import sys
import unittest

import openpyxl

from books import Books
from service import PROGRAMS, Scenario, wait_for

# Half of the telephones are nobody's at Zalo, a third of those are dead.
DEAD = [{"match": {"channel": "zalo", "every": 2}, "action": {"error": "-118"}},
        {"match": {"channel": "sms", "every": 3}, "action": {"error": "108"}}]
COLUMNS = ["reference", "campaign", "customer_code", "unit", "channel", "address", "state", "reason", "updated_at",
           "attempts", "provider_id"]
CUSTOMERS = 400


def read_csv(path):
    text = path.read_bytes()
    assert not text.startswith(b"\xef\xbb\xbf"), "a program would read a byte order mark as part of a name"
    return list(csv.DictReader(text.decode().splitlines()))


def read_sheet(path, name=None):
    book = openpyxl.load_workbook(path, read_only=True)
    sheet = book[name] if name else book.worksheets[0]
    rows = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
    book.close()
    return rows


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


class Files(unittest.TestCase):
    def planned(self, scenario, count=CUSTOMERS):
        scenario.start()
        scenario.authorize()
        scenario.ask("customers", "import", scenario.customers(count))
        path, campaign = scenario.campaign()
        scenario.ask("campaign", "plan", path)
        return campaign

    def finished(self, scenario, count=CUSTOMERS):
        campaign = self.planned(scenario, count)
        scenario.ask("campaign", "approve", campaign)
        scenario.finish(campaign)
        scenario.settle_receipts()
        return campaign

    def test_an_export_has_a_row_for_each_delivery_and_for_each_recipient_without_one(self):
        with Scenario(DEAD) as scenario:
            campaign = self.finished(scenario)
            file = scenario.folder / "out.csv"
            told = scenario.ask("deliveries", "export", campaign, "-o", file)
            self.assertEqual(list(told)[0], "schema")
            self.assertEqual(told["schema"], "triand.export/v1")
            self.assertEqual(file.read_text().splitlines()[0], ",".join(COLUMNS))
            rows = read_csv(file)
            self.assertEqual(told["rows"], len(rows))
            with Books(scenario.database) as books:
                deliveries = {d.reference: d for d in books.deliveries(campaign)}
                codes = dict(books.rows("SELECT id, code FROM customer"))
                without = books.number(
                    "SELECT count(*) FROM recipient r WHERE NOT EXISTS (SELECT 1 FROM delivery d WHERE d.customer_id = "
                    "r.id & 1099511627775)")
            self.assertGreater(without, 0)
            sent = [row for row in rows if row["channel"]]
            self.assertEqual(sorted(row["reference"] for row in sent), sorted(deliveries))
            for row in sent:
                delivery = deliveries[row["reference"]]
                self.assertEqual((row["channel"], row["customer_code"], row["state"]),
                                 (delivery.channel, codes[delivery.customer], delivery.state))
            rest = [row for row in rows if not row["channel"]]
            self.assertEqual(len(rest), without)
            for row in rest:
                self.assertEqual((row["reference"], row["address"], row["attempts"]), ("", "", "0"))
                self.assertIn(row["state"], ("suppressed", "duplicate", "unreached"))
                self.assertTrue(row["reason"])
            one = sent[0]
            found = scenario.ask("deliveries", "find", one["reference"])["deliveries"][0]
            for column in set(COLUMNS) - {"unit"}:
                self.assertEqual(one[column], str(found[column]), column)
            # Masked unless it was asked for, which is audited.
            masked = [row for row in sent if row["channel"] in ("sms", "zalo")]
            self.assertTrue(masked and all("***" in row["address"] for row in masked))
            scenario.ask("deliveries", "export", campaign, "-o", file, "--reveal")
            whole = [row for row in read_csv(file) if row["channel"] in ("sms", "zalo")]
            self.assertTrue(all(re.fullmatch(r"\+84\d+", row["address"]) for row in whole))
            with Books(scenario.database) as books:
                self.assertEqual(books.number("SELECT count(*) FROM audit WHERE action = 'deliveries.export_reveal'"), 1)
            book = scenario.folder / "out.xlsx"
            scenario.ask("deliveries", "export", campaign, "-o", book)
            sheet = read_sheet(book)
            self.assertEqual(sheet[0], COLUMNS)
            self.assertEqual(len(sheet) - 1, len(rows))
            for name in ("out.txt", "out", "nowhere/out.csv"):
                scenario.ask("deliveries", "export", campaign, "-o", scenario.folder / name, exit=2)
            scenario.ask("deliveries", "export", "no-such-2026", "-o", file, exit=5)
            self.assertEqual(list((scenario.folder / "triand.db.spool").glob("result-*")), [])

    def test_a_closing_report_tells_what_the_counters_tell(self):
        with Scenario(DEAD) as scenario:
            campaign = self.finished(scenario)
            status = scenario.status(campaign)
            page = scenario.folder / "report.html"
            told = scenario.ask("campaign", "report", campaign, "-o", page)
            self.assertEqual((told["schema"], told["format"]), ("triand.report/v1", "html"))
            text = page.read_text()
            self.assertGreaterEqual(text.count("<svg"), 3)
            # Nothing is fetched from anywhere, nothing runs.
            for pattern in (r"<script", r"<link", r"\ssrc=", r"@import", r"url\("):
                self.assertIsNone(re.search(pattern, text), pattern)
            self.assertIn(f"<td>{status['recipients']['reached']}</td>", text)
            book = scenario.folder / "report.xlsx"
            scenario.ask("campaign", "report", campaign, "-o", book)
            facts = {row[0]: row[1] for row in read_sheet(book, "Tổng hợp")}
            self.assertEqual(facts["Đã nhận"], status["recipients"]["reached"])
            self.assertEqual(facts["Tổng số khách hàng"], status["recipients"]["total"])
            self.assertEqual(facts["Chi phí đã dùng (đ)"], status["cost"]["spent"])
            units = read_sheet(book, "Đơn vị")
            reached = units[0].index("Đã nhận")
            self.assertEqual(sum(row[reached] for row in units[1:]), status["recipients"]["reached"])
            cost = units[0].index("Chi phí (đ)")
            self.assertEqual(sum(row[cost] for row in units[1:]), status["cost"]["spent"])
            channels = read_sheet(book, "Kênh")
            for row in channels[1:]:
                self.assertEqual(row[channels[0].index("Đã nhận")], status["channels"][row[0]]["delivered"])
            rows = read_csv(self.exported(scenario, campaign))
            to_mend = read_sheet(book, "Danh sách cần sửa")[1:]
            wanted = {(row["customer_code"], row["channel"], row["reason"]) for row in rows
                      if row["reason"] in ("bad_number", "no_contact_data", "missing_value", "no_such_address")
                      and row["state"] in ("failed", "unreached")}
            self.assertTrue(wanted)
            self.assertEqual({(row[0], row[2], row[3]) for row in to_mend}, wanted)
            scenario.ask("campaign", "report", campaign, "-o", scenario.folder / "report.json", exit=6)
            scenario.ask("campaign", "report", campaign, "-o", scenario.folder / "report.pdf", exit=2)

    def exported(self, scenario, campaign):
        file = scenario.folder / "rows.csv"
        scenario.ask("deliveries", "export", campaign, "-o", file)
        return file

    def test_previews_show_what_is_sent_and_a_test_is_sent_and_counts_nowhere(self):
        with Scenario() as scenario:
            campaign = self.planned(scenario, 120)
            before = scenario.status(campaign)
            folder = scenario.folder / "samples"
            told = scenario.ask("campaign", "preview", campaign, "--samples", 2, "--files", folder)
            self.assertEqual(told["schema"], "triand.preview/v1")
            picks = {}
            for sample in told["samples"]:
                picks.setdefault(sample["channel"], {}).setdefault(sample["pick"], []).append(sample["characters"])
            for channel in ("sms", "zalo", "email", "letter"):
                found = picks[channel]
                everything = [n for numbers in found.values() for n in numbers]
                self.assertEqual(found["shortest"], [min(everything)])
                self.assertEqual(found.get("longest", found["shortest"]), [max(everything)])
            # The shortest and the longest of all, not of those that were picked.
            lengths = []
            with Books(scenario.database) as books:
                codes = [row[0] for row in books.rows(
                    "SELECT c.code FROM customer c JOIN recipient r ON r.id & 1099511627775 = c.id WHERE r.bucket = 0 AND "
                    "c.phone IS NOT NULL")]
            for code in codes[:60]:
                message = scenario.api(f"/api/v1/campaigns/{campaign}/preview?customer={code}&channel=sms")["messages"][0]
                lengths.append(len(message["text"]))
            self.assertGreaterEqual(min(lengths), picks["sms"]["shortest"][0])
            self.assertLessEqual(max(lengths), max(n for ns in picks["sms"].values() for n in ns))
            pdfs = sorted(folder.glob("*letter-letter.pdf"))
            pictures = sorted(folder.glob("*letter-page-1.png"))
            self.assertTrue(pdfs and len(pdfs) == len(pictures))
            self.assertTrue(pdfs[0].read_bytes().startswith(b"%PDF-1.5"))
            self.assertTrue(pictures[0].read_bytes().startswith(b"\x89PNG"))
            words = subprocess.run(["pdftotext", pdfs[0], "-"], capture_output=True, text=True, check=True).stdout
            self.assertIn("PREVIEW", words)
            self.assertTrue(list(folder.glob("*sms.txt")) and list(folder.glob("*email.txt")))

            for channel, to in (("sms", "0912 345 678"), ("email", "toi@example.vn"), ("letter", "12 Trần Phú, Bắc Giang")):
                sent = scenario.ask("campaign", "test", campaign, "--channel", channel, "--to", to)
                self.assertEqual((sent["schema"], sent["outcome"]), ("triand.test/v1", "accepted"))
                # No delivery's: their campaign's tag has no U.
                self.assertTrue(sent["reference"].startswith("THU"), sent["reference"])
                if channel != "letter":
                    self.assertIn(sent["reference"], scenario.references())
                if channel == "sms":
                    self.assertTrue(sent["text"].startswith("[TEST] "))
                with Books(scenario.database) as books:
                    audited = books.rows("SELECT subject, reason FROM audit WHERE action = 'campaign.test' ORDER BY id")
                self.assertEqual(audited[-1][0], campaign)
                self.assertIn(sent["reference"], audited[-1][1])
                self.assertNotIn("345678", audited[-1][1].replace(" ", ""))
            scenario.settle_receipts()
            after = scenario.status(campaign)
            for part in ("recipients", "channels", "cost", "state"):
                self.assertEqual(after[part], before[part])
            two = {scenario.ask("campaign", "test", campaign, "--channel", "sms", "--to", "0912345678")["reference"]
                   for _ in range(2)}
            self.assertEqual(len(two), 2)
            scenario.ask("campaign", "test", campaign, "--channel", "sms", "--to", "abc", exit=2)
            scenario.ask("campaign", "test", campaign, "--channel", "fax", "--to", "0912345678", exit=5)
            scenario.ask("campaign", "test", "no-2026", "--channel", "sms", "--to", "0912345678", exit=5)
            scenario.ask("suppressions", "add", "0987654321", "--reason", "do_not_call")
            scenario.ask("campaign", "test", campaign, "--channel", "sms", "--to", "0987654321", exit=8)

    def test_a_backup_is_whole_while_messages_leave_and_a_restore_is_a_copy(self):
        with Scenario() as scenario:
            campaign = self.planned(scenario, 1500)
            scenario.ask("campaign", "approve", campaign)
            wait_for("messages to leave", lambda: len(scenario.references()) > 50)
            file = scenario.folder / "backup.db"
            os.umask(0)
            told = scenario.ask("backup", file)
            os.umask(0o022)
            self.assertEqual(told["schema"], "triand.backup/v1")
            self.assertEqual(told["bytes"], file.stat().st_size)
            self.assertEqual(told["customers"], 1500)
            self.assertEqual(mode_of(file), 0o600)
            with Books(file) as books:
                self.assertEqual(books.integrity(), ["ok"])
                self.assertEqual(books.number("SELECT count(*) FROM customer"), 1500)
                self.assertEqual(books.wrong_counters(campaign), [])
                pending = books.number("SELECT count(*) FROM delivery WHERE state = 0")
            # While sending, not after it.
            self.assertGreater(pending, 0)
            first = file.read_bytes()
            scenario.ask("backup", file, exit=2)
            self.assertEqual(file.read_bytes(), first)
            link = scenario.folder / "link.db"
            link.symlink_to(scenario.folder / "elsewhere.db")
            scenario.ask("backup", link, exit=2)
            scenario.ask("backup", scenario.folder / "nowhere" / "b.db", exit=2)
            self.assertFalse((scenario.folder / "elsewhere.db").exists())
            self.assertEqual([p.name for p in scenario.folder.glob("backup.db?*")], [])
            scenario.finish(campaign)
            sent = len(scenario.references())
            self.assertEqual(scenario.stop(), 0)
            # Into its place, over the very same file: no other way to tell is left than what the copy says of itself.
            for tail in ("-wal", "-shm", ".lock"):
                pathlib.Path(f"{scenario.database}{tail}").unlink(missing_ok=True)
            scenario.database.write_bytes(first)
            scenario.start()
            self.assertIn("not_adopted", scenario.log())
            self.assertFalse(scenario.ask("status")["service"]["adopted"])
            scenario.ask("campaign", "test", campaign, "--channel", "sms", "--to", "0912345678", exit=6)
            self.assertEqual(len(scenario.references()), sent)

    def test_a_kill_during_a_backup_leaves_nothing_half(self):
        with Scenario() as scenario:
            scenario.start()
            scenario.ask("customers", "import", scenario.customers(3000))
            spool = scenario.folder / "triand.db.spool"
            file = scenario.folder / "backup.db"
            command = subprocess.Popen([PROGRAMS / "trianctl", "--socket", scenario.socket, "backup", file],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            wait_for("the copy to begin", lambda: list(spool.glob("result-*")))
            scenario.kill()
            self.assertNotEqual(command.wait(60), 0)
            self.assertFalse(file.exists())
            self.assertEqual([p.name for p in scenario.folder.glob("backup.db*")], [])
            # What the kill left in the spool holds everybody's data.
            self.assertTrue(list(spool.glob("result-*")))
            scenario.start()
            self.assertEqual(list(spool.glob("result-*")), [])
            scenario.ask("backup", file)
            with Books(file) as books:
                self.assertEqual(books.integrity(), ["ok"])


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
