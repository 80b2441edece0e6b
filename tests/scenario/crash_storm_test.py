#!/usr/bin/python3
"""A campaign through gateways that reset, hang, fail and report early, twice and out of order, while the service is killed
at random moments. At the end the gateways' ledger and the database agree to the line.

Without an option: the short form. `--long`: 50,000 recipients and 200 kills, for the release programs; `--recipients N`,
`--kills N` and `--seed N` set one of them. The last line is the account of the storm.
"""

import argparse
import collections
import json
import random
import re
import sys
import time
import unittest

from books import CRASH, Books, Reconciliation, ledger_of
from service import Scenario, buckets_add_up, wait_for

CONCURRENCY = {"zalo": 16, "sms": 16, "email": 4}
ROUTES = """
  - when: {segment: [large, policy, business]}
    send: [zalo | sms, email]
  - send: [zalo | sms | email]
"""

# The first that strikes counts; each draws for itself, by reference and try.
RULES = [
    {"match": {"probability": 0.05, "seed": 1}, "action": {"reset_after_reading": True, "duplicate_receipts": 1}},
    {"match": {"probability": 0.05, "seed": 2}, "action": {"hang": True, "early_receipt": True}},
    {"match": {"probability": 0.025, "seed": 3}, "action": {"http_status": 503}},
    {"match": {"probability": 0.025, "seed": 4}, "action": {"http_status": 502, "accept": True}},
    {"match": {"channel": "zalo", "probability": 0.25, "seed": 5}, "action": {"error": "-118"}},
    {"match": {"channel": "sms", "probability": 0.1, "seed": 6}, "action": {"error": "108"}},
    {"match": {"probability": 0.1, "seed": 7}, "action": {"early_receipt": True, "duplicate_receipts": 2}},
    {"match": {"probability": 0.1, "seed": 8}, "action": {"receipt_delay_ms": 900, "unknown_receipt": True}},
    {"match": {"channel": "sms", "probability": 0.1, "seed": 9},
     "action": {"failed_receipt": True, "duplicate_receipts": 1, "receipt_delay_ms": 300}},
    {"match": {}, "action": {"delay_ms": 10}},
]


