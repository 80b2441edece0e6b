#!/usr/bin/python3
"""SIGHUP in the middle of a campaign: a good configuration is taken up, a wrong one is refused, and no signal is lost."""

import signal
import unittest

from service import Scenario, buckets_add_up, wait_for

SLOW = [{"match": {"channel": "sms"}, "action": {"delay_ms": 300}}]


class Reload(unittest.TestCase):
    def begin(self, scenario):
        """A campaign by SMS with some messages on their way."""
        scenario.start()
        scenario.ask("customers", "import", scenario.customers(400))
        path, campaign = scenario.campaign(routes="\n  - send: [sms]\n")
        scenario.ask("campaign", "plan", path)
        scenario.ask("campaign", "approve", campaign)
        wait_for("messages to be on their way", lambda: scenario.status(campaign)["channels"]["sms"]["sending"] > 3)
        return campaign

    def log(self, scenario):
        return (scenario.folder / "triand.log").read_text()

    def test_a_campaign_goes_on_with_the_new_configuration(self):
        with Scenario(SLOW) as scenario:
            campaign = self.begin(scenario)
            config = scenario.config.read_text()
            scenario.config.write_text(config.replace("price: 850", "rate: 1000/s\n    price: 850"))
            # Several at once, as somebody impatient gives them: none may end the service.
            for _ in range(3):
                scenario.service.send_signal(signal.SIGHUP)
            wait_for("a second beginning", lambda: self.log(scenario).count(" ready ") >= 2)
            wait_for("the new rate", lambda: scenario.ctl("channels", "list").returncode == 0 and
                     "1000/s" in scenario.ctl("channels", "list").stdout)
            finished = scenario.finish(campaign)
            self.assertTrue(buckets_add_up(finished))
            self.assertEqual(finished["recipients"]["in_doubt"], 0)
            sent = scenario.references()
            self.assertEqual(len(sent), len(set(sent)))

    def test_a_wrong_configuration_is_refused_and_the_old_one_stays(self):
        with Scenario(SLOW) as scenario:
            campaign = self.begin(scenario)
            scenario.config.write_text(scenario.config.read_text().replace("kind: sms", "kind: pigeon"))
            scenario.service.send_signal(signal.SIGHUP)
            wait_for("the refusal", lambda: "reload_refused" in self.log(scenario))
            self.assertIn("pigeon", self.log(scenario))
            self.assertTrue(buckets_add_up(scenario.finish(campaign)))
            self.assertEqual(self.log(scenario).count(" ready "), 1)

    def test_a_stop_during_a_reload_is_a_stop(self):
        with Scenario([{"match": {"channel": "sms"}, "action": {"delay_ms": 2000}}]) as scenario:
            self.begin(scenario)
            scenario.service.send_signal(signal.SIGHUP)
            wait_for("the drain", lambda: "stopping" in self.log(scenario))
            scenario.service.send_signal(signal.SIGTERM)
            self.assertEqual(scenario.service.wait(20), 0)
            self.assertEqual(self.log(scenario).count(" ready "), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
