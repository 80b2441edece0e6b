#!/usr/bin/python3
"""A gateway is gone for an hour and comes back. The service's whole time runs a hundred and twenty times as fast, so that
the hour is half a minute: the gateway is probed now and then, nobody loses a try, nothing is sent twice, and everything
goes once it is back."""

import sys
import time
import unittest

from fake_clock import library, sanitizer
from gate import Gate
from service import skip_script, wait_for
from sms_scenario import SmsScenario
from status_watch import StatusWatch

SPEED = 120
HOUR = 3600
CUSTOMERS = 60
# Of the service's time: what takes a gateway a moment is long by that clock.
UNHURRIED = {"timeout": "5min", "more": ["rate: 12/min"]}


class Outage(unittest.TestCase):
    def test_an_hour_without_the_gateway_costs_nothing(self):
        with SmsScenario(concurrency=8, **UNHURRIED) as scenario, Gate(scenario.ports["http"]) as gate:
            scenario.send_through(f"http://127.0.0.1:{gate.port}")
            self.speed_up(scenario)
            scenario.start()
            campaign = scenario.begin(CUSTOMERS)
            wait_for("messages", lambda: len(scenario.references()) > 5)
            gate.shut()
            self.assertGreater(gate.cut, 0, "no connection was open")
            shut_at = time.monotonic()
            with StatusWatch(scenario) as watch:
                wait_for("the breaker", lambda: self.is_held(scenario, campaign))
                sent = len(scenario.references())
                self.assertLess(sent, CUSTOMERS, "everything had been sent before")
                wait_for("the hour to be over", lambda: time.monotonic() - shut_at > HOUR / SPEED, 2 * HOUR / SPEED)
                tries = scenario.attempts()["gateway_down"]
                self.assertEqual(len(scenario.references()), sent)
                self.assertTrue(self.is_held(scenario, campaign))
                gate.open()
                # The longest wait between two probes is five minutes.
                wait_for("messages again", lambda: len(scenario.references()) > sent)
            states = scenario.account(campaign)
            # Probed, and not hammered: a few windows' worth, then less and less often.
            self.assertGreater(tries, 5)
            self.assertLess(tries, 80)
            # What was on its way when it went may have been taken; a receipt settles it.
            self.assertEqual(states["delivered"] + states["in_doubt"], CUSTOMERS)
            self.assertLessEqual(states["in_doubt"], scenario.concurrency)
            print(f"outage: {(time.monotonic() - shut_at) * SPEED / 60:.0f} minutes, {sent} sent before it, {tries} tries "
                  f"that found nobody, slowest status {watch.slowest:.2f} s, {dict(states)}")

    def is_held(self, scenario, campaign):
        return any(hold["reason"] == "breaker_open" and hold["channel"] == "sms"
                   for hold in scenario.status(campaign)["holds"])

    def speed_up(self, scenario):
        scenario.environment = {"LD_PRELOAD": " ".join(str(path) for path in (sanitizer(), library()) if path),
                                "FAKETIME": f"+0 x{SPEED}"}


if __name__ == "__main__":
    if library() is None:
        skip_script("libfaketime is missing; install the package faketime")
    sys.exit(unittest.main(verbosity=2))