class Storm:
    """A campaign that is killed `kills` times. What was on its way at each kill is read from the disk, by hand."""

    def __init__(self, scenario, recipients, kills, seed, in_doubt="hold", stop_when=lambda: False):
        self.scenario = scenario
        self.dice = random.Random(seed)
        self.on_their_way = set()
        self.most_at_once = collections.Counter()
        self.struck = 0
        self.while_starting = 0
        scenario.config.write_text(scenario.default_config(self.channels(in_doubt)))
        scenario.gateway("/standin/zalo/settings", method="POST", body=b'{"retry_scale": 0.02}')
        scenario.start()
        scenario.authorize()
        scenario.ask("customers", "import", scenario.customers(recipients))
        path, self.campaign = scenario.campaign(routes=ROUTES)
        self.planned = scenario.ask("campaign", "plan", path)
        deliveries = sum(channel["queued"] for channel in self.planned["channels"].values())
        scenario.ask("campaign", "approve", self.campaign)
        self.run(kills, max(4, deliveries // (2 * kills)), stop_when)

    def channels(self, in_doubt):
        text = self.scenario.default_channels(CONCURRENCY["sms"])
        text = text[:text.index("  letter:")].replace("timeout: 3s", "timeout: 500ms").replace("attempts: 5", "attempts: 12")
        return re.sub(r"    concurrency: \d+\n", rf"\g<0>    in_doubt: {in_doubt}\n", text)

    def requests(self):
        return json.loads(self.scenario.gateway("/ledger/requests"))["requests"]

    def finished(self):
        document = self.scenario.api(f"/api/v1/campaigns/{self.campaign}")
        return document is not None and document["state"] == "finished"

    def run(self, kills, spacing, stop_when):
        scenario = self.scenario
        while self.struck < kills and not stop_when():
            wanted = self.requests() + self.dice.randint(1, spacing)
            wait_for("messages to leave", lambda: self.requests() >= wanted or self.finished())
            if self.finished():
                break
            self.strike()
            scenario.start(wait=False)
            # One in four is killed again while it starts: in the middle of recovering, perhaps.
            if self.struck < kills and self.dice.random() < 0.25:
                time.sleep(self.dice.uniform(0, 0.4))
                self.while_starting += 1
                self.strike()
                scenario.start(wait=False)
            wait_for("the service", lambda: scenario.api("/api/v1/status"))

    def strike(self):
        assert self.scenario.service.poll() is None, f"it ended by itself\n{self.scenario.log()[-3000:]}"
        self.scenario.kill()
        self.struck += 1
        with Books(self.scenario.database) as books:
            found = books.on_their_way()
        # Killed again before it had recovered, it leaves the same leases.
        self.on_their_way |= found
        self.most_at_once |= collections.Counter(channel for channel, *_ in found)

    def finish(self, seconds):
        document = self.scenario.finish(self.campaign, seconds)
        self.scenario.settle_receipts(seconds)
        # What the last receipts have queued again goes as well.
        document = self.scenario.finish(self.campaign, seconds)
        self.scenario.settle_receipts(seconds)
        return self.scenario.status(self.campaign)


class CrashStorm(unittest.TestCase):
    recipients = 2500
    kills = 15
    seed = 20261218

    def test_ledger_and_database_agree_to_the_line_after_a_storm(self):
        with Scenario(RULES) as scenario:
            storm = Storm(scenario, self.recipients, self.kills, self.seed)
            self.assertEqual(storm.struck, self.kills, "the campaign was over before the last kill")
            finished = storm.finish(60 + self.recipients / 20)
            self.assertTrue(buckets_add_up(finished))
            self.assertEqual(finished["recipients"]["total"], storm.planned["recipients"]["total"])
            self.assertEqual(finished["recipients"]["pending"], 0)
            self.assertEqual(scenario.stop(), 0)
            struck = scenario.struck()
            self.assertTrue(all(struck), f"a rule never struck: {struck}")

            ledger = ledger_of(scenario, CONCURRENCY)
            with Books(scenario.database) as books:
                self.assertEqual(books.integrity(), ["ok"])
                self.assertEqual(Reconciliation(books, storm.campaign, ledger).faults(), {})
                self.assertEqual(books.wrong_counters(storm.campaign), [])
                self.assertEqual(books.recipients(storm.campaign), finished["recipients"]["total"])
                self.assertEqual(books.number("SELECT count(*) FROM lease"), 0)
                # In doubt by a crash is exactly what the leases on the disk covered at the kills, never more at once
                # than a channel may have on its way.
                doubts = books.crash_doubts()
                strays = books.number("SELECT count(*) FROM stray_receipt")
            self.assertEqual(doubts, collections.Counter(channel for channel, *_ in storm.on_their_way))
            self.assertGreater(sum(doubts.values()), 0, "no kill found a message on its way")
            for channel, most in storm.most_at_once.items():
                self.assertLessEqual(most, CONCURRENCY[channel], channel)
            self.assertGreater(strays, 0, "no receipt of an unknown reference was kept")
            given = sum(map(len, ledger.values()))
            print(f"storm: {finished['recipients']['total']} recipients, {given} messages delivered, {storm.struck} kills "
                  f"({storm.while_starting} while starting), {sum(doubts.values())} in doubt by a crash, faults struck "
                  f"{struck[:4]}, 0 twice, 0 denied, 0 invented, 0 unfinished; {finished['recipients']}")

    def test_sending_doubts_again_to_a_gateway_that_forgets_thanks_people_twice(self):
        """The control: the same storm, and the same account finds it wrong."""
        with Scenario(RULES) as scenario:
            def enough():
                with Books(scenario.database) as books:
                    return books.number("SELECT count(DISTINCT delivery_id) FROM history WHERE event = ?", CRASH) > 20

            storm = Storm(scenario, 1200, 12, self.seed, in_doubt="resend", stop_when=enough)
            self.assertGreater(storm.struck, 0)
            storm.finish(180)
            self.assertEqual(scenario.stop(), 0)
            ledger = ledger_of(scenario, CONCURRENCY)
            with Books(scenario.database) as books:
                account = Reconciliation(books, storm.campaign, ledger)
                histories = books.histories()
                rows = {(d.channel, d.reference): d.id for d in books.deliveries(storm.campaign)}
            self.assertGreater(len(account.twice), 0, "the account does not see a message that was delivered twice")
            # Both causes are seen: an answer that was lost, and a crash.
            by_crash = [line for line in account.twice
                        if CRASH in (event for event, _ in histories[rows[line[:2]]])]
            self.assertGreater(len(by_crash), 0, "no crash made a duplicate")
            self.assertGreater(len(account.twice), len(by_crash), "no lost answer made a duplicate")
            # eSMS knows a reference again: no telephone got the same SMS twice.
            self.assertEqual([line for line in account.twice if line[0] == "sms"], [])
            print(f"control: {len(account.twice)} references twice, {len(by_crash)} of them after one of {storm.struck} "
                  f"kills")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--long", action="store_true", help="50,000 recipients and 200 kills")
    options.add_argument("--recipients", type=int)
    options.add_argument("--kills", type=int)
    options.add_argument("--seed", type=int, default=CrashStorm.seed)
    chosen, others = options.parse_known_args()
    CrashStorm.recipients = chosen.recipients or (50000 if chosen.long else CrashStorm.recipients)
    CrashStorm.kills = chosen.kills or (200 if chosen.long else CrashStorm.kills)
    CrashStorm.seed = chosen.seed
    sys.exit(unittest.main(argv=[sys.argv[0], *others], verbosity=2))
