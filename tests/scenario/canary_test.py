#!/usr/bin/python3
"""A campaign stops by itself before it does harm: the canary, too many failures later on, and the budget. Each survives
SIGKILL."""

import json
import sys
import unittest

from service import Scenario, buckets_add_up, wait_for

ROUTE = "\n  - send: [sms]\n"
DEAD = {"match": {"channel": "sms", "probability": 0.5, "seed": 3}, "action": {"error": "108"}}
SIZE = 40


def channels(scenario, rate="300/s"):
    """SMS alone, without receipts: what a gateway answers is all that is known."""
    return scenario.default_channels(8).replace("webhook_secret: sms-hook", f"receipts: none\n    rate: {rate}")


def campaign(scenario, more, count=600):
    scenario.config.write_text(scenario.default_config(channels(scenario)))
    scenario.start()
    scenario.ask("customers", "import", scenario.customers(count, 7, "--faults", "0"))
    path, name = scenario.campaign(routes=ROUTE, more=more)
    planned = scenario.ask("campaign", "plan", path)
    scenario.ask("campaign", "approve", name)
    return name, planned


def handed_over(document):
    return sum(document["channels"]["sms"][s] for s in ("accepted", "delivered", "failed", "in_doubt"))


class Canary(unittest.TestCase):
    def test_a_failing_gateway_stops_the_campaign_after_the_canary(self):
        with Scenario([DEAD]) as scenario:
            name, planned = campaign(scenario, f"canary: {{size: {SIZE}, stop_above: 10%}}\n")
            self.assertEqual(planned["canary"]["state"], "sampling")
            stopped = wait_for("the stop", lambda: (lambda d: d if d["state"] == "paused" else None)(
                scenario.status(name)))
            self.assertLessEqual(handed_over(stopped), SIZE)
            self.assertGreater(handed_over(stopped), SIZE * 0.1)
            self.assertEqual(stopped["canary"]["state"], "stopped")
            pause = stopped["pauses"][0]
            self.assertEqual((pause["who"], pause["hold"]), ("triand", "failure_rate"))
            self.assertIn("canary:", pause["reason"])
            self.assertIn("bad_number", pause["reason"])
            told = scenario.ask("status")["attention"]
            self.assertTrue(any("campaign resume" in item["remedy"] for item in told), told)

            scenario.kill()
            scenario.put_rules([])
            scenario.start()
            again = wait_for("the hold", lambda: (lambda d: d if d["holds"] else None)(scenario.status(name)))
            self.assertEqual(again["state"], "paused")
            self.assertEqual({hold["reason"] for hold in again["holds"] if hold["channel"] == "sms"}, {"failure_rate"})
            self.assertLessEqual(handed_over(again), SIZE)

            scenario.ask("campaign", "resume", name, "--reason", "mended")
            finished = scenario.finish(name)
            self.assertTrue(buckets_add_up(finished))
            self.assertEqual(len(scenario.references()), len(set(scenario.references())))

    def test_a_good_canary_goes_on_by_itself_and_what_fails_later_stops_it(self):
        with Scenario() as scenario:
            name, planned = campaign(scenario, f"canary: {{size: {SIZE}, stop_above: 20%}}\n", 2500)
            wait_for("the verdict", lambda: scenario.status(name)["canary"]["state"] == "passed")
            wait_for("more than the canary", lambda: handed_over(scenario.status(name)) > 2 * SIZE)
            scenario.put_rules([DEAD])
            stopped = wait_for("the stop", lambda: (lambda d: d if d["state"] in ("paused", "finished") else None)(
                scenario.status(name)))
            self.assertEqual(stopped["state"], "paused")
            self.assertIn(f"of the last {SIZE} messages failed", stopped["pauses"][0]["reason"])
            # In the transaction that saw it: what was on its way then and no more.
            self.assertLessEqual(stopped["channels"]["sms"]["failed"], SIZE)
            scenario.kill()
            scenario.start()
            self.assertEqual(scenario.status(name)["state"], "paused")
            scenario.put_rules([])
            scenario.ask("campaign", "resume", name)
            finished = scenario.finish(name)
            self.assertTrue(buckets_add_up(finished))
            self.assertEqual(finished["recipients"]["total"], planned["recipients"]["total"])


class Budget(unittest.TestCase):
    def test_sending_stops_before_the_budget_is_passed_whatever_a_crash_left_open(self):
        budget = 100 * 850
        rules = [{"match": {"channel": "sms"}, "action": {"delay_ms": 300}}]
        with Scenario(rules) as scenario:
            scenario.config.write_text(scenario.default_config(channels(scenario, "20/s")))
            scenario.start()
            scenario.ask("customers", "import", scenario.customers(400, 7, "--faults", "0"))
            path, name = scenario.campaign(routes=ROUTE, more=f"budget: {budget}\n")
            planned = scenario.ask("campaign", "plan", path)
            self.assertEqual(planned["cost"]["left"], budget)
            self.assertIn("budget", scenario.ask("campaign", "approve", name, exit=8)["message"])
            scenario.ask("campaign", "approve", name, "--accept-shortfall")
            for kill in range(3):
                before = len(scenario.references())
                wait_for("messages", lambda: len(scenario.references()) > before + 8)
                scenario.kill()
                scenario.start()
            # Held back for want of money, and nothing on its way any more: that is spent when its answer comes.
            held = wait_for("the end of the money", lambda: (lambda d: d if any(
                hold["reason"] == "budget_spent" for hold in d["holds"])
                and not d["channels"]["sms"]["sending"] else None)(scenario.status(name)))
            # One SMS is one part here: what the gateway has, doubts included, is within the budget.
            sent = len(scenario.references())
            self.assertLessEqual(sent * 850, budget)
            self.assertGreater(held["channels"]["sms"]["in_doubt"], 0)
            self.assertLessEqual(held["cost"]["spent"], budget)
            self.assertGreaterEqual(held["cost"]["spent"], sent * 850)
            self.assertEqual(held["cost"]["left"], budget - held["cost"]["spent"])
            self.assertLess(held["cost"]["left"], 850)

    def test_values_that_contradict_each_other_are_told_with_their_lines(self):
        with Scenario() as scenario:
            scenario.start()
            for more, key in (("canary: {size: 10, stop_above: 100%}\n", "canary.stop_above"),
                              ("budget: 100\n", "budget"),
                              ("canary: {size: 1000, stop_above: 5%}\nbudget: 850\n", "budget")):
                path, _ = scenario.campaign(routes=ROUTE, more=more)
                done = scenario.ctl("campaign", "check", path)
                self.assertEqual(done.returncode, 2, done.stdout)
                problem = json.loads(done.stdout)["problems"][0]
                self.assertEqual(problem["key"], key)
                line = path.read_text().splitlines()[problem["line"] - 1]
                self.assertIn(key.split(".")[0], line)
                self.assertIn(problem["message"], scenario.ask("campaign", "plan", path, exit=2)["message"])


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
