#!/usr/bin/python3
"""A gateway that takes a message and never says what became of it: the leg's next channel takes over, once."""

import json
import unittest

from service import Scenario, buckets_add_up, wait_for

SILENT = {"match": {"channel": "zalo", "probability": 0.2, "seed": 3}, "action": {"no_receipt": True}}
HANGS = {"match": {"channel": "zalo", "probability": 0.1, "seed": 4}, "action": {"hang": True, "no_receipt": True}}
ROUTE = "\n  - send: [zalo | sms]\n"


def run(scenario, zalo):
    """A campaign of 400 with these keys for zalo, until nothing moves any more."""
    config = scenario.config.read_text()
    scenario.config.write_text(config.replace("    oa_secret_key: oa-secret\n", f"    oa_secret_key: oa-secret\n{zalo}"))
    scenario.start()
    scenario.authorize()
    scenario.ask("customers", "import", scenario.customers(400))
    path, campaign = scenario.campaign(routes=ROUTE)
    scenario.ask("campaign", "plan", path)
    scenario.ask("campaign", "approve", campaign)
    scenario.finish(campaign)
    return campaign


def struck(scenario, key):
    rules = json.loads(scenario.gateway("/rules"))
    return sum(rule["struck"] for rule in rules if key in rule["action"])


class Fallback(unittest.TestCase):
    def test_the_next_channel_takes_over_from_a_silent_one(self):
        with Scenario([HANGS, SILENT]) as scenario:
            campaign = run(scenario, "    receipt_timeout: 2s\n    in_doubt: fallback\n")
            expected = struck(scenario, "no_receipt")
            self.assertGreater(expected, 50)

            def settled():
                document = scenario.status(campaign)
                zalo = document["channels"]["zalo"]
                return document if (zalo["accepted"], zalo["in_doubt"], document["recipients"]["pending"]) == (0, 0, 0) \
                    else None

            document = wait_for("every receipt's time to be over", settled, 60)
            channels = document["channels"]
            self.assertTrue(buckets_add_up(document))
            self.assertEqual(channels["zalo"]["failed"], expected)
            sent = [line for line in scenario.references()]
            self.assertEqual(len(sent), len(set(sent)))
            taken = channels["sms"]["accepted"] + channels["sms"]["delivered"]
            self.assertGreater(taken, 0)
            # Everybody whom Zalo left without a word has one SMS more, where a telephone takes one.
            reasons = {}
            for entry in scenario.ask("deliveries", "tail", "--channel", "zalo", "--state", "failed")["deliveries"]:
                reasons[entry["reason"]] = reasons.get(entry["reason"], 0) + 1
            self.assertEqual(set(reasons), {"no_receipt"})

    def test_without_a_time_nobody_takes_over(self):
        with Scenario([HANGS, SILENT]) as scenario:
            campaign = run(scenario, "")
            self.assertGreater(struck(scenario, "no_receipt"), 50)
            document = scenario.status(campaign)
            self.assertGreater(document["channels"]["zalo"]["accepted"], 30)
            self.assertGreater(document["channels"]["zalo"]["in_doubt"], 10)
            self.assertEqual(sum(document["channels"]["sms"].values()), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
