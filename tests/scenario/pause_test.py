#!/usr/bin/python3
"""Pause, resume and cancel: within two seconds, for exactly what was named and for nothing else, for as long as it takes
(a SIGKILL included), with name, time and reason; and what was on its way is answered for."""

import datetime
import json
import pwd
import os
import sys
import time
import unittest

from books import Books, Reconciliation, ledger_of
from service import Scenario, buckets_add_up, wait_for

CHANNELS = ("sms", "zalo")
EFFECTIVE = 2  # seconds after the command's answer
UNIT = "PA05"
WHY = "khách hàng phàn nàn"


class Pause(unittest.TestCase):
    """Two campaigns run at once, each by two channels; what was not named must go on."""

    def test_a_campaign(self):
        self.hold(lambda campaign, other: (("campaign", "pause", campaign), ("campaign", "resume", campaign),
                                           [("campaign", "resume", other)]),
                  lambda message, campaign: message["campaign"] == campaign, {"channel": "", "unit": ""}, "paused")

    def test_a_channel_of_a_campaign(self):
        self.hold(lambda campaign, other: (("campaign", "pause", campaign, "--channel", "sms"),
                                           ("campaign", "resume", campaign, "--channel", "sms"),
                                           [("campaign", "resume", campaign, "--channel", "zalo"),
                                            ("channels", "resume", "sms")]),
                  lambda message, campaign: message["campaign"] == campaign and message["channel"] == "sms",
                  {"channel": "sms", "unit": ""}, "running")

    def test_a_unit_of_a_campaign(self):
        self.hold(lambda campaign, other: (("campaign", "pause", campaign, "--unit", UNIT.lower()),
                                           ("campaign", "resume", campaign, "--unit", UNIT),
                                           [("campaign", "resume", campaign, "--unit", "PA01"),
                                            ("campaign", "resume", campaign, "--unit", UNIT, "--channel", "sms")]),
                  lambda message, campaign: message["campaign"] == campaign and message["unit"] == UNIT,
                  {"channel": "", "unit": UNIT}, "running")

    def test_a_channel_of_every_campaign(self):
        self.hold(lambda campaign, other: (("channels", "pause", "zalo"), ("channels", "resume", "zalo"),
                                           [("campaign", "resume", campaign), ("channels", "resume", "sms")]),
                  lambda message, campaign: message["channel"] == "zalo", {"channel": "zalo", "unit": ""}, "running")

    def test_a_cancelled_campaign_stays_cancelled_through_a_crash(self):
        with self.scenario() as scenario:
            campaign, other = self.two_campaigns(scenario)
            wait_for("messages to leave", lambda: len(self.messages(scenario)) > 30)
            scenario.ask("campaign", "cancel", campaign, "--confirm", campaign, "--reason", WHY)
            cancelled = time.time()
            scenario.kill()
            scenario.start()
            self.quiet(scenario, cancelled, lambda message: message["campaign"] == campaign)
            document = wait_for("the sweep", lambda: (lambda d: d if d["recipients"]["pending"] == 0 else None)(
                scenario.status(campaign)))
            self.assertEqual(document["state"], "cancelled")
            self.assertGreater(document["recipients"]["cancelled"], 0)
            self.assertTrue(buckets_add_up(document))
            self.told(document["ended"], cancelled)
            scenario.ask("campaign", "resume", campaign, exit=6)
            self.assertEqual(scenario.status(other)["state"], "running")
            self.account(scenario, campaign, other)

    def hold(self, commands, named, place, state):
        with self.scenario() as scenario:
            campaign, other = self.two_campaigns(scenario)
            pause, resume, wrong = commands(campaign, other)

            def is_named(message):
                return named(message, campaign)

            def count():
                return sum(map(is_named, self.messages(scenario)))

            wait_for("messages to leave", lambda: count() > 10)
            scenario.ask(*pause, "--reason", WHY)
            paused = time.time()
            self.assertGreater(scenario.status(campaign)["recipients"]["pending"], 0, "there was nothing left to hold")
            self.quiet(scenario, paused, is_named)
            held = scenario.status(campaign)
            self.assertEqual(held["state"], state)
            self.shown(held, place, paused)
            # What was on its way when it was held has come in and is answered for.
            given = {id: self.ledger(scenario, id) for id in (campaign, other)}
            with Books(scenario.database) as books:
                for id, lines in given.items():
                    account = Reconciliation(books, id, lines)
                    self.assertEqual((account.denied, account.twice), ([], []))
                unanswered = [d for d in books.deliveries(campaign) if d.covered and is_named(
                    {"campaign": campaign, "channel": d.channel, "unit": d.reference[5:9]})]
                self.assertEqual(unanswered, [])

            scenario.kill()
            scenario.start()
            self.quiet(scenario, paused, is_named)
            self.shown(scenario.status(campaign), place, paused)
            for command in wrong:
                scenario.ask(*command, exit=6)
            self.quiet(scenario, paused, is_named)

            before = count()
            scenario.ask(*resume, "--reason", "lại chạy")
            wait_for("what was held to go on", lambda: count() > before + 5, 10)
            self.assertEqual([p for p in scenario.status(campaign)["pauses"]], [])
            scenario.ask(*resume, exit=6)
            for id in (campaign, other):
                scenario.ask("campaign", "cancel", id, "--confirm", id)
                wait_for("the end", lambda: scenario.status(id)["recipients"]["pending"] == 0)
            self.account(scenario, campaign, other)
            self.audited(scenario)

    def scenario(self):
        scenario = Scenario([{"match": {}, "action": {"delay_ms": 150}}])
        text = scenario.default_config(scenario.default_channels(16))
        for price in ("    price: 850\n", "    price: 200\n"):
            text = text.replace(price, f"    rate: 40/s\n{price}")
        scenario.config.write_text(text)
        return scenario

    def two_campaigns(self, scenario):
        scenario.start()
        scenario.authorize()
        scenario.ask("customers", "import", scenario.customers(1500))
        out = []
        for name in ("tri-an-mot", "tri-an-hai"):
            path, campaign = scenario.campaign(name=name, routes="\n  - send: [sms, zalo]\n")
            scenario.ask("campaign", "plan", path)
            scenario.ask("campaign", "approve", campaign)
            out.append(campaign)
        with Books(scenario.database) as books:
            self.campaign_of = {d.reference[:5]: id for id in out for d in books.deliveries(id)[:1]}
        return out

    def messages(self, scenario):
        """What the gateways were given: when, by which channel, for which campaign and unit."""
        out = []
        for channel in CHANNELS:
            answer = json.loads(scenario.gateway(f"/ledger/messages?channel={channel}&limit=100000"))
            for message in answer["messages"]:
                line = message["reference"]
                at = datetime.datetime.fromisoformat(message["at"].replace("Z", "+00:00")).timestamp()
                out.append({"at": at, "channel": channel, "campaign": self.campaign_of[line[:5]], "unit": line[5:9],
                            "reference": line})
        return out

    def ledger(self, scenario, campaign):
        return {channel: [line for line in lines if self.campaign_of[line[:5]] == campaign]
                for channel, lines in ledger_of(scenario, CHANNELS).items()}

    def quiet(self, scenario, since, is_named):
        """Nothing that was named has left later than two seconds after `since`, while the rest went on."""
        wait_for("the time that a command may take", lambda: time.time() > since + EFFECTIVE)
        start = len(self.messages(scenario))
        looked = time.time()
        wait_for("the rest to go on", lambda: time.time() > looked + 1 and len(self.messages(scenario)) > start + 10, 30)
        late = [m for m in self.messages(scenario) if is_named(m) and m["at"] > since + EFFECTIVE]
        self.assertEqual(late, [], f"left after {since + EFFECTIVE}")

    def told(self, item, since):
        self.assertEqual((item["who"], item["reason"]), (pwd.getpwuid(os.getuid()).pw_name, WHY))
        at = datetime.datetime.fromisoformat(item["at"])
        self.assertIsNotNone(at.utcoffset())
        self.assertLess(abs(at.timestamp() - since), 5)

    def shown(self, document, place, since):
        self.assertEqual(len(document["pauses"]), 1, document["pauses"])
        item = document["pauses"][0]
        self.assertEqual({key: item[key] for key in place}, place)
        self.told(item, since)

    def audited(self, scenario):
        with Books(scenario.database) as books:
            rows = books.rows("SELECT who, action, reason FROM audit WHERE action IN ('pause', 'resume') ORDER BY id")
        who = pwd.getpwuid(os.getuid()).pw_name
        self.assertEqual(rows, [(who, "pause", WHY), (who, "resume", "lại chạy")])

    def account(self, scenario, *campaigns):
        scenario.settle_receipts()
        self.assertEqual(scenario.stop(), 0)
        with Books(scenario.database) as books:
            for campaign in campaigns:
                account = Reconciliation(books, campaign, self.ledger(scenario, campaign))
                self.assertEqual((account.denied, account.twice, account.invented, account.unknown), ([], [], [], []))
                self.assertEqual(books.wrong_counters(campaign), [])


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
