#!/usr/bin/python3
"""A customer portal: notices are pushed signed and in batches, taken back when a customer must not have them, and read again
by cursor. Every request is verified with the reference implementation of Standard Webhooks."""

import collections
import http.server
import json
import re
import subprocess
import sys
import threading
import time
import unittest
import urllib.error
import urllib.request

from books import Books, Reconciliation, ledger_of
from npm_peer import npm_peer
from service import Scenario, wait_for

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
FORMER = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
TOKEN = "feed-token-of-the-portal"
CONCURRENCY = 64


class Recorder:
    """Stands before the stand-in and keeps every request as it came."""

    def __init__(self):
        self.requests = []
        self.target = None
        recorder = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                recorder.requests.append((dict(self.headers.items()), body))
                forward = urllib.request.Request(recorder.target + self.path, data=body, headers=dict(self.headers.items()))
                try:
                    with urllib.request.urlopen(forward, timeout=30) as answer:
                        status, reply = answer.status, answer.read()
                except urllib.error.HTTPError as error:
                    status, reply = error.code, error.read()
                except OSError:
                    # What the portal does to its connection happens to ours.
                    self.close_connection = True
                    return
                try:
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(reply)))
                    self.end_headers()
                    self.wfile.write(reply)
                except OSError:  # the service was stopped or killed meanwhile
                    self.close_connection = True

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def verify(self, secret):
        """What the reference implementation says of each request: (ok, error)."""
        lines = [json.dumps({"secret": secret, "headers": {k.lower(): v for k, v in headers.items()}, "body": body.decode()})
                 for headers, body in self.requests]
        folder = npm_peer("standardwebhooks")
        done = subprocess.run(["node", "verify.mjs"], cwd=folder, input="\n".join(lines) + "\n", text=True,
                              capture_output=True, check=True, timeout=60)
        return [json.loads(line) for line in done.stdout.splitlines()]


class Portal(Scenario):
    """A service whose channel `website` pushes to the stand-in, past the recorder."""

    def __init__(self, rules=(), secret=SECRET, portal_secret=SECRET):
        self.recorder = Recorder()
        super().__init__(rules, ("--website-secret", portal_secret, "--website-webhook",
                                 "http://127.0.0.1:{port}/webhooks/website"))
        self.recorder.target = self.url
        self.config.write_text(self.default_config(f"""  website:
    kind: website
    endpoint: {self.recorder.url}
    signing_secret: "{secret}"
    feed_token: {TOKEN}
    concurrency: {CONCURRENCY}
    timeout: 3s
    retry: {{attempts: 6, first: 200ms, factor: 2, max: 1s}}
  email:
    kind: email
    server: smtp://127.0.0.1:{self.ports['smtp']}
    starttls: off
    from: "EVNNPC <cskh@npc.example>"
    receipts: none
"""))

    def __exit__(self, failed, *rest):
        super().__exit__(failed, *rest)
        self.recorder.close()

    def begin(self, customers, routes="\n  - send: [website]\n", more=""):
        self.start()
        self.ask("customers", "import", self.customers(customers, 7, "--faults", "0"))
        path, campaign = self.campaign(routes=routes, more=more)
        path.write_text(re.sub(r"messages: .*", "messages: {website: tri-an/website.txt, email: tri-an/email}",
                               path.read_text()))
        self.ask("campaign", "plan", path)
        self.ask("campaign", "approve", campaign)
        return campaign

    def kept(self):
        return {n["notice_id"]: n for n in json.loads(self.gateway("/standin/notices"))}

    def feed(self, after=0, limit=500, token=TOKEN, headers=None):
        """(status, document, headers)"""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/v1/notices?after={after}&limit={limit}",
                                         headers={"Authorization": f"Bearer {token}", **(headers or {})})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read()), answer.headers
        except urllib.error.HTTPError as error:
            if error.code == 429:
                time.sleep(float(error.headers["Retry-After"]))
                return self.feed(after, limit, token, headers)
            body = error.read()
            return error.code, json.loads(body) if body else {}, error.headers

    def whole_feed(self, limit=500, meanwhile=lambda: None, after=0):
        """What is behind the cursor, and where it ends; `meanwhile` is done between two pages."""
        items = []
        while True:
            status, document, _ = self.feed(after, limit)
            assert status == 200, document
            items += document["items"]
            after = document["next"]
            if not document["more"]:
                return items, after
            meanwhile()

    def reconcile(self, test, campaign):
        with Books(self.database) as books:
            found = Reconciliation(books, campaign, ledger_of(self, ["website", "email"]))
            test.assertEqual(found.faults(), {})
            test.assertEqual(books.wrong_counters(campaign), [])


