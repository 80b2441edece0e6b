#!/usr/bin/python3
"""A whole campaign through every channel, as an operator runs it."""

import csv
import json
import unittest

from service import Scenario, buckets_add_up, wait_for


class Campaign(unittest.TestCase):
    def test_every_recipient_is_in_one_bucket_and_every_message_in_the_ledger(self):
        rules = [
            {"match": {"channel": "zalo", "probability": 0.3, "seed": 1}, "action": {"error": "-118"}},
            {"match": {"channel": "sms", "probability": 0.1, "seed": 2}, "action": {"error": "108"}},
        ]
        with Scenario(rules) as scenario:
            scenario.start()
            scenario.authorize()
            loaded = scenario.ask("customers", "import", scenario.customers(1500))
            self.assertEqual(loaded["read"], loaded["taken"] + loaded["rejected"])
            self.assertEqual(loaded["read"], 1500)
            again = scenario.ask("customers", "import", scenario.folder / "customers.csv")
            self.assertEqual(again["unchanged"], again["taken"])

            path, campaign = scenario.campaign()
            self.assertEqual(scenario.ask("campaign", "check", path)["problems"], [])
            planned = scenario.ask("campaign", "plan", path)
            self.assertEqual(planned["id"], campaign)
            self.assertEqual(planned["state"], "planned")
            self.assertTrue(buckets_add_up(planned))
            self.assertGreater(planned["recipients"]["duplicate"], 0)
            self.assertGreater(planned["recipients"]["suppressed"], 0)
            # Planned again before approval: the same plan in the place of the first.
            self.assertEqual(scenario.ask("campaign", "plan", path)["recipients"], planned["recipients"])
            self.assertEqual(scenario.references(), [])

            scenario.ask("campaign", "approve", campaign)
            scenario.ask("campaign", "plan", path, exit=6)
            finished = scenario.finish(campaign)
            self.assertTrue(buckets_add_up(finished))
            self.assertEqual(finished["recipients"]["pending"], 0)
            self.assertEqual(finished["recipients"]["in_doubt"], 0)
            self.assertEqual(finished["recipients"]["total"], planned["recipients"]["total"])

            ledger = json.loads(scenario.gateway("/ledger"))
            self.assertEqual(ledger["duplicates"], [])
            taken = {n: c["accepted"] + c["delivered"] for n, c in finished["channels"].items()}
            failed_later = 0
            sent = scenario.references()
            self.assertEqual(len(sent), len(set(sent)))
            self.assertEqual(len(sent), taken["sms"] + taken["zalo"] + taken["email"] + failed_later)

            letters = []
            for manifest in sorted(scenario.letters.glob("outbox/*/manifest.csv")):
                with open(manifest, encoding="utf-8-sig", newline="") as file:
                    letters += [row["reference"] for row in csv.DictReader(file)]
            self.assertEqual(len(letters), len(set(letters)))
            self.assertEqual(len(letters), taken["letter"])

            # Receipts make most of them delivered.
            wait_for("receipts", lambda: scenario.status(campaign)["channels"]["sms"]["accepted"] == 0)
            self.answer_for_one(scenario, sent[0])
            self.assertEqual(scenario.stop(), 0)

    def answer_for_one(self, scenario, reference):
        shown = scenario.ask("deliveries", "show", reference)
        self.assertEqual(shown["schema"], "triand.delivery/v1")
        self.assertEqual(shown["reference"], reference)
        message = json.loads(scenario.gateway(f"/ledger/message/{reference}"))
        found = scenario.ask("deliveries", "find", shown["customer_code"])["deliveries"]
        self.assertIn(reference, [d["reference"] for d in found])
        if shown["channel"] == "sms":
            self.assertEqual(shown["text"], message["text"])
        self.assertGreaterEqual(len(shown["history"]), 2)
        scenario.ask("deliveries", "show", "0" * 20, exit=5)

    def test_nothing_leaves_outside_the_window_or_the_hours(self):
        with Scenario() as scenario:
            scenario.start()
            scenario.authorize()
            scenario.ask("customers", "import", scenario.customers(50))
            path, campaign = scenario.campaign(name="later")
            text = path.read_text()
            start = text.index("window:")
            text = text[:start] + "window: {from: 2099-12-18, to: 2099-12-21}" + text[text.index("\n", start):]
            path.write_text(text)
            planned = scenario.ask("campaign", "plan", path)
            self.assertEqual(planned["id"], "later-2099")
            scenario.ask("campaign", "approve", "later-2099")
            holds = wait_for("the hold", lambda: scenario.status("later-2099").get("holds"))
            # Channels that only take over when another fails have nothing yet.
            reasons = {hold["reason"] for hold in holds}
            self.assertIn("window_not_open", reasons)
            self.assertLessEqual(reasons, {"window_not_open", "nothing_queued"})
            self.assertEqual(scenario.references(), [])
            path.write_text(text.replace("2099", "2019"))
            scenario.ask("campaign", "plan", path, exit=6)

    def test_a_pause_holds_everything_until_it_is_lifted(self):
        with Scenario() as scenario:
            scenario.start()
            scenario.authorize()
            scenario.ask("customers", "import", scenario.customers(300))
            path, campaign = scenario.campaign(routes="\n  - send: [sms]\n")
            scenario.ask("campaign", "plan", path)
            def holds():
                return {hold["reason"] for hold in scenario.status(campaign).get("holds", [])}

            scenario.ask("campaign", "pause", campaign, exit=6)
            scenario.ask("channels", "pause", "sms", "--reason", "a test")
            scenario.ask("campaign", "approve", campaign)
            wait_for("the hold", lambda: "paused" in holds())
            scenario.ask("campaign", "pause", campaign, "--reason", "a test")
            self.assertEqual(scenario.status(campaign)["state"], "paused")
            # Two holds: lifting one is not enough. They survive a restart.
            scenario.ask("channels", "resume", "sms")
            self.assertEqual(scenario.stop(), 0)
            scenario.start()
            wait_for("the hold", lambda: "paused" in holds())
            self.assertEqual(scenario.references(), [])
            scenario.ask("campaign", "resume", campaign)
            scenario.ask("campaign", "resume", campaign, exit=6)
            scenario.finish(campaign)
            self.assertGreater(len(scenario.references()), 0)
            self.assertTrue(buckets_add_up(scenario.status(campaign)))

    def test_a_cancelled_campaign_sends_nothing_more_and_still_adds_up(self):
        with Scenario() as scenario:
            scenario.start()
            scenario.authorize()
            scenario.ask("customers", "import", scenario.customers(300))
            path, campaign = scenario.campaign(routes="\n  - send: [sms]\n")
            scenario.ask("campaign", "plan", path)
            scenario.ask("campaign", "cancel", campaign, "--confirm", "something-else", exit=2)
            scenario.ask("campaign", "cancel", campaign, "--confirm", campaign)
            document = wait_for("the sweep", lambda: (lambda d: d if d["recipients"]["pending"] == 0 else None)(
                scenario.status(campaign)))
            self.assertEqual(document["state"], "cancelled")
            self.assertGreater(document["recipients"]["cancelled"], 0)
            self.assertTrue(buckets_add_up(document))
            self.assertEqual(scenario.references(), [])
            scenario.ask("campaign", "approve", campaign, exit=6)


if __name__ == "__main__":
    unittest.main(verbosity=2)
