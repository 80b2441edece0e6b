#!/usr/bin/python3
"""What a plan says beforehand: parts, cost and counts are those that the gateways count afterwards; what cannot finish is not
approved; what was approved is what is sent."""

import csv
import json
import re
import shutil
import sys
import unittest

from service import ROOT, Scenario, wait_for

GSM = set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
          "abcdefghijklmnopqrstuvwxyzäöñüà")
EXTENSION = set("^{}\\[~]|€\f")


def parts(text):
    """Of an SMS, reckoned apart from the service. No part of these texts ends in the middle of a pair."""
    if set(text) <= GSM | EXTENSION:
        units, one, many = len(text) + sum(c in EXTENSION for c in text), 160, 153
    else:
        units, one, many = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if units <= one else -(-units // many)


class Forecast(unittest.TestCase):
    def test_the_plan_counts_what_the_gateways_count(self):
        long = "Kính gửi {{ full_name }}, cảm ơn Quý khách. " + "Chúc sức khỏe và bình an. " * 9 + "CSKH {{ hotline }}\n"
        with Scenario() as scenario:
            templates = scenario.folder / "templates"
            shutil.copytree(ROOT / "templates/messages", templates)
            (templates / "tri-an/sms.txt").write_text(long)
            config = scenario.config.read_text().replace(f"{ROOT}/templates/messages", str(templates))
            scenario.config.write_text(config)
            scenario.start()
            scenario.authorize()
            scenario.ask("customers", "import", scenario.customers(200))
            routes = "\n  - when: {segment: [large, policy]}\n    send: [letter, sms, email]\n  - send: [zalo | sms | email]\n"
            path, name = scenario.campaign(routes=routes)
            planned = scenario.ask("campaign", "plan", path)
            plan = planned["plan"]
            for groups in (plan["routes"], plan["units"].values(), plan["segments"].values()):
                self.assertEqual(sum(g["cost"] for g in groups), planned["cost"]["planned"] if groups else 0)
            for reason, count in plan["reasons"].items():
                examples = plan["left_out"][reason]
                self.assertGreater(len(examples), 0)
                self.assertLessEqual(len(examples), count)
                if reason == "duplicate_customer":
                    self.assertTrue(all(example["duplicate_of"] < example["customer_code"] for example in examples))
            self.assertEqual(planned["forecast"]["fits"], True)
            self.assertTrue(set(planned["forecast"]) >= {"finishes_at", "fits", "shortfall"})
            scenario.ask("campaign", "approve", name)
            finished = scenario.finish(name)
            self.assertEqual(finished["forecast"]["shortfall"], 0)

            counted = {"sms": 0, "zalo": 0, "email": 0}
            sms_parts = 0
            by_parts = {}
            for reference in scenario.references():
                message = json.loads(scenario.gateway(f"/ledger/message/{reference}"))
                counted[message["channel"]] += 1
                if message["channel"] == "sms":
                    count = parts(message["text"])
                    sms_parts += count
                    by_parts[str(count)] = by_parts.get(str(count), 0) + 1
            letters = sum(len(list(csv.DictReader(open(manifest, encoding="utf-8-sig", newline=""))))
                          for manifest in scenario.letters.glob("outbox/*/manifest.csv"))
            told = plan["channels"]
            for channel, count in {**counted, "letter": letters}.items():
                self.assertEqual(told.get(channel, {"messages": 0})["messages"], count, channel)
            self.assertGreater(sms_parts, counted["sms"])
            self.assertEqual(told["sms"]["parts"], sms_parts)
            self.assertEqual(told["sms"]["sms"]["messages_by_parts"], by_parts)
            cost = sms_parts * 850 + counted["zalo"] * 200 + letters * 6000
            self.assertEqual(planned["cost"]["planned"], cost)
            self.assertEqual(finished["cost"]["spent"], cost)

    def test_what_cannot_finish_is_not_approved_unless_the_shortfall_is_accepted(self):
        with Scenario() as scenario:
            slow = scenario.default_channels().replace("    price: 850", "    rate: 1/h\n    daily_quota: 5\n    price: 850")
            scenario.config.write_text(scenario.default_config(slow))
            scenario.start()
            scenario.ask("customers", "import", scenario.customers(300, 7, "--faults", "0"))
            path, name = scenario.campaign(routes="\n  - send: [sms]\n", more="expect: {sms: {fails: 2%}}\n")
            planned = scenario.ask("campaign", "plan", path)
            forecast = planned["forecast"]
            self.assertFalse(forecast["fits"])
            self.assertIsNone(forecast["finishes_at"])
            # Four days of five each; less where midnight comes while the test runs.
            self.assertIn(forecast["channels"]["sms"]["messages"] - forecast["shortfall"], range(15, 21))
            needed = forecast["channels"]["sms"]["needed"]
            self.assertRegex(needed["rate"], r"^\d+/(s|min|h|day)$")
            self.assertGreater(needed["daily_quota"], 5)
            self.assertEqual(forecast["channels"]["sms"]["expected"]["from"], "the campaign file")
            self.assertEqual(sum(u["shortfall"] for u in forecast["units"].values()), forecast["shortfall"])
            refused = scenario.ask("campaign", "approve", name, exit=8)
            self.assertIn("sms needs a rate of", refused["message"])
            self.assertEqual(scenario.status(name)["state"], "planned")
            approved = scenario.ask("campaign", "approve", name, "--accept-shortfall")
            self.assertIn(approved["state"], ("approved", "running"))
            # Told again as it stands, in the overview too.
            listed = scenario.ask("status")["campaigns"][0]["forecast"]
            self.assertFalse(listed["fits"])

    def test_a_thank_you_that_promotes_or_asks_for_money_is_not_approved(self):
        with Scenario() as scenario:
            templates = scenario.folder / "templates"
            shutil.copytree(ROOT / "templates/messages", templates)
            scenario.config.write_text(scenario.config.read_text().replace(f"{ROOT}/templates/messages", str(templates)))
            scenario.start()
            scenario.ask("customers", "import", scenario.customers(20, 7, "--faults", "0"))
            path, name = scenario.campaign(routes="\n  - send: [sms]\n")
            for text, word in (("Cảm ơn. Khuyến mại lớn!", "khuyen mai"), ("Mời thanh toán tại quầy", "payment"),
                               ("Xem tri-an-evn.com", "tri-an-evn.com"), ("Gọi 0912345678", "0912345678")):
                (templates / "tri-an/sms.txt").write_text(text + "\n")
                scenario.ask("campaign", "plan", path)
                refused = scenario.ask("campaign", "approve", name, "--accept-shortfall", exit=8)
                self.assertIn(word, refused["message"])
                self.assertIn("sms.txt:1", refused["message"])

    def test_what_was_approved_is_what_is_sent(self):
        with Scenario() as scenario:
            templates = scenario.folder / "templates"
            shutil.copytree(ROOT / "templates/messages", templates)
            (templates / "tri-an/sms.txt").write_text("Cam on {{ full_name }}\n")
            scenario.config.write_text(scenario.config.read_text().replace(f"{ROOT}/templates/messages", str(templates)))
            scenario.start()
            listed = scenario.customers(40, 7, "--faults", "0")
            scenario.ask("customers", "import", listed)
            path, name = scenario.campaign(routes="\n  - send: [sms]\n")
            planned = scenario.ask("campaign", "plan", path)
            for what in ("campaign", "messages", "list"):
                self.assertRegex(planned["pinned"][what], r"^[0-9a-f]{64}$")
            self.assertEqual(planned["pinned"]["changed_since"], [])
            scenario.ask("channels", "pause", "sms")
            scenario.ask("campaign", "approve", name)
            scenario.ask("campaign", "approve", name, exit=6)

            (templates / "tri-an/sms.txt").write_text("Something else {{ full_name }}\n")
            changed = re.sub(r"(PA\w+|PM\w+|PN\w+|PH\w+),[^,]*,", r"\1,Ten Moi,", listed.read_text(encoding="utf-8"))
            listed.write_text(changed, encoding="utf-8")
            scenario.ask("customers", "import", listed)
            self.assertEqual(scenario.status(name)["pinned"]["changed_since"], ["messages", "list"])
            scenario.ask("channels", "resume", "sms")
            wait_for("some messages", lambda: len(scenario.references()) > 0)
            scenario.finish(name)
            texts = [json.loads(scenario.gateway(f"/ledger/message/{r}"))["text"] for r in scenario.references()]
            self.assertTrue(all(text.startswith("Cam on ") for text in texts), texts)
            self.assertFalse(any("Ten Moi" in text for text in texts), texts)

    def test_a_changed_list_is_sent_once_it_is_approved(self):
        with Scenario() as scenario:
            scenario.start()
            listed = scenario.customers(40, 7, "--faults", "0")
            scenario.ask("customers", "import", listed)
            templates_use_names = scenario.campaign(routes="\n  - send: [email]\n")
            path, name = templates_use_names
            scenario.ask("campaign", "plan", path)
            scenario.ask("channels", "pause", "email")
            scenario.ask("campaign", "approve", name)
            changed = re.sub(r"[\w.]+@[\w.]+", "moi@example.vn", listed.read_text(encoding="utf-8"))
            listed.write_text(changed, encoding="utf-8")
            scenario.ask("customers", "import", listed)
            scenario.ask("campaign", "approve", name)
            self.assertEqual(scenario.status(name)["pinned"]["changed_since"], [])
            scenario.ask("channels", "resume", "email")
            scenario.finish(name)
            self.assertGreater(len(scenario.references()), 0)
            for reference in scenario.references():
                self.assertEqual(json.loads(scenario.gateway(f"/ledger/message/{reference}"))["address"], "moi@example.vn")


class Order(unittest.TestCase):
    def test_who_goes_first_is_written_to_first(self):
        at_once = 2
        with Scenario() as scenario:
            scenario.config.write_text(scenario.default_config(scenario.default_channels(at_once)))
            scenario.start()
            path = scenario.customers(100, 7, "--faults", "0")
            with open(path, newline="", encoding="utf-8") as file:
                header, *rows = csv.reader(file)
            for number, row in enumerate(rows):
                row[header.index("nhóm")] = {3: "poor", 7: "large"}.get(number % 10, "household")
            with open(path, "w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([header, *rows])
            segment_of = {row[0]: row[header.index("nhóm")] for row in rows}
            scenario.ask("customers", "import", path)
            more = "order: [{segment: [large]}, {segment: [poor]}]\n"
            campaign, name = scenario.campaign(routes="\n  - send: [sms]\n", more=more)
            scenario.ask("campaign", "plan", campaign)
            scenario.ask("campaign", "approve", name)
            scenario.finish(name)
            sent = []
            for reference in scenario.references():
                message = json.loads(scenario.gateway(f"/ledger/message/{reference}"))
                sent.append((message["at"], segment_of[reference[5:-4]]))
            segments = [segment for _, segment in sorted(sent)]
            large, poor = segments.count("large"), segments.count("poor")
            self.assertGreater(large, 2 * at_once)
            self.assertGreater(poor, 2 * at_once)
            # Answers may pass each other by as many as are on their way at once.
            self.assertNotIn("large", segments[large + at_once:])
            self.assertNotIn("poor", segments[large + poor + at_once:])


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
