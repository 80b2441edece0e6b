#!/usr/bin/python3
"""The wall clock is set forward and back by hours: nothing leaves outside the window, nothing is lost or repeated, and what
opens by it is noticed. Needs libfaketime (package faketime); skipped without. The programs may be those with sanitizers:
their library is loaded before libfaketime's."""

import datetime
import json
import re
import sys
import time
import unittest

from books import ATTEMPT, Books, Reconciliation, ledger_of
from fake_clock import FakeClock, library
from service import Scenario, buckets_add_up, skip_script, wait_for

DAY = datetime.date(2026, 12, 18)
OPENS, CLOSES = datetime.time(8), datetime.time(20)
NOTICED = 30  # seconds within which a jump must be noticed
# What was claimed before a jump may still be on the wire.
IN_FLIGHT = 3


def at(hour, minute=0, day=0):
    return datetime.datetime.combine(DAY + datetime.timedelta(days=day), datetime.time(hour, minute))


class HalfADayOff:
    def __init__(self, clock):
        self.changed_within = clock.changed_within
        self.read = lambda real: clock.read(real) + datetime.timedelta(hours=12)


class Clock(unittest.TestCase):
    def test_nothing_leaves_outside_the_window_while_the_clock_is_set_about(self):
        # One in ten waits for another try: a time that stands in the database while the clock moves.
        rules = [{"match": {"first_tries": 1, "probability": 0.1, "seed": 3}, "action": {"error": "199"}},
                 {"match": {}, "action": {"delay_ms": 10}}]
        with Scenario(rules) as scenario:
            clock, campaign = self.prepare(scenario, at(12), 800, rate="25/s")
            scenario.ask("campaign", "approve", campaign)
            self.sends(scenario)
            self.assert_clock(scenario, at(12))
            jumps = ((at(22), True), (at(12), False), (at(6), True), (at(14), False),
                     (at(3, day=-1), True), (at(9), False), (at(17), False), (at(11), False))
            for seen, (moment, closed) in enumerate(jumps, 1):
                clock.set(moment)
                # Two jumps within one look would be one.
                wait_for("the service to see it", lambda: scenario.log().count("clock_set") == seen, NOTICED + 2)
                if closed:
                    wait_for("the hold", lambda: self.holds(scenario, campaign) & {"outside_hours", "window_not_open"},
                             NOTICED + 2)
                    self.stands_still(scenario)
                else:
                    self.sends(scenario)
                self.assertFalse(self.finished(scenario, campaign), "the campaign was over before the last jump")
            finished = scenario.finish(campaign, 120)
            self.assertEqual(scenario.log().count("clock_set"), len(jumps), "the service has not seen each jump")
            self.assertTrue(buckets_add_up(finished))
            self.assertEqual((finished["recipients"]["in_doubt"], finished["recipients"]["expired"]), (0, 0))
            self.assertGreater(scenario.struck()[0], 0, "no delivery waited for another try")
            self.account(scenario, campaign)
            self.inside_the_window(scenario, clock)
            # The control: had the service lived half a day off, the same look would have seen it.
            with self.assertRaises(AssertionError):
                self.inside_the_window(scenario, HalfADayOff(clock))

    def test_started_after_its_window_it_sends_nothing_and_everything_is_expired(self):
        with Scenario() as scenario:
            clock, campaign = self.prepare(scenario, at(12), 300)
            scenario.ask("channels", "pause", "sms", "--reason", "a test")
            scenario.ask("campaign", "approve", campaign)
            wait_for("the campaign to run", lambda: scenario.status(campaign)["state"] in ("running", "paused"))
            pending = scenario.status(campaign)["recipients"]["pending"]
            self.assertGreater(pending, 100)
            self.assertEqual(scenario.stop(), 0)
            clock.set(at(20, 1, day=1))
            scenario.start()
            scenario.ask("channels", "resume", "sms")
            finished = scenario.finish(campaign)
            self.assert_clock(scenario, at(20, 1, day=1))
            self.assertEqual(self.requests(scenario), 0)
            self.assertEqual((finished["recipients"]["expired"], finished["recipients"]["pending"]), (pending, 0))
            self.assertTrue(buckets_add_up(finished))
            self.account(scenario, campaign)

    def test_a_window_that_opens_by_a_jump_is_noticed(self):
        with Scenario() as scenario:
            clock, campaign = self.prepare(scenario, at(7, 0, day=-1), 200)
            scenario.ask("campaign", "approve", campaign)
            wait_for("the hold", lambda: "window_not_open" in self.holds(scenario, campaign))
            self.stands_still(scenario)
            self.assertEqual(self.requests(scenario), 0)
            clock.set(at(9))
            jumped = time.monotonic()
            wait_for("messages", lambda: self.requests(scenario), NOTICED + 5)
            self.assertLessEqual(time.monotonic() - jumped, NOTICED + 1)
            scenario.finish(campaign)
            self.account(scenario, campaign)
            self.inside_the_window(scenario, clock)

    def prepare(self, scenario, now, customers, rate=None):
        text = scenario.default_config()
        if rate:
            text = text.replace("    price: 850", f"    rate: {rate}\n    price: 850")
        scenario.config.write_text(text)
        clock = FakeClock(scenario, now)
        scenario.start()
        self.assert_clock(scenario, now)
        scenario.ask("customers", "import", scenario.customers(customers))
        path, _ = scenario.campaign(routes="\n  - send: [sms]\n")
        window = f'window: {{from: {DAY}, to: {DAY + datetime.timedelta(days=1)}, hours: "{OPENS:%H:%M}-{CLOSES:%H:%M}"}}'
        path.write_text(re.sub(r"window: \{.*\}", window, path.read_text()))
        return clock, scenario.ask("campaign", "plan", path)["id"]

    def assert_clock(self, scenario, expected):
        """That the service really lives in another time: its own log says so."""
        stamp = datetime.datetime.fromisoformat(scenario.log().splitlines()[-1].split()[0])
        local = stamp.astimezone(datetime.timezone(datetime.timedelta(hours=7))).replace(tzinfo=None)
        self.assertLess(abs(local - expected), datetime.timedelta(minutes=3), "the clock was not set: no fault struck")

    def requests(self, scenario):
        return json.loads(scenario.gateway("/ledger/requests"))["requests"]

    def holds(self, scenario, campaign):
        document = scenario.api(f"/api/v1/campaigns/{campaign}")
        return {hold["reason"] for hold in document["holds"] if hold["channel"] == "sms"}

    def finished(self, scenario, campaign):
        return scenario.api(f"/api/v1/campaigns/{campaign}")["state"] == "finished"

    def sends(self, scenario):
        before = self.requests(scenario)
        wait_for("messages to leave", lambda: self.requests(scenario) > before + 15, NOTICED + 10)

    def stands_still(self, scenario):
        """Not one request, for as long as we look."""
        time_of_hold = time.monotonic()
        before = self.requests(scenario)
        while time.monotonic() < time_of_hold + IN_FLIGHT:
            now = self.requests(scenario)
            if now != before and time.monotonic() > time_of_hold + 1:
                self.fail("messages leave although the window is shut")
            before = now

    def inside_the_window(self, scenario, clock):
        """By the gateway's own times, each told in the service's time, and by what the service says of itself."""
        first, last = at(OPENS.hour), at(CLOSES.hour, day=1)
        messages = json.loads(scenario.gateway("/ledger/messages?channel=sms&limit=100000"))["messages"]
        for message in messages:
            real = datetime.datetime.fromisoformat(message["at"].replace("Z", "+00:00")).timestamp()
            told = [clock.read(real), *(clock.read(change - 0.001) for change in clock.changed_within(real, IN_FLIGHT))]
            self.assertTrue(any(first <= one < last and OPENS <= one.time() < CLOSES for one in told),
                            f"{message['reference']} left at {told}")
        with Books(scenario.database) as books:
            for (ms,) in books.rows("SELECT at FROM history WHERE event = ?", ATTEMPT):
                local = datetime.datetime.fromtimestamp(ms / 1000, datetime.timezone(datetime.timedelta(hours=7)))
                self.assertTrue(OPENS <= local.time() < CLOSES, local)

    def account(self, scenario, campaign):
        scenario.settle_receipts()
        self.assertEqual(scenario.stop(), 0)
        with Books(scenario.database) as books:
            self.assertEqual(Reconciliation(books, campaign, ledger_of(scenario, ("sms",))).faults(), {})
            self.assertEqual(books.wrong_counters(campaign), [])


if __name__ == "__main__":
    if library() is None:
        skip_script("libfaketime is missing; install the package faketime")
    sys.exit(unittest.main(verbosity=2))
