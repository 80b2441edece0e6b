#!/usr/bin/python3
"""Zalo from end to end: tokens that run out, get lost and are caught by a kill; quotas; templates; events; codes by telephone.

--long: the campaign of 20,000 through its tokens."""

import collections
import datetime
import json
import os
import shutil
import sqlite3
import stat
import sys
import time
import unittest

from books import Books
from fake_clock import FakeClock, library
from service import ZONE, Scenario, buckets_add_up, wait_for

LONG = "--long" in sys.argv
if LONG:
    sys.argv.remove("--long")
CUSTOMERS = 20_000 if LONG else 1_200
RATE = 400 if LONG else 60
LIFE = 4  # seconds of an access token
ZALO_OR_SMS = "\n  - send: [zalo | sms]\n"
ZALO = "\n  - send: [zalo]\n"
TEMPLATE = "330875:customer_name=30,customer_code=30,unit_name=90,year=4"


class Zalo(Scenario):
    """A scenario with words for what a test does to Zalo."""

    def __init__(self, *arguments, zalo="", **options):
        super().__init__(*arguments, **options)
        if zalo:
            text = self.config.read_text()
            self.config.write_text(text.replace("    price: 200\n", "    price: 200\n" + zalo))

    def set(self, **settings):
        self.gateway("/standin/zalo/settings", "POST", json.dumps(settings).encode())

    def event(self, content, **how):
        self.gateway("/standin/zalo/event", "POST", json.dumps({"event": content, **how}).encode())

    def rotations(self):
        return json.loads(self.gateway("/standin/zalo/token"))["rotations"]

    def channel(self):
        return self.ask("channels", "show", "zalo")

    def list(self, rows):
        """Customers with these telephones, and whatever else a row says."""
        path = self.folder / "list.csv"
        lines = ["customer_code,full_name,phone,unit,segment"]
        for number, (phone, name) in enumerate(rows):
            lines.append(f"PA05{100_000_000 + number},{name},{phone},PA05,household")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def code(self, number):
        return f"PA05{100_000_000 + number}"

    def plan(self, customers, routes=ZALO_OR_SMS, more="", approve=True, exit=0):
        self.ask("customers", "import", customers)
        path, campaign = self.campaign(routes=routes, more=more)
        planned = self.ask("campaign", "plan", path, exit=exit)
        if approve and exit == 0:
            self.ask("campaign", "approve", campaign)
        return campaign, planned

    def deliveries(self, number):
        return {d["channel"]: d for d in self.ask("customers", "show", self.code(number))["deliveries"]}

    def begin(self):
        self.start()
        self.authorize()


