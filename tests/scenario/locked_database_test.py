#!/usr/bin/python3
"""Another program locks the database in the middle of a campaign, for longer than the service waits for it: nothing is sent
that could not be recorded, it says so and answers, and goes on by itself once the lock is gone. Nobody is written to twice,
also when the service is killed meanwhile."""

import sqlite3
import sys
import unittest

from books import ATTEMPT, CRASH, Books
from service import wait_for
from sms_scenario import SmsScenario
from status_watch import StatusWatch

CUSTOMERS = 300
SLOWLY = [{"match": {"channel": "sms"}, "action": {"delay_ms": 400}}]


class Lock:
    """A transaction of another program that has begun to write while messages are on their way. Use as a context
    manager."""

    def __init__(self, path):
        self._path = path
        self._database = sqlite3.connect(path, isolation_level=None, timeout=30)

    def __enter__(self):
        wait_for("a moment with messages on their way", self._strike)
        return self

    def _strike(self):
        """They leave in step: it may come between the outcomes of all and the next claim."""
        self._database.execute("BEGIN IMMEDIATE")
        on_their_way = False
        try:
            with Books(self._path) as books:
                on_their_way = bool(books.on_their_way())
        finally:
            if not on_their_way:
                self._database.execute("ROLLBACK")
        return on_their_way

    def __exit__(self, *_):
        self._database.execute("ROLLBACK")
        self._database.close()


class LockedDatabase(unittest.TestCase):
    def test_it_stops_says_so_and_goes_on(self):
        with SmsScenario(SLOWLY) as scenario:
            campaign = self.begin(scenario)
            with StatusWatch(scenario) as watch, Lock(scenario.database):
                self.wait_until_noticed(scenario)
                sent = self.last_request(scenario)
                self.assertFalse(scenario.api("/api/v1/status")["service"]["recording"])
                # Under the lock no delivery can be claimed either; that the lane does not even ask shows by its reason.
                wait_for("the lane to say why", lambda: [hold["reason"] for hold in scenario.status(campaign)["holds"]] ==
                         ["cannot_record"])
                refused = scenario.ctl("campaign", "pause", campaign)
                self.assertNotEqual(refused.returncode, 0, refused.stdout)
                # What was on its way when the lock came is all that left.
                with Books(scenario.database) as books:
                    self.assertLessEqual(len(books.on_their_way()), scenario.concurrency)
                self.assertEqual(scenario.requests(), sent)
            wait_for("it to go on", lambda: "store_recovered" in scenario.log())
            states = scenario.account(campaign)
            # A receipt that could not be stored was refused, and its gateway may have ceased to tell it.
            self.assertLessEqual(set(states), {"delivered", "accepted"})
            print(f"locked: {sent} requests before it stood still, slowest status {watch.slowest:.2f} s, {dict(states)}")

    def test_killed_meanwhile_it_leaves_doubts_and_no_second_message(self):
        with SmsScenario(SLOWLY) as scenario:
            campaign = self.begin(scenario)
            with Lock(scenario.database):
                self.wait_until_noticed(scenario)
                self.last_request(scenario)
                scenario.kill()
                with Books(scenario.database) as books:
                    unanswered = len(books.on_their_way())
                self.assertGreater(unanswered, 0, "nothing was on its way under the lock")
            scenario.start()
            states = scenario.account(campaign)
            with Books(scenario.database) as books:
                self.assertEqual(books.crash_doubts()["sms"], unanswered)
                # Each is in doubt, and is not handed over again: a gateway that knows its reference would hide that.
                after = [history[history.index((CRASH, "in_doubt")) + 1:] for history in books.histories().values()
                         if (CRASH, "in_doubt") in history]
                self.assertEqual(len(after), unanswered)
                self.assertNotIn(ATTEMPT, [event for history in after for event, _ in history])
            print(f"locked and killed: {unanswered} in doubt by it, {dict(states)}")

    def begin(self, scenario):
        scenario.start()
        campaign = scenario.begin(CUSTOMERS)
        wait_for("messages", lambda: len(scenario.references()) > 20)
        return campaign

    def wait_until_noticed(self, scenario):
        wait_for("the lock to be noticed", lambda: "store_failed" in scenario.log())
        self.assertIn("database is locked", scenario.log())
        self.assertIn("nothing is sent until it can", scenario.log())

    def last_request(self, scenario):
        """How many there were once those that were on their way are answered."""
        seen = [-1, scenario.requests()]

        def still():
            seen.append(scenario.requests())
            return len(seen) > 20 and len(set(seen[-20:])) == 1

        wait_for("it to stand still", still)
        return seen[-1]


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