class Website(unittest.TestCase):
    def test_notices_are_pushed_seen_withdrawn_and_read_again(self):
        with Portal() as scenario:
            campaign = scenario.begin(150)
            finished = scenario.finish(campaign)
            total = sum(finished["channels"]["website"].values())
            scenario.settle_receipts()
            wait_for("what was seen", lambda: scenario.status(campaign)["channels"]["website"]["delivered"] == total)
            scenario.reconcile(self, campaign)

            verdicts = scenario.recorder.verify(SECRET)
            self.assertTrue(verdicts)
            self.assertTrue(all(v["ok"] for v in verdicts), verdicts)
            # The negative control: the same requests under another key.
            self.assertFalse(any(v["ok"] for v in scenario.recorder.verify(FORMER)))
            batches = [json.loads(body)["data"]["notices"] for _, body in scenario.recorder.requests]
            self.assertGreater(max(map(len, batches)), 5, "nothing went together")
            self.assertTrue(all(len(body) <= 20 * 1024 for _, body in scenario.recorder.requests))

            kept = scenario.kept()
            self.assertEqual(len(kept), total)
            one = next(iter(kept.values()))
            shown = scenario.ask("deliveries", "show", one["notice_id"])
            self.assertEqual((shown["subject"], shown["text"]), (one["title"], one["body"]))
            self.check_feed(scenario, kept)
            self.check_withdrawals(scenario, kept)
            self.assertEqual(scenario.stop(), 0)

    def check_feed(self, scenario, kept):
        items, cursor = scenario.whole_feed(limit=40)
        self.assertEqual(len(items), len(kept))
        for item in items:
            same = kept[item["notice_id"]]
            self.assertEqual((item["title"], item["body"], item["version"], item["customer_code"]),
                             (same["title"], same["body"], same["version"], same["customer_code"]))
            self.assertEqual(item["event"], "notice.published")
        status, document, headers = scenario.feed(cursor)
        self.assertEqual((status, document["items"], document["more"]), (200, [], False))
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertEqual(scenario.feed(cursor, headers={"If-None-Match": headers["ETag"]})[0], 304)
        for token in ("", "wrong", TOKEN + "x", TOKEN[:-1]):
            self.assertEqual(scenario.feed(token=token)[0], 401)
        self.assertEqual(scenario.feed(after="now")[0], 400)
        self.assertEqual(scenario.feed(limit=0)[0], 400)
        self.assertEqual(scenario.feed(after=10**9)[0], 410)

    def check_withdrawals(self, scenario, kept):
        _, cursor = scenario.whole_feed()
        codes = [notice["customer_code"] for notice in kept.values()]
        by_code = {notice["customer_code"]: id for id, notice in kept.items()}
        erased, suppressed, opted_out, untouched = codes[:4]
        # The portal is away just now, and is told later.
        scenario.put_rules([{"match": {"channel": "website", "times": 4}, "action": {"http_status": 503}}])
        scenario.ask("customers", "erase", erased, "--confirm", erased)
        scenario.ask("suppressions", "add", suppressed, "--scope", "website")
        listed = scenario.folder / "refusals.csv"
        listed.write_text(f"customer_code,opt_out\n{opted_out},x\n")
        scenario.ask("customers", "import", listed)
        scenario.ask("suppressions", "add", untouched, "--scope", "sms")
        gone = {by_code[code] for code in (erased, suppressed, opted_out)}
        wait_for("withdrawals", lambda: {i for i, n in scenario.kept().items() if n["withdrawn"]} == gone)
        self.assertEqual(scenario.struck(), [4])
        items, _ = scenario.whole_feed()
        self.assertEqual(len(items), len(kept), "a notice is in the feed twice or not at all")
        self.assertEqual({i["notice_id"] for i in items if i["event"] == "notice.withdrawn"}, gone)
        # Whoever had read everything is told the changes alone.
        news = scenario.feed(cursor)[1]["items"]
        self.assertEqual({i["notice_id"] for i in news}, gone)
        for item in news:
            self.assertEqual(item["version"], 2)
            self.assertNotIn("title", item)
        history = scenario.ask("deliveries", "show", by_code[suppressed])["history"]
        self.assertEqual([h["detail"] for h in history if h["event"] == "withdrawn"],
                         ["the notice is taken back", "the portal has taken the notice back"])
        # The portal refuses: that is no "done", and it is told again.
        refused = codes[4]
        scenario.put_rules([{"match": {"channel": "website", "times": 1}, "action": {"error": "locked"}}])
        scenario.ask("suppressions", "add", refused, "--scope", "website")
        wait_for("the refusal", lambda: scenario.struck() == [1])
        wait_for("the log", lambda: "refused locked; it is told again" in scenario.log())
        wait_for("the withdrawal", lambda: scenario.kept()[by_code[refused]]["withdrawn"])

        def told():
            history = scenario.ask("deliveries", "show", by_code[refused])["history"]
            return [h["detail"] for h in history if h["event"] == "withdrawn"]

        wait_for("what the portal has accepted", lambda: len(told()) == 2)
        self.assertEqual(told()[1], "the portal has taken the notice back")

    def test_a_notice_that_is_on_its_way_when_its_customer_must_not_have_it_is_taken_back(self):
        with Portal([{"match": {"channel": "website"}, "action": {"delay_ms": 8000, "no_receipt": True}}]) as scenario:
            scenario.config.write_text(scenario.config.read_text().replace("timeout: 3s", "timeout: 60s"))
            campaign = scenario.begin(6)
            pushed = lambda: [notice for _, body in scenario.recorder.requests for notice in json.loads(body)["data"]["notices"]]
            wait_for("two of them on their way", lambda: len(pushed()) >= 2)
            notices = pushed()[:2]
            erased, suppressed = (notice["customer_code"] for notice in notices)
            scenario.ask("customers", "erase", erased, "--confirm", erased)
            scenario.ask("suppressions", "add", suppressed, "--scope", "website")
            gone = {notice["notice_id"] for notice in notices}
            for notice in gone:
                self.assertEqual(scenario.ask("deliveries", "show", notice)["state"], "sending", "its answer came too early")
            scenario.finish(campaign)
            wait_for("withdrawals", lambda: {i for i, n in scenario.kept().items() if n["withdrawn"]} == gone)

    def test_the_feed_is_read_while_notices_are_sent_and_over_a_restart(self):
        with Portal() as scenario:
            scenario.config.write_text(scenario.config.read_text().replace("    timeout: 3s\n    retry",
                                                                           "    rate: 60/s\n    timeout: 3s\n    retry"))
            campaign = scenario.begin(400)
            wait_for("the first notices", lambda: len(scenario.kept()) > 30)
            begun = len(scenario.kept())
            pages = 0

            def restart_once():
                nonlocal pages
                pages += 1
                if pages == 3:
                    self.assertEqual(scenario.stop(), 0)
                    scenario.start()

            items, after = [], 0
            while scenario.status(campaign)["state"] != "finished":
                more, after = scenario.whole_feed(7, restart_once, after)
                items += more
            self.assertGreater(pages, 3, "it was not restarted between two pages")
            self.assertLess(begun, len(scenario.kept()), "nothing was sent while the feed was read")
            items += scenario.whole_feed(7, restart_once, after)[0]
            changes = [(item["notice_id"], item["version"]) for item in items]
            self.assertEqual(len(changes), len(set(changes)), "a change was served twice")
            # Nothing is missing, and the last change of each is what the portal has.
            self.assertEqual({id: version for id, version in changes},
                             {id: notice["version"] for id, notice in scenario.kept().items()})

    def test_a_portal_in_trouble_has_every_notice_once(self):
        rules = [
            {"match": {"channel": "website", "every": 11, "times": 4}, "action": {"reset_after_reading": True}},
            {"match": {"channel": "website", "every": 9, "times": 4}, "action": {"http_status": 503}},
            {"match": {"channel": "website", "every": 7, "times": 3}, "action": {"http_status": 429, "retry_after": 1}},
            {"match": {"channel": "website", "every": 5, "times": 3}, "action": {"broken_json": True}},
            {"match": {"channel": "website", "probability": 0.05, "seed": 3}, "action": {"error": "unknown_customer"}},
            {"match": {"channel": "website", "probability": 0.05, "seed": 4}, "action": {"omit_result": True}},
            {"match": {"channel": "website", "probability": 0.05, "seed": 5}, "action": {"unknown_result": True}},
        ]
        with Portal(rules) as scenario:
            campaign = scenario.begin(150, "\n  - send: [website | email]\n")
            finished = scenario.finish(campaign)
            self.assertGreater(sum(1 for struck in scenario.struck() if struck), 4, scenario.struck())
            scenario.reconcile(self, campaign)
            ledger = json.loads(scenario.gateway("/ledger"))
            self.assertEqual(ledger["duplicates"], [])
            self.assertGreater(ledger["by_channel"]["website"]["recognised"], 0)
            counts = finished["channels"]["website"]
            self.assertEqual(counts["queued"] + counts["sending"], 0)
            self.assertTrue(all(v["ok"] for v in scenario.recorder.verify(SECRET)))
            # A request's id never stands for two bodies.
            bodies = collections.defaultdict(set)
            for headers, body in scenario.recorder.requests:
                bodies[headers["webhook-id"]].add(body)
            self.assertEqual({len(same) for same in bodies.values()}, {1})
            self.assertGreater(len(scenario.recorder.requests), len(bodies), "nothing was tried again")

    def test_keys_change_without_a_lost_notice(self):
        with Portal(secret=f"{FORMER} {SECRET}") as scenario:
            campaign = scenario.begin(30)
            finished = scenario.finish(campaign)
            self.assertEqual(finished["channels"]["website"]["failed"], 0)
            self.assertTrue(all(v["ok"] for v in scenario.recorder.verify(SECRET)))
            self.assertTrue(all(v["ok"] for v in scenario.recorder.verify(FORMER)))

    def test_a_wrong_key_stops_the_channel_and_loses_nothing(self):
        with Portal(secret=FORMER) as scenario:
            campaign = scenario.begin(30)

            def stopped():
                channels = scenario.ask("channels", "list")["channels"]
                return next(c for c in channels if c["channel"] == "website")["reason"] == "not_authorized"

            wait_for("the channel to stop", stopped)
            counts = scenario.status(campaign)["channels"]["website"]
            self.assertEqual(counts["queued"] + counts["sending"], sum(counts.values()))
            self.assertEqual(scenario.kept(), {})

    def test_the_service_is_killed_and_the_portal_has_each_notice_once(self):
        rules = [{"match": {"channel": "website"}, "action": {"delay_ms": 150}}]
        with Portal(rules) as scenario:
            scenario.config.write_text(scenario.config.read_text().replace("    timeout: 3s\n    retry",
                                                                           "    rate: 60/s\n    timeout: 3s\n    retry"))
            campaign = scenario.begin(300)
            kills = 0
            for _ in range(3):
                before = len(scenario.references())
                wait_for("notices to leave", lambda: len(scenario.references()) > before + 20 or
                         scenario.status(campaign)["state"] == "finished")
                kills += scenario.status(campaign)["state"] != "finished"
                scenario.kill()
                scenario.start()
            self.assertGreater(kills, 0, "no kill struck the running campaign")
            finished = scenario.finish(campaign)
            # The portal knows its notices: what was in doubt is sent again, and settled.
            self.assertEqual(finished["channels"]["website"]["in_doubt"], 0)
            scenario.reconcile(self, campaign)
            self.assertEqual(json.loads(scenario.gateway("/ledger"))["duplicates"], [])
            self.assertEqual(len(scenario.kept()), finished["recipients"]["total"] -
                             finished["recipients"]["duplicate"] - finished["recipients"]["suppressed"] -
                             finished["recipients"]["unreached"])


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