class Tokens(unittest.TestCase):
    def test_a_campaign_through_tokens_that_run_out_get_lost_and_meet_a_kill(self):
        with Zalo(zalo=f"    rate: {RATE}/s\n") as scenario:
            scenario.set(access_token_seconds=LIFE)
            scenario.begin()
            # The pair that was just given lasts as long as it does by Zalo's word, which says nothing of it: the first
            # message after its end finds out.
            campaign, _ = scenario.plan(scenario.customers(CUSTOMERS), routes=ZALO)
            wait_for("two renewals", lambda: scenario.rotations() >= 2)
            self.assertGreater(scenario.status(campaign)["channels"]["zalo"]["queued"], 0)

            # An answer is lost behind the rotation: the old pair is dead, and the new one nobody has.
            scenario.put_rules([{"match": {"channel": "oauth", "times": 1}, "action": {"reset_after_reading": True}}])
            wait_for("the channel to stop", lambda: scenario.channel()["reason"] == "not_authorized", 60)
            self.assertEqual(scenario.struck(), [1])
            trouble = scenario.channel()["trouble"]
            self.assertIn("an earlier answer was lost", trouble)
            self.assertIn("channels authorize", trouble)
            wait_for("the log", lambda: "channel_trouble" in scenario.log())
            self.assertTrue(any("renewed" in item["what"] for item in scenario.ask("status")["attention"]))
            sent = len(scenario.references())
            kept = scenario.status(campaign)
            self.assertGreater(kept["channels"]["zalo"]["queued"], 0)
            self.assertEqual(kept["channels"]["zalo"]["failed"], 0)
            self.assertTrue(buckets_add_up(kept))
            # It stays so over a restart, without another try.
            rotations = scenario.rotations()
            self.assertEqual(scenario.stop(), 0)
            scenario.start()
            self.assertEqual(scenario.channel()["reason"], "not_authorized")
            self.assertEqual((len(scenario.references()), scenario.rotations()), (sent, rotations))
            # A human brings a new pair while it runs.
            scenario.put_rules([])
            scenario.authorize()
            wait_for("messages again", lambda: len(scenario.references()) > sent)

            # A kill between receiving a pair and using it.
            before = scenario.rotations()
            deadline = time.monotonic() + 60
            while scenario.rotations() == before:
                self.assertLess(time.monotonic(), deadline)
            scenario.kill()
            self.assertGreater(scenario.rotations(), before)
            scenario.start()
            newest = json.loads(scenario.gateway("/standin/zalo/token"))["access_token"]
            with Books(scenario.database) as books:
                on_disk = newest in books.rows("SELECT value FROM channel_value WHERE key = 'tokens'")[0][0]
            if not on_disk:
                # It died before the pair was on disk: Zalo says so, and a human is needed, as after a lost answer.
                wait_for("the channel to stop", lambda: scenario.channel()["reason"] == "not_authorized")
                scenario.authorize()
            done = scenario.finish(campaign, 300)
            scenario.settle_receipts()
            references = scenario.gateway("/ledger/references?channel=zalo").split()
            self.assertEqual(len(references), len(set(references)), "a reference twice")
            self.assertTrue(buckets_add_up(done))
            with Books(scenario.database) as books:
                self.assertEqual(books.wrong_counters(campaign), [])
                doubts = [d for d in books.deliveries(campaign) if d.state == "in_doubt"]
            self.assertLessEqual(len(doubts), 32)
            states = scenario.status(campaign)["channels"]["zalo"]
            self.assertEqual(states["queued"] + states["sending"] + states["failed"] + states["expired"], 0, states)
            self.assertEqual(states["accepted"] + states["delivered"] + states["in_doubt"],
                             done["recipients"]["total"] - done["recipients"]["duplicate"]
                             - done["recipients"]["unreached"] - done["recipients"]["suppressed"])
            self.keeps_its_secrets(scenario)
            print(f"tokens: {len(references)} messages, {scenario.rotations()} renewals, one answer lost, one kill with the "
                  f"new pair {'on disk' if on_disk else 'lost'}, {len(doubts)} in doubt, 0 twice")

    def test_a_kill_behind_the_commit_of_a_pair_needs_nobody(self):
        with Zalo(zalo=f"    rate: {RATE}/s\n") as scenario:
            scenario.set(access_token_seconds=LIFE)
            scenario.begin()
            given = self.kept_pair(scenario)["generation"]
            campaign, _ = scenario.plan(scenario.customers(CUSTOMERS // 3), routes=ZALO)
            deadline = time.monotonic() + 60
            while self.kept_pair(scenario)["generation"] == given:
                self.assertLess(time.monotonic(), deadline, "no new pair has come to the disk")
            scenario.kill()
            rotations = scenario.rotations()
            self.assertGreater(rotations, 0)
            with Books(scenario.database) as books:
                value, = books.rows("SELECT value FROM channel_value WHERE key = 'tokens'")[0]
            newest = json.loads(scenario.gateway("/standin/zalo/token"))
            self.assertEqual(json.loads(value)["refresh_token"], newest["refresh_token"], "the newest pair is on disk")
            sent = len(scenario.references())
            scenario.start()
            # Nobody brings a pair: what is on disk sends, and buys the next one.
            wait_for("messages again", lambda: len(scenario.references()) > sent)
            done = scenario.finish(campaign, 120)
            self.assertTrue(buckets_add_up(done))
            self.assertEqual(scenario.channel()["trouble"], "")
            self.assertNotIn("channel_trouble", scenario.log())
            references = scenario.gateway("/ledger/references?channel=zalo").split()
            self.assertEqual(len(references), len(set(references)), "a reference twice")
            print(f"tokens: a kill behind the commit of pair {rotations + 1}, {len(references)} messages, nobody asked")

    def kept_pair(self, scenario):
        """The pair as it is on the disk of the running service."""
        database = sqlite3.connect(f"file:{scenario.database}?mode=ro", uri=True, timeout=10)
        try:
            return json.loads(database.execute("SELECT value FROM channel_value WHERE key = 'tokens'").fetchone()[0])
        finally:
            database.close()

    def keeps_its_secrets(self, scenario):
        self.assertNotIn("standin-access", scenario.log())
        self.assertNotIn("standin-refresh", scenario.log())
        for path in scenario.folder.glob("triand.db*"):
            if path.is_file():
                self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600, path)


class Quota(unittest.TestCase):
    @unittest.skipUnless(library(), "the package faketime is missing")
    def test_the_days_messages_go_on_at_midnight_in_viet_nam(self):
        with Zalo(zalo="    over_quota: wait\n") as scenario:
            evening = datetime.datetime.combine(datetime.datetime.now(ZONE).date(), datetime.time(23, 40))
            clock = FakeClock(scenario, evening)
            self.follow(scenario, clock)
            scenario.set(daily_quota=60)
            scenario.begin()
            rows = [(f"098{7_000_000 + number}", "Nguyễn Văn An") for number in range(100)]
            campaign, planned = scenario.plan(scenario.list(rows), routes=ZALO)
            # Planning knows it: 60 today, the rest tomorrow.
            self.assertTrue(planned["forecast"]["fits"])
            self.assertIn((evening + datetime.timedelta(days=1)).date().isoformat(), planned["forecast"]["finishes_at"])
            hold = wait_for("the quota's end", lambda: next(
                (hold for hold in scenario.status(campaign)["holds"] if hold["reason"] == "daily_quota"), None))
            midnight = (evening + datetime.timedelta(days=1)).date().isoformat() + "T00:00:00"
            self.assertTrue(hold["until"].startswith(midnight), hold)
            self.assertEqual(len(scenario.references()), 60)
            quota = scenario.channel()["quota"]
            self.assertEqual((quota["limit"], quota["left"]), (60, 0))
            clock.set(evening + datetime.timedelta(minutes=20, seconds=5))
            self.follow(scenario, clock)
            done = scenario.finish(campaign)
            self.assertEqual(len(scenario.references()), 100)
            self.assertEqual(scenario.channel()["quota"]["left"], 20)
            self.assertTrue(buckets_add_up(done))

    def follow(self, scenario, clock):
        scenario.set(clock_offset_seconds=clock._steps[-1][1])

    def test_what_the_quota_leaves_no_day_for_goes_by_sms_where_that_is_wanted(self):
        with Zalo(zalo="    over_quota: fallback\n") as scenario:
            scenario.set(daily_quota=30)
            scenario.begin()
            rows = [(f"098{7_000_000 + number}", "Nguyễn Văn An") for number in range(100)]
            self.assertTrue(wait_for("the quota", lambda: scenario.channel()["quota"]))
            # The window ends tomorrow: 30 today, 30 tomorrow, 40 by SMS.
            scenario.ask("customers", "import", scenario.list(rows))
            path, campaign = scenario.campaign(routes=ZALO_OR_SMS, days=1)
            scenario.ask("campaign", "plan", path)
            scenario.ask("campaign", "approve", campaign, "--accept-shortfall")
            wait_for("the spill", lambda: scenario.status(campaign)["channels"].get("sms", {}).get("delivered") == 40)
            wait_for("the hold", lambda: any(h["reason"] == "daily_quota" for h in scenario.status(campaign)["holds"]))
            states = scenario.status(campaign)["channels"]["zalo"]
            self.assertEqual((states["queued"], states["failed"]), (30, 40))
            self.assertEqual(len(scenario.gateway("/ledger/references?channel=zalo").split()), 30)
            self.assertTrue(buckets_add_up(scenario.status(campaign)))


class Answers(unittest.TestCase):
    CODES = {118: ("failed", "not_a_zalo_user", True), 114: ("failed", "unreachable", True),
             139: ("failed", "opted_out", False), 141: ("failed", "opted_out", False),
             140: ("failed", "refused", True), 1121: ("failed", "content_rejected", True),
             100: ("failed", "retries_exhausted", True), 1471: ("failed", "refused", True)}

    def test_each_telephones_code_does_what_the_table_says(self):
        for after_refusal in ("", "after_refusal: next_channel\n"):
            with Zalo() as scenario:
                scenario.begin()
                codes = list(self.CODES)
                rows = [(f"090000{code:04d}", "Nguyễn Văn An") for code in codes] + [("0987000001", "Trần Thị Bình")]
                campaign, _ = scenario.plan(scenario.list(rows), more=after_refusal)
                scenario.finish(campaign)
                scenario.settle_receipts()
                for number, code in enumerate(codes):
                    state, reason, goes_on = self.CODES[code]
                    deliveries = scenario.deliveries(number)
                    self.assertEqual((deliveries["zalo"]["state"], deliveries["zalo"]["reason"]), (state, reason), code)
                    self.assertEqual("sms" in deliveries, goes_on or bool(after_refusal), code)
                    shown = scenario.ask("deliveries", "show", deliveries["zalo"]["reference"])
                    self.assertEqual(shown["history"][-1]["code"], f"-{code}")
                self.assertEqual(scenario.deliveries(len(codes))["zalo"]["state"], "delivered")
                self.assertTrue(buckets_add_up(scenario.status(campaign)))

    def test_a_code_that_nobody_knows_is_told_and_left_to_a_person(self):
        rules = [{"match": {"channel": "zalo", "address_suffix": "0001"}, "action": {"error": "-7777"}}]
        with Zalo(rules) as scenario:
            scenario.begin()
            campaign, _ = scenario.plan(scenario.list([("0987000001", "An"), ("0987000002", "Bình")]))
            wait_for("the doubt", lambda: scenario.status(campaign)["recipients"]["in_doubt"] == 1)
            self.assertEqual(scenario.struck(), [3])
            delivery = scenario.deliveries(0)["zalo"]
            self.assertEqual((delivery["state"], delivery["reason"]), ("in_doubt", "unknown_answer"))
            self.assertIn("-7777", scenario.channel()["trouble"])
            wait_for("the log to tell it", lambda: "-7777" in scenario.log())

    def test_a_template_that_could_not_be_asked_for_is_asked_for_before_the_approval(self):
        with Zalo() as scenario:
            scenario.start()
            campaign, _ = scenario.plan(scenario.list([("0987000001", "An"), ("0987000002", "Bình")]), approve=False)
            refused = scenario.ask("campaign", "approve", campaign, exit=8)
            self.assertEqual(refused["error"], "unchecked-template")
            self.assertIn("330875 could not be asked for", refused["message"])
            self.assertEqual(scenario.status(campaign)["state"], "planned")
            # The message gives nothing of what the template now requires.
            scenario.authorize()
            scenario.set(templates=[{"template": TEMPLATE + ",code_of_honour=9"}])
            self.assertIn("code_of_honour", scenario.ask("campaign", "approve", campaign, exit=8)["message"])
            scenario.set(templates=[{"template": TEMPLATE}])
            scenario.ask("campaign", "approve", campaign)
            with Books(scenario.database) as books:
                kept = books.rows("SELECT part, text FROM campaign_message WHERE language = '(template)'")
            self.assertEqual([part for part, _ in kept], ["330875"])
            self.assertIn("customer_code", kept[0][1])
            scenario.finish(campaign)
            self.assertEqual(scenario.status(campaign)["channels"]["zalo"]["failed"], 0)

    def test_the_event_that_comes_before_the_answer(self):
        rules = [{"match": {"channel": "zalo"}, "action": {"early_receipt": True, "duplicate_receipts": 2, "delay_ms": 100}}]
        with Zalo(rules) as scenario:
            scenario.begin()
            campaign, _ = scenario.plan(scenario.customers(60), routes=ZALO)
            done = scenario.finish(campaign)
            scenario.settle_receipts()
            self.assertEqual(scenario.status(campaign)["channels"]["zalo"]["accepted"], 0)
            self.assertGreater(done["recipients"]["reached"] + done["recipients"]["sent"], 30)
            with Books(scenario.database) as books:
                for history in books.histories().values():
                    events = [event for event, _ in history]
                    # Delivered before the answer was in, and told once however often it was said.
                    self.assertEqual(collections.Counter(events)[1], len({e for e in events if e == 1}), events)
                    self.assertEqual(events[0], 1, events)

    def send_unheard(self, scenario, routes):
        """Twenty messages, two of which do not arrive. The events go to a door that nobody opens; Zalo knows."""
        scenario.put_rules([{"match": {"channel": "zalo", "address_suffix": "1"}, "action": {"no_receipt": True}}])
        scenario.begin()
        scenario.gateway("/standin/zalo/webhook", "POST",
                         json.dumps({"url": f"http://127.0.0.1:{scenario.port}/webhooks/nobody"}).encode())
        scenario.set(retry_scale=100)
        rows = [(f"098{7_000_000 + number}", "An") for number in range(20)]
        campaign, _ = scenario.plan(scenario.list(rows), routes=routes)
        return campaign

    def test_without_an_event_zalo_is_asked_before_somebody_else_is_written_to(self):
        with Zalo(zalo="    receipt_timeout: 3s\n") as scenario:
            campaign = self.send_unheard(scenario, ZALO_OR_SMS)
            scenario.finish(campaign)
            wait_for("all to be settled", lambda: scenario.status(campaign)["channels"]["zalo"]["accepted"] == 0, 90)
            states = scenario.status(campaign)["channels"]
            self.assertEqual((states["zalo"]["delivered"], states["zalo"]["failed"]), (18, 2))
            wait_for("the SMS", lambda: scenario.status(campaign)["channels"]["sms"]["delivered"] == 2)
            self.assertEqual(scenario.deliveries(1)["zalo"]["reason"], "no_receipt")
            self.assertEqual(set(scenario.deliveries(2)), {"zalo"})

    def test_without_an_event_zalo_is_asked_also_where_nothing_takes_over(self):
        with Zalo(zalo="    receipt_timeout: 3s\n") as scenario:
            campaign = self.send_unheard(scenario, ZALO)
            wait_for("what Zalo knows", lambda: scenario.status(campaign)["channels"]["zalo"]["delivered"] == 18, 90)
            states = scenario.status(campaign)["channels"]["zalo"]
            self.assertEqual((states["accepted"], states["failed"]), (2, 0))

    @unittest.skipUnless(library(), "the package faketime is missing")
    def test_without_an_event_zalo_is_asked_also_about_a_campaign_whose_window_has_closed(self):
        with Zalo(zalo="    receipt_timeout: 60s\n") as scenario:
            today = datetime.datetime.combine(datetime.datetime.now(ZONE).date(), datetime.time())
            closes = today + datetime.timedelta(days=4)
            clock = FakeClock(scenario, today - datetime.timedelta(hours=2))
            campaign = self.send_unheard(scenario, ZALO)
            # All of it leaves in the window's last half minute.
            clock.set(closes - datetime.timedelta(seconds=35))
            wait_for("all to be sent", lambda: scenario.status(campaign)["state"] == "finished")
            states = scenario.status(campaign)["channels"]["zalo"]
            self.assertEqual((states["accepted"], states["delivered"]), (20, 0), "nobody was asked so far")
            clock.set(closes + datetime.timedelta(seconds=1))
            # The campaigns are read anew: this one goes on no more.
            scenario.ask("channels", "pause", "zalo")
            scenario.ask("channels", "resume", "zalo")
            wait_for("what Zalo knows", lambda: scenario.status(campaign)["channels"]["zalo"]["delivered"] == 18, 120)
            self.assertEqual(scenario.status(campaign)["channels"]["zalo"]["accepted"], 2)
            self.assertEqual(scenario.stop(), 0)


class Events(unittest.TestCase):
    def test_what_customers_and_zalo_say(self):
        with Zalo(zalo="    rate: 4/s\n") as scenario:
            # What is refused is told again much later only.
            scenario.set(retry_scale=1000)
            scenario.begin()
            campaign, _ = scenario.plan(scenario.customers(400), routes=ZALO)
            reference = wait_for("a message", scenario.references)[0]
            rating = {"event_name": "user_feedback", "oa_id": "2",
                      "message": {"note": "Tôi rất hài lòng.", "rate": 5, "submit_time": "1616673095659", "msg_id": "m",
                                  "feedbacks": ["nhanh"], "tracking_id": reference}}
            scenario.event(rating, copies=3)
            for how in ({"signature": "bad"}, {"signature": "missing"}, {"signature": "hmac"}, {"tampered": True}):
                forged = json.loads(json.dumps(rating))
                forged["message"]["submit_time"] = "1616673095660"
                scenario.event(forged, **how)
            # The chat's event of the same name settles nothing.
            scenario.event({"event_name": "user_received_message", "message": {"msg_id": "x"}}, server="OA OpenAPI")
            delivery = scenario.ask("deliveries", "show", reference)
            self.assertEqual([(said["kind"], said["rate"], said["answers"]) for said in delivery["feedback"]],
                             [("rating", 5, ["nhanh"])])
            customer = scenario.ask("customers", "show", delivery["customer_code"])
            self.assertEqual(customer["feedback"][0]["reference"], reference)
            self.assertEqual(scenario.ask("status")["service"]["receipts_refused"], 4)
            # A smaller quota: by the event, and by every answer from then on.
            scenario.set(daily_quota=5000)
            scenario.event({"event_name": "change_oa_daily_quota", "oaId": "2",
                            "quota": {"prev_value": "10000000", "new_value": "5000"}})
            wait_for("the smaller quota", lambda: scenario.channel()["quota"]["limit"] == 5000)
            # A template that Zalo disables stops its campaign at once, and another template's does not.
            scenario.event({"event_name": "change_template_quality", "oa_id": "2", "template_id": "1", "quality": "LOW",
                            "app_id": None})
            self.assertEqual(scenario.status(campaign)["pauses"], [])
            scenario.event({"event_name": "change_template_status", "oa_id": "2", "template_id": "330875",
                            "status": {"prev_status": "ENABLE", "new_status": "DISABLE"}, "reason": "quality"})
            wait_for("the stop", lambda: any(
                hold["reason"] == "template_stopped" for hold in scenario.status(campaign)["holds"]))
            wait_for("the last ones", lambda: scenario.status(campaign)["channels"]["zalo"]["sending"] == 0)
            sent = len(scenario.references())
            self.assertGreater(scenario.status(campaign)["channels"]["zalo"]["queued"], 0)
            scenario.ask("campaign", "resume", campaign, "--channel", "zalo")
            wait_for("messages again", lambda: len(scenario.references()) > sent)


class Templates(unittest.TestCase):
    LONG_NAME = "Công ty trách nhiệm hữu hạn một thành viên Thương mại và Dịch vụ"

    def test_planning_checks_what_the_template_takes(self):
        with Zalo(standin_options=["--zalo-template", TEMPLATE, "--zalo-template", "330876:customer_name=200"]) as scenario:
            templates = scenario.folder / "templates"
            (templates / "tri-an").mkdir(parents=True)
            for name in ("sms.txt", "zalo.yaml"):
                source = scenario.config.read_text().split("templates: ")[1].splitlines()[0]
                shutil.copy(f"{source}/tri-an/{name}", templates / "tri-an" / name)
            scenario.config.write_text(scenario.config.read_text().replace(f"templates: {source}", f"templates: {templates}"))
            scenario.begin()
            customers = scenario.list([("0987000001", "An"), ("0987000002", self.LONG_NAME)])
            base = ("template_id: \"330875\"\ndata:\n  customer_name: '{{ full_name }}'\n  customer_code: '{{ customer_code }}'\n"
                    "  unit_name: '{{ unit_name }}'\n  year: '{{ year }}'\n")
            file = templates / "tri-an" / "zalo.yaml"

            def plan(text, exit=0):
                file.write_text(text, encoding="utf-8")
                return scenario.plan(customers, approve=False, exit=exit)

            missing = plan(base.replace("  year: '{{ year }}'\n", ""), exit=2)[1]
            self.assertIn(f"{file}:2: data: template 330875 requires the parameter year", missing["message"])
            unknown = plan(base.replace("330875", "999999"), exit=2)[1]
            self.assertIn(f"{file}:1: template_id: the gateway has no template 999999", unknown["message"])
            # Too long: by the other channel, shortened, or with the other template; each is said.
            campaign, planned = plan(base)
            self.assertEqual(planned["plan"]["channels"]["zalo"]["template"]["other_channel"], 1)
            self.assertEqual(planned["channels"]["sms"]["queued"], 1)
            _, planned = plan(base + "too_long: shorten\n")
            self.assertEqual(planned["plan"]["channels"]["zalo"]["template"]["shortened"], 1)
            preview = scenario.ask("campaign", "preview", campaign, "--customer", scenario.code(1), "--channel", "zalo")
            self.assertIn("customer_name: Công ty trách nhiệm hữu hạn…", preview["messages"][0]["text"])
            _, planned = plan(base + "other_template:\n  template_id: \"330876\"\n  data: {customer_name: '{{ full_name }}'}\n")
            self.assertEqual(planned["plan"]["channels"]["zalo"]["template"]["other_template"], 1)
            scenario.ask("campaign", "approve", campaign)
            scenario.finish(campaign)
            self.assertEqual(set(scenario.deliveries(1)), {"zalo"})
            # What is sent is what was planned, though the service forgot it meanwhile.
            self.assertIn("template 330876", scenario.ask("deliveries", "show", scenario.deliveries(1)["zalo"]["reference"])["text"])

    def test_development_mode_reaches_administrators_only(self):
        with Zalo(zalo="    development: true\n", standin_options=["--zalo-administrator", "84987000001"]) as scenario:
            scenario.begin()
            campaign, _ = scenario.plan(scenario.list([("0987000001", "An"), ("0987000002", "Bình")]))
            wait_for("the administrator's", lambda: scenario.deliveries(0)["zalo"]["state"] == "delivered")
            wait_for("the refusal", lambda: any(
                hold["reason"] == "template_stopped" for hold in scenario.status(campaign)["holds"]))
            self.assertIn("development mode", scenario.channel()["trouble"])
            self.assertEqual(len(scenario.references()), 1)


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
