#!/usr/bin/python3
"""The service is killed in the middle of a campaign and started again: nobody is thanked twice, nobody is forgotten."""

import random
import sys
import unittest

from service import Scenario, buckets_add_up, wait_for

KILLS = 6
CONCURRENCY = 16


class Kill(unittest.TestCase):
    def test_a_campaign_survives_being_killed(self):
        rules = [{"match": {"channel": "sms"}, "action": {"delay_ms": 20}},
                 {"match": {"channel": "zalo", "probability": 0.3, "seed": 1}, "action": {"error": "-118"}}]
        dice = random.Random(20261218)
        with Scenario(rules) as scenario:
            config = scenario.default_config(scenario.default_channels(CONCURRENCY))
            scenario.config.write_text(config.replace("    price: 850", "    rate: 300/s\n    price: 850"))
            scenario.start()
            scenario.authorize()
            scenario.ask("customers", "import", scenario.customers(3000))
            path, campaign = scenario.campaign(routes="\n  - send: [zalo | sms | email]\n")
            planned = scenario.ask("campaign", "plan", path)
            scenario.ask("campaign", "approve", campaign)
            struck = 0
            for kill in range(KILLS):
                before = len(scenario.references())
                wait_for("messages to leave", lambda: len(scenario.references()) > before + dice.randint(20, 150) or
                         scenario.status(campaign)["state"] == "finished")
                struck += scenario.status(campaign)["state"] != "finished"
                scenario.kill()
                scenario.start()
            self.assertGreater(struck, 0, "no kill struck the running campaign")
            finished = scenario.finish(campaign)

            self.assertTrue(buckets_add_up(finished))
            self.assertEqual(finished["recipients"]["total"], planned["recipients"]["total"])
            self.assertEqual(finished["recipients"]["pending"], 0)
            sent = scenario.references()
            self.assertEqual(len(sent), len(set(sent)), "a reference was delivered twice")
            # No more in doubt than could have been on the wire: three channels at each kill.
            doubts = sum(c["in_doubt"] for c in finished["channels"].values())
            self.assertLessEqual(doubts, KILLS * 3 * CONCURRENCY)
            # Nothing that a gateway was given is denied: each is accepted, delivered, failed later or in doubt.
            states = {}
            for reference in sent:
                state = scenario.ask("deliveries", "show", reference)["state"] if len(states) < 200 else None
                states[reference] = state
            self.assertFalse({"queued", "sending", "expired", "cancelled"} & set(states.values()), states)
            answered = sum(c["accepted"] + c["delivered"] for c in finished["channels"].values())
            self.assertLessEqual(answered, len(sent))
            self.assertLessEqual(len(sent), answered + doubts + sum(c["failed"] for c in finished["channels"].values()))
            # crash_storm_test.py shows what becomes of it without the protection.
            log = (scenario.folder / "triand.log").read_text()
            self.assertIn("recovered", log)


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
