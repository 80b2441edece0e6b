#!/usr/bin/python3
"""What the law asks of an advertising campaign, and what a thank-you must not have in it: told before anybody is written
to, each time with the name of the rule."""

import csv
import datetime
import json
import shutil
import sys
import unittest

from fake_clock import FakeClock, library
from service import ROOT, Scenario, wait_for

CARE = "Cảm ơn Quý khách. CSKH {{ hotline }}\n"
ADVERTISING = "Ưu đãi tháng 12! Từ chối: soạn TC gửi {{ hotline }}\n"


class Office(Scenario):
    """A service with templates and lists of its own; nothing is sent."""

    def __init__(self):
        super().__init__()
        self.templates = self.folder / "templates"
        shutil.copytree(ROOT / "templates/messages", self.templates)
        text = self.config.read_text()
        self.config.write_text(text.replace(f"templates: {ROOT}/templates/messages", f"templates: {self.templates}"))

    def file(self, name="quang-cao", sms=ADVERTISING, advertising=True, hours="07:00-22:00", one_per="customer_code, phone",
             days=None):
        (self.templates / f"{name}.txt").write_text(sms)
        path, campaign = self.campaign(name=name, routes="\n  - send: [sms]\n")
        text = path.read_text()
        text = text.replace("class: care", "class: advertising" if advertising else "class: care")
        text = text.replace("00:00-24:00", hours).replace("[customer_code, phone]", f"[{one_per}]")
        if days:
            start, end = text.index("from: "), text.index(", hours:")
            text = text[:start] + f"from: {days[0]}, to: {days[1]}" + text[end:]
        start = text.index("messages:")
        text = text[:start] + f"messages: {{sms: {name}.txt}}\n" + text[text.index("approval:"):]
        path.write_text(text)
        return path, campaign

    def load(self, consent):
        """Customers of whom each is asked for consent with one of these words."""
        path = self.customers(len(consent), 7, "--faults", "0")
        with open(path, newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        phone = 2
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(rows[0] + ["Đồng ý quảng cáo"])
            for number, (row, word) in enumerate(zip(rows[1:], consent)):
                row[phone] = f"09120000{number:02}"
                writer.writerow(row + [word])
        self.ask("customers", "import", path)

    def check(self, path):
        done = self.ctl("campaign", "check", path)
        return done.returncode, json.loads(done.stdout)


class Law(unittest.TestCase):
    def test_advertising_that_breaks_the_decree_is_refused_with_its_articles(self):
        with Office() as office:
            office.start()
            code, document = office.check(office.file(sms="Mua ngay\n", hours="06:00-23:00", one_per="customer_code")[0])
            self.assertEqual(code, 2)
            rules = [problem["message"][problem["message"].rindex("("):] for problem in document["problems"]]
            self.assertEqual(rules, ["(decree-91-2020/13-hours)", "(decree-91-2020/13-three-a-day)",
                                     "(decree-91-2020/16-refusal)"])
            self.assertTrue(all(problem["line"] > 0 for problem in document["problems"][:2]))
            # The control: what keeps to it has no fault.
            self.assertEqual(office.check(office.file()[0])[0], 0)

    def test_advertising_goes_to_those_who_agreed_and_are_on_no_list_with_its_label_first(self):
        with Office() as office:
            office.start()
            office.load(["x", "", "có", "không", "yes", "1"])
            office.ask("suppressions", "add", "0912000004", "--class", "advertising", "--reason", "do_not_call")
            path, campaign = office.file()
            document = office.ask("campaign", "plan", path)
            self.assertEqual(document["plan"]["reasons"], {"no_consent": 2, "do_not_call": 1})
            self.assertEqual(document["recipients"]["pending"], 3)
            message = office.ask("campaign", "preview", campaign)["messages"][0]
            self.assertTrue(message["text"].startswith("[QC] Uu dai"), message)
            self.assertEqual(set(message["forms"]), {"plain", "unicode"})
            # A thank-you asks nobody for consent, and the list is about advertising.
            care, _ = office.file(name="cam-on", sms=CARE, advertising=False)
            self.assertEqual(office.ask("campaign", "plan", care)["recipients"]["pending"], 6)

    def test_a_telephone_gets_three_advertisements_a_day_whichever_campaigns_they_are_of(self):
        if library() is None:
            self.skipTest("libfaketime is missing")
        with Office() as office:
            clock = FakeClock(office, datetime.datetime(2026, 12, 18, 10))
            office.start()
            office.load(["x", "x"])
            campaigns = []
            for number in range(4):
                path, _ = office.file(name=f"qc{number}", days=("2026-12-18", "2026-12-20"))
                planned = office.ask("campaign", "plan", path)
                campaigns.append(planned["id"])
                self.assertEqual([w["rule"] for w in planned["plan"]["law"]],
                                 ["decree-91-2020/13-three-a-day"] if number == 3 else [])
                office.ask("campaign", "approve", planned["id"])
                if number < 3:
                    office.finish(planned["id"])

            def waits():
                document = office.status(campaigns[3])
                return document["recipients"]["pending"] == 2 and document["channels"]["sms"]["sending"] == 0

            def told():
                found = office.ask("deliveries", "find", "0912000000")["deliveries"]
                reference = next(d["reference"] for d in found if d["campaign"] == campaigns[3])
                history = office.ask("deliveries", "show", reference)["history"]
                return any("decree-91-2020/13-three-a-day" in event["detail"] for event in history)

            wait_for("the fourth to wait", told)
            self.assertTrue(waits())
            self.assertEqual(len(office.references()), 6)
            # A restart forgets none of it.
            office.stop()
            office.start()
            wait_for("the fourth to wait", waits)
            self.assertEqual(len(office.references()), 6)
            clock.set(datetime.datetime(2026, 12, 19, 10, 30))
            office.finish(campaigns[3])
            self.assertEqual(len(set(office.references())), 8)

    def test_a_thank_you_is_read_for_what_does_not_belong_in_it(self):
        with Office() as office:
            office.start()
            office.load(["", ""])
            path, _ = office.file(name="cam-on", advertising=False,
                                  sms="Cảm ơn Quý khách.\nKhuyến mãi tại bit.ly/x, gọi 0912 345 678\n")
            code, document = office.check(path)
            self.assertEqual(code, 0)
            self.assertEqual([(w["rule"], w["line"]) for w in document["warnings"]],
                             [("care/promotion", 2), ("care/link", 2), ("care/telephone", 2)])
            plan = office.ask("campaign", "plan", path)["plan"]
            self.assertEqual([w["rule"] for w in plan["law"]], ["care/promotion", "care/link", "care/telephone"])
            forms = plan["channels"]["sms"]["sms"]["forms"]
            self.assertEqual(forms["plain"], {"parts": 2, "cost": 1700})
            self.assertEqual(forms["unicode"], {"parts": 2, "cost": 1700})
            clean, _ = office.file(name="cam-on", sms=CARE, advertising=False)
            self.assertEqual(office.check(clean)[1]["warnings"], [])


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
