#!/usr/bin/python3
"""Receipts as the world sends them: forged, twice, out of order, too early, too late, of nobody we know; and a storm of them
while the service is killed. What was answered with 200 is never lost, and no final state is ever left."""

import collections
import hashlib
import http.client
import json
import random
import re
import sys
import threading
import time
import unittest
import urllib.parse

from books import ATTEMPT, RECEIPT, Books
from service import Scenario, wait_for

CHANNELS = ("sms", "zalo")
KILLS = 5
SENDERS = 6
SILENT = [{"match": {}, "action": {"no_receipt": True}}]


class Post:
    """Tells the service what a gateway would; the status, or None when no whole answer came."""

    def __init__(self, port):
        self.port = port

    def send(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def sms(self, reference, delivered=True, secret="/sms-hook", marker="1", status="5"):
        fields = {"SMSID": "id", "SendFailed": int(not delivered), "SendStatus": status, "SendSuccess": int(delivered),
                  "TotalPrice": "850", "RequestId": reference, "telcoid": marker}
        return self.send("GET", f"/webhooks/sms{secret}?{urllib.parse.urlencode(fields)}")

    def zalo(self, reference, key="oa-secret", app="1", path="/webhooks/zalo", signed=True, tampered=False):
        stamp = str(int(time.time() * 1000))
        event = {"sender": {"id": "1"}, "recipient": {"id": "84912345678"}, "event_name": "user_received_message",
                 "message": {"delivery_time": stamp, "msg_id": "id", "tracking_id": reference}, "app_id": app,
                 "timestamp": stamp}
        body = json.dumps(event)
        mac = hashlib.sha256(f"{app}{body}{stamp}{key}".encode()).hexdigest()
        if tampered:
            body = body.replace(reference, reference[:-1] + ("0" if reference[-1] != "0" else "1"))
        headers = {"Content-Type": "application/json", "X-ZEvent-Server": "ZNS"}
        if signed:
            headers["X-ZEvent-Signature"] = f"mac={mac}"
        return self.send("POST", path, body, headers)


class Receipts(unittest.TestCase):
    def test_what_does_not_prove_where_it_comes_from_is_refused_and_counted(self):
        with Scenario(SILENT) as scenario:
            self.run_campaign(scenario, 120)
            post = Post(scenario.port)
            sms, zalo = (self.accepted(scenario, channel) for channel in CHANNELS)
            forged = [post.sms(sms[0], secret=""), post.sms(sms[0], secret="/wrong"), post.sms(sms[0], secret="/sms-hoo"),
                      post.sms(sms[0], secret="/oa-secret"), post.zalo(zalo[0], signed=False),
                      post.zalo(zalo[0], key="wrong"), post.zalo(zalo[0], key=""), post.zalo(zalo[0], app="2"),
                      post.zalo(zalo[0], tampered=True), post.zalo(zalo[0], path="/webhooks/zalo/sms-hook"),
                      post.zalo(zalo[0], path="/webhooks/zalo/oa-secret")]
            self.assertEqual(forged, [403] * len(forged))
            self.assertEqual(post.send("GET", "/webhooks/nobody/sms-hook?x=1"), 404)
            self.assertEqual(scenario.ask("status")["service"]["receipts_refused"], len(forged))
            self.assertEqual(scenario.log().count("receipt_refused"), len(forged))
            # Authentic and senseless is another thing.
            self.assertEqual(post.send("GET", "/webhooks/sms/sms-hook?nonsense=1"), 400)
            with Books(scenario.database) as books:
                self.assertEqual(books.number("SELECT count(*) FROM history WHERE event = ?", RECEIPT), 0)
                self.assertEqual(books.number("SELECT count(*) FROM stray_receipt"), 0)
            for reference in (sms[0], zalo[0]):
                self.assertEqual(self.state(scenario, reference), "accepted")
            # The control: with the right proof the same word is believed.
            self.assertEqual((post.sms(sms[0]), post.zalo(zalo[0])), (200, 200))
            for reference in (sms[0], zalo[0]):
                self.assertEqual(self.state(scenario, reference), "delivered")

    def test_the_first_final_word_counts_and_every_other_is_kept(self):
        with Scenario(SILENT) as scenario:
            self.run_campaign(scenario, 120)
            post = Post(scenario.port)
            sms, zalo = (self.accepted(scenario, channel) for channel in CHANNELS)
            stories = [
                (sms[0], [True, True, True], "delivered"),
                (sms[1], [True, False], "delivered"),
                (sms[2], [False, True, False], "failed"),
                (sms[3], [None, True, None], "delivered"),
                (sms[4], [None], "accepted"),
            ]
            for reference, words, state in stories:
                for word in words:
                    status = post.sms(reference, delivered=bool(word), status="2" if word is None else "5")
                    self.assertEqual(status, 200)
                self.assertEqual(self.state(scenario, reference), state)
                history = [item["event"] for item in scenario.ask("deliveries", "show", reference)["history"]]
                self.assertEqual(history.count("receipt"), len(words), history)
            # Of nobody, and by the channel of another: kept apart, and it changes nothing.
            for reference in ("NEVERSENT", "0" * 20, zalo[0], sms[5][:-1]):
                self.assertEqual(post.sms(reference), 200)
            self.assertEqual(self.state(scenario, zalo[0]), "accepted")
            with Books(scenario.database) as books:
                strays = [row[0] for row in books.rows("SELECT reference FROM stray_receipt ORDER BY id")]
            self.assertEqual(strays, ["NEVERSENT", "0" * 20, zalo[0], sms[5][:-1]])

    def test_too_late_for_what_was_cancelled(self):
        with Scenario(SILENT) as scenario:
            text = scenario.default_config().replace("    price: 850\n", "    rate: 5/s\n    price: 850\n")
            scenario.config.write_text(text)
            campaign = self.run_campaign(scenario, 120, wait=False)
            wait_for("messages to leave", lambda: len(scenario.references()) > 3)
            scenario.ask("campaign", "cancel", campaign, "--confirm", campaign)
            wait_for("the sweep", lambda: scenario.status(campaign)["channels"]["sms"]["queued"] == 0)
            with Books(scenario.database) as books:
                cancelled = [d.reference for d in books.deliveries(campaign) if d.state == "cancelled"]
            self.assertEqual(Post(scenario.port).sms(next(r for r in cancelled if r.endswith("SCK"))), 200)
            shown = scenario.ask("deliveries", "show", next(r for r in cancelled if r.endswith("SCK")))
            self.assertEqual(shown["state"], "cancelled")
            self.assertEqual([item["event"] for item in shown["history"]].count("receipt"), 1)

    def test_a_receipt_that_comes_before_the_answer(self):
        rules = [{"match": {"channel": "sms", "every": 3},
                  "action": {"early_receipt": True, "failed_receipt": True, "delay_ms": 100}},
                 {"match": {}, "action": {"early_receipt": True, "duplicate_receipts": 1, "delay_ms": 100}}]
        with Scenario(rules) as scenario:
            campaign = self.run_campaign(scenario, 150)
            scenario.settle_receipts()
            self.assertTrue(all(scenario.struck()), scenario.struck())
            # A receipt that came early has ended the campaign; the answers are still to come.
            wait_for("the last answers", lambda: self.leases(scenario) == 0)
            states = collections.Counter()
            with Books(scenario.database) as books:
                histories = books.histories()
                for delivery in books.deliveries(campaign):
                    history = histories[delivery.id]
                    events = [event for event, _ in history]
                    if RECEIPT not in events:
                        continue
                    self.assertLess(events.index(RECEIPT), events.index(ATTEMPT), "it did not come early")
                    # What it said stands, whatever the answer and the second receipt said.
                    self.assertEqual(delivery.state, history[0][1])
                    states[delivery.state] += 1
                self.assertEqual(books.wrong_counters(campaign), [])
            self.assertGreater(states["delivered"], 0)
            self.assertGreater(states["failed"], 0)
            self.assertEqual(set(states), {"delivered", "failed"})

    def test_what_was_acknowledged_is_never_lost_while_the_service_is_killed(self):
        with Scenario(SILENT) as scenario:
            campaign = self.run_campaign(scenario, 400)
            storm = Storm(Post(scenario.port), self.accepted(scenario, "sms"))
            for _ in range(KILLS):
                before = len(storm.acknowledged)
                wait_for("receipts to be taken", lambda: len(storm.acknowledged) > before + 20)
                time.sleep(storm.dice.uniform(0, 0.2))
                scenario.kill()
                failed = storm.unanswered
                wait_for("receipts to find nobody", lambda: storm.unanswered > failed)
                scenario.start()
            acknowledged, told = storm.end()
            self.assertEqual(scenario.stop(), 0)
            with Books(scenario.database) as books:
                stored = {marker for (detail,) in books.rows(
                    "SELECT detail FROM history WHERE event = ? UNION ALL SELECT detail FROM stray_receipt", RECEIPT)
                    for marker in re.findall(r"telcoid=(\d+)", detail)}
                states = {d.reference: d.state for d in books.deliveries(campaign)}
                strays = books.number("SELECT count(*) FROM stray_receipt")
                self.assertEqual(books.integrity(), ["ok"])
                self.assertEqual(books.wrong_counters(campaign), [])
            self.assertGreater(strays, 0)
            self.assertEqual(set(acknowledged) - stored, set(), "acknowledged and lost")
            # The control: the same look misses one that nobody stored.
            self.assertEqual((set(acknowledged) | {str(told + 1)}) - stored, {str(told + 1)})
            for marker, reference in acknowledged.items():
                self.assertIn(states.get(reference, "stray"), ("delivered", "failed", "stray"), marker)
            print(f"receipts: {told} sent, {len(acknowledged)} acknowledged, {storm.unanswered} found nobody, {KILLS} "
                  f"kills, 0 lost")

    def run_campaign(self, scenario, customers, wait=True):
        scenario.start()
        scenario.authorize()
        scenario.ask("customers", "import", scenario.customers(customers))
        path, campaign = scenario.campaign(routes="\n  - send: [sms, zalo]\n")
        scenario.ask("campaign", "plan", path)
        scenario.ask("campaign", "approve", campaign)
        if wait:
            scenario.finish(campaign)
        return campaign

    def leases(self, scenario):
        with Books(scenario.database) as books:
            return books.number("SELECT count(*) FROM lease")

    def accepted(self, scenario, channel):
        return scenario.gateway(f"/ledger/references?channel={channel}").split()

    def state(self, scenario, reference):
        return scenario.ask("deliveries", "show", reference)["state"]


class Storm:
    """Tells receipts, each with a number of its own, as fast as they are taken, until it is ended."""

    def __init__(self, post, references):
        self.post = post
        self.references = references
        self.dice = random.Random(20261218)
        self.acknowledged = {}  # number: reference
        self.unanswered = 0
        self._told = 0
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._threads = [threading.Thread(target=self._tell, daemon=True) for _ in range(SENDERS)]
        for thread in self._threads:
            thread.start()

    def _tell(self):
        while not self._ending.is_set():
            with self._lock:
                self._told += 1
                marker = str(self._told)
                reference = self.dice.choice(self.references) if self.dice.random() < 0.9 else f"NOBODY{marker}"
                delivered = self.dice.random() < 0.7
            status = self.post.sms(reference, delivered, marker=marker)
            with self._lock:
                if status == 200:
                    self.acknowledged[marker] = reference
                elif status is None:
                    self.unanswered += 1
            if status is None:
                self._ending.wait(0.02)

    def end(self):
        self._ending.set()
        for thread in self._threads:
            thread.join()
        return self.acknowledged, self._told


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
