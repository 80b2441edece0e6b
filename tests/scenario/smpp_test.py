#!/usr/bin/python3
"""SMPP from the campaign to the telephone, against the stand-in's server: throttling, a link that is cut, long messages, every
way to write a receipt, and a server that misbehaves. With --long the campaign has 20,000 recipients."""

import collections
import json
import pathlib
import sys
import tempfile
import time
import unittest

from books import Books
from service import buckets_add_up, wait_for
from small_smsc import SmallSmsc
from smpp_service import SmppScenario

LONG = "--long" in sys.argv
CUSTOMERS = 20000 if LONG else 1500
WINDOW = 16
TEXT = ("{{ full_name | shorten:40 }}: cảm ơn quý khách [đã] đồng hành cùng EVN ^_^ suốt năm qua. Kính chúc quý khách và gia "
        "đình sức khỏe, bình an, hạnh phúc, an khang | thịnh vượng ~ vạn sự như ý @ $ €, hẹn gặp lại năm sau nhé quý khách!")


class Smpp(unittest.TestCase):
    def test_a_campaign_over_two_sessions_with_throttling_and_a_cut_link_reconciles_line_by_line(self):
        cut = CUSTOMERS // 2
        rules = [{"match": {"every": cut, "times": 1}, "action": {"reset_after_reading": True}},
                 {"match": {"probability": 0.1, "seed": 6}, "action": {"error": "0x58"}},
                 {"match": {}, "action": {"delay_ms": 2}}]
        with SmppScenario(f"window: {WINDOW}\nrate: 20000/s", rules) as scenario:
            begun = time.monotonic()
            campaign, finished = scenario.run(CUSTOMERS, 900)
            seconds = time.monotonic() - begun
            cuts, throttled, _ = scenario.struck()
            self.assertEqual(cuts, 1)
            self.assertGreater(throttled, CUSTOMERS // 20)
            scenario.settle_receipts()
            wait_for("the receipts to be stored", lambda: scenario.status(campaign)["channels"]["sms"]["accepted"] == 0)
            account = scenario.status(campaign)
            channel = account["channels"]["sms"]
            self.assertTrue(buckets_add_up(account))
            self.assertEqual(scenario.reconcile(campaign), {})
            # The cut session's unanswered ones, and no more. The other session's have answers.
            self.assertTrue(1 <= channel["in_doubt"] <= WINDOW, channel)
            self.assertEqual(channel["failed"], 0)
            sent = set(scenario.references())
            self.assertTrue(channel["delivered"] <= len(sent) <= channel["delivered"] + channel["in_doubt"])
            with Books(scenario.database) as books:
                # Throttling costs no attempt.
                self.assertEqual(books.number("SELECT max(attempts) FROM delivery"), 1)
            print(f"smpp: {len(sent)} messages, {throttled} throttled, {channel['in_doubt']} in doubt, {seconds:.0f} s")

    def test_long_messages_arrive_whole_and_are_delivered_once_every_part_is(self):
        for form, receipts, ids, text in (("udh", "loose", "hex_answer", "unicode"), ("sar", "text", "padded", "plain"),
                                          ("payload", "parameters", "hex_receipt", "unicode")):
            with self.subTest(form=form):
                message_ids = {"hex_answer": "answer_hex", "hex_receipt": "receipt_hex"}.get(ids, "same")
                keys = f"long_messages: {form}\nmessage_ids: {message_ids}\ntext: {text}"
                rules = [{"match": {"every": 5}, "action": {"error": "0x14"}},
                         {"match": {"every": 3}, "action": {"early_receipt": True, "duplicate_receipts": 1}}]
                options = ("--smpp-receipts", receipts, "--smpp-ids", ids, "--smpp-unknown-first")
                with SmppScenario(keys, rules, options) as scenario:
                    scenario.message(TEXT)
                    campaign, _ = scenario.run(scenario.telephones(12))
                    scenario.settle_receipts()
                    account = wait_for("every part's receipt", lambda: self.all_delivered(scenario, campaign))
                    self.assertEqual(scenario.reconcile(campaign), {})
                    deliveries = scenario.by_phone(campaign)
                    messages = json.loads(scenario.gateway("/ledger/messages?channel=sms&limit=10000"))["messages"]
                    self.assertEqual(len(messages), account["channels"]["sms"]["delivered"])
                    for message in messages:
                        shown = scenario.ask("deliveries", "show", deliveries[message["address"]].reference)
                        self.assertEqual(message["text"], shown["text"])
                        # The ids of all parts, not that of the part whose receipt came last.
                        parts = shown["provider_id"].count(",") + 1
                        self.assertTrue(parts == 1 if form == "payload" else parts > 1, shown["provider_id"])

    def test_a_part_without_its_receipt_or_with_a_bad_one_is_no_delivery(self):
        # The receipts of each second part are missing, or say that it did not arrive.
        for action, state in (({"no_receipt": True}, "accepted"), ({"failed_receipt": True}, "failed")):
            with self.subTest(state=state):
                rules = [{"match": {"every": 2}, "action": action}]
                with SmppScenario("text: plain\nsessions: 1\nwindow: 1", rules, concurrency=1) as scenario:
                    scenario.message("a" * 200)
                    campaign, _ = scenario.run(6)
                    scenario.settle_receipts()

                    def settled():
                        with Books(scenario.database) as books:
                            told = books.number("SELECT count(*) FROM history WHERE event = 1")
                            done = len(books.deliveries(campaign))
                        return told >= (done if state == "accepted" else 2 * done)
                    wait_for("the receipts to be stored", settled)
                    states = collections.Counter(d.state for d in scenario.by_phone(campaign).values())
                    self.assertEqual(set(states), {state})

    def test_a_server_that_misbehaves_costs_no_message_and_doubles_none(self):
        stories = {"0": {"error": "0x0B"}, "1": {"hang": True}, "2": {"half_answer": True}, "3": {"broken_json": True},
                   "4": {"unknown_result": True}, "5": {"omit_result": True}, "6": {"failed_receipt": True},
                   "7": {"error": "0x400"}, "8": {"error": "0x08", "delay_ms": 50}}
        rules = [{"match": {"address_suffix": digit, **({"times": 2} if digit in "23" else {}),
                            **({"first_tries": 1} if digit in "78" else {})}, "action": action}
                 for digit, action in stories.items()]
        keys = "timeout: 2s\nstatuses: {\"0x400\": {class: throttled, reason: throttled}}\nwindow: 4"
        options = ("--smpp-enquire", "200", "--smpp-unbind-after", "37")
        with SmppScenario(keys, rules, options) as scenario:
            campaign, _ = scenario.run(scenario.telephones(120))
            scenario.settle_receipts()
            self.assertEqual(scenario.reconcile(campaign), {})
            states = collections.defaultdict(collections.Counter)
            for phone, delivery in scenario.by_phone(campaign).items():
                states[phone[-1]][delivery.state] += 1
            self.assertEqual(set(states["0"]), {"failed"})
            self.assertEqual(set(states["1"]), {"in_doubt"})
            self.assertGreater(states["2"]["in_doubt"] + states["3"]["in_doubt"], 0)
            # A link that breaks takes the answers with it that were on their way: those alone are in doubt.
            for digit in "4789":
                self.assertLessEqual(set(states[digit]), {"delivered", "accepted", "in_doubt"})
                self.assertGreater(states[digit]["delivered"], 0)
            self.assertLessEqual(set(states["6"]), {"failed", "in_doubt"})
            self.assertLessEqual(set(states["5"]), {"accepted", "in_doubt"})

    def test_an_answer_that_comes_too_late_settles_the_doubt_and_its_receipt_is_heard(self):
        rules = [{"match": {"address_suffix": "1"}, "action": {"delay_ms": 9000}},
                 {"match": {"address_suffix": "2"}, "action": {"delay_ms": 9000, "error": "0x0B"}},
                 {"match": {"address_suffix": "3"}, "action": {"delay_ms": 9000, "error": "0x0A"}}]
        with SmppScenario("timeout: 3s\nwindow: 64\nsessions: 1", rules) as scenario:
            campaign = scenario.begin(scenario.telephones(20))

            def told(digit):
                """How often each of these was given up, and what it is now."""
                with Books(scenario.database) as books:
                    return [(d.state, books.number("SELECT count(*) FROM history WHERE delivery_id = ? AND "
                                                   "detail LIKE '%did not answer in time%'", d.id))
                            for phone, d in scenario.by_phone(campaign).items() if phone.endswith(digit)]
            wait_for("those that were taken", lambda: told("1") == 2 * [("delivered", 1)])
            wait_for("those that were refused", lambda: told("2") == 2 * [("failed", 1)])
            # That the sender is unknown is no word about these two.
            self.assertEqual(told("3"), 2 * [("in_doubt", 1)])
            wait_for("the others", lambda: scenario.status(campaign)["channels"]["sms"]["delivered"] >= 14)
            self.assertTrue(buckets_add_up(scenario.status(campaign)))
            self.assertEqual(scenario.reconcile(campaign), {})

    def test_an_account_that_is_refused_stops_the_channel_and_is_not_hammered(self):
        with SmppScenario("password: wrong", options=("--smpp-password", "testpw")) as scenario:
            campaign = scenario.begin(20)

            def stopped():
                row = scenario.ask("channels", "list")["channels"][0]
                return row if row["state"] == "stopped" else None
            row = wait_for("the channel to stop", stopped)
            self.assertEqual(row["reason"], "not_authorized")
            wait_for("the log to tell it", lambda: "0x0000000e" in scenario.log())
            account = scenario.status(campaign)
            self.assertEqual(account["recipients"]["pending"], account["channels"]["sms"]["queued"])
            self.assertEqual(scenario.references(), [])

    def test_a_stop_waits_for_the_answers_and_leaves_nothing_in_doubt(self):
        rules = [{"match": {}, "action": {"delay_ms": 100}}]
        with SmppScenario("rate: 500/s", rules) as scenario:
            campaign = scenario.begin(1000)
            wait_for("messages to leave", lambda: len(scenario.references()) > 20)
            self.assertEqual(scenario.stop(), 0)
            scenario.start()
            self.assertEqual(scenario.status(campaign)["recipients"]["in_doubt"], 0)
            scenario.finish(campaign)
            self.assertEqual(scenario.reconcile(campaign), {})

    def test_tls_reaches_a_server_whose_certificate_is_trusted_and_no_other(self):
        with tempfile.TemporaryDirectory(prefix="triand-tls-") as folder, SmallSmsc(pathlib.Path(folder)) as smsc:
            trusted = f"receipts: none\nca_file: {smsc.certificate}"
            with SmppScenario(trusted, server=f"smpps://localhost:{smsc.port}") as scenario:
                _, finished = scenario.run(scenario.telephones(20))
                self.assertEqual(finished["channels"]["sms"]["accepted"], 20)
                self.assertTrue(all(b"EVNNPC" in body and b"028+" in body for body in smsc.bodies))
            taken, before = len(smsc.bodies), smsc.connections
            for keys, host in (("receipts: none", "localhost"), (trusted, "127.0.0.1")):
                with SmppScenario(keys, server=f"smpps://{host}:{smsc.port}") as scenario:
                    scenario.begin(scenario.telephones(20))
                    wait_for("attempts", lambda: smsc.connections > before + 3)
                    self.assertEqual(len(smsc.bodies), taken, "given to a server that cannot prove itself")
                before = smsc.connections

    def all_delivered(self, scenario, campaign):
        account = scenario.status(campaign)
        channel = account["channels"]["sms"]
        others = sum(n for state, n in channel.items() if state != "delivered")
        return account if others == 0 and channel["delivered"] > 0 else None


if __name__ == "__main__":
    sys.exit(unittest.main(argv=[a for a in sys.argv if a != "--long"], verbosity=2))
