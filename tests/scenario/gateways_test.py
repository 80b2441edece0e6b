#!/usr/bin/python3
"""Each shipped gateway description against the imitation of its gateway: a whole campaign, with telephones that the gateway
refuses, tokens that run out, receipts of its own kind, and everything accounted for line by line."""

import collections
import json
import shutil
import sys
import unittest

from books import Books
from service import ROOT, Scenario, wait_for

CUSTOMERS = 90
SENDER = "    sender: EVNNPC\n"

# credentials, further keys of the channel, options of the stand-in
Account = collections.namedtuple("Account", "credentials keys options")
ACCOUNTS = {
    "esms": Account("{api_key: key, secret_key: secret}", "", ()),
    "speedsms": Account("{access_token: speedsms-token}", "rate: 100/s",
                        ("--speedsms-webhook", "http://127.0.0.1:{port}/webhooks/sms/sms-hook")),
    "viettel": Account("{user: evn, password: viettel-password, cp_code: EVNNPC}", "receipts: none", ()),
    "vnpt": Account("{label_id: '1', contract_id: '2', template_id: '3', agent_id: '4', api_user: evn, "
                    "api_password: vnpt-password, user_name: evn}", "receipts: none\n    text: unicode", ()),
    "vnpt-xml": Account("{label_id: '1', contract_id: '2', template_id: '3', agent_id: '4', api_user: evn, "
                        "api_password: vnpt-password, user_name: evn}", "receipts: none\n    text: unicode", ()),
    "fpt": Account("{client_id: fpt-client, client_secret: fpt-secret}", "receipts: none\n    rate: 30/s",
                   ("--fpt-token-life", "300")),
    "vietguys": Account("{user: vietguys-user, passcode: vietguys-passcode}", "receipts: none\n    text: unicode", ()),
    "vietguys-token": Account("{user: vietguys-user, refresh_token: vietguys-refresh-1}",
                              "receipts: none\n    rate: 30/s", ("--vietguys-token-life", "300")),
    "stringee": Account("{key_sid: SKstandin, key_secret: stringee-secret}", "receipts: none\n    text: unicode", ()),
    "vmg": Account("{token: vmg-token}", "receipts: none", ()),
    "twilio": Account("{account_sid: ACstandin, auth_token: twilio-token}", "", ()),
}

# What the gateway is told to answer for telephones that begin with 08, and what becomes of them.
REFUSALS = {
    "esms": ("108", "failed", "bad_number"),
    "speedsms": ("105", "failed", "bad_number"),
    "viettel": ("Check ServiceID: ALIAS_INVALID:TELCO=GT", "failed", "carrier_not_registered"),
    "vnpt": ("31", "in_doubt", "unknown_answer"),
    "vnpt-xml": ("31", "in_doubt", "unknown_answer"),
    "stringee": ("9", "in_doubt", "unknown_answer"),
    "vmg": ("777", "in_doubt", "unknown_answer"),
    "twilio": ("21211", "failed", "bad_number"),
}
REPORTS = ("esms", "speedsms", "twilio")


def national(phone):
    digits = phone.lstrip("+")
    return "0" + digits[2:] if digits.startswith("84") else digits


def prefix(digit):
    return rf"^(0|\+?84){digit}"


class Gateway(Scenario):
    """A stand-in and a service whose only SMS channel speaks to one gateway."""

    def __init__(self, name, rules=(), options=(), keys="", credentials=None):
        account = ACCOUNTS[name]
        self.name = name
        self.sms_keys = f"""    gateway: {name}
    credentials: {credentials or account.credentials}
{SENDER}    concurrency: 32
    price: 850
    timeout: 3s
    webhook_secret: sms-hook
    retry: {{attempts: 5, first: 200ms, factor: 2, max: 1s}}
""" + "".join(f"    {key}\n" for key in (account.keys, keys) if key)
        super().__init__(rules, options or account.options)
        self.templates = self.folder / "templates"
        shutil.copytree(ROOT / "templates/messages", self.templates)
        self.rewrite()

    def default_channels(self, concurrency=32):
        return f"  sms:\n    kind: sms\n    endpoint: {self.url}\n{self.sms_keys}" + f"""  email:
    kind: email
    server: smtp://127.0.0.1:{self.ports['smtp']}
    starttls: off
    from: "EVNNPC <cskh@npc.example>"
    concurrency: 4
    receipts: none
    timeout: 3s
"""

    def rewrite(self):
        text = self.config.read_text()
        self.config.write_text(text.replace(f"templates: {ROOT}/templates/messages", f"templates: {self.templates}"))

    def run_campaign(self, customers=CUSTOMERS, routes="\n  - send: [sms | email]\n", wait=True):
        self.start()
        self.ask("customers", "import", self.customers(customers, 7, "--faults", "0"))
        path, campaign = self.campaign(routes=routes)
        text = path.read_text().replace("zalo: tri-an/zalo.yaml, ", "").replace(", letter: tri-an/letter.txt", "")
        path.write_text(text)
        self.ask("campaign", "plan", path)
        self.ask("campaign", "approve", campaign)
        if wait:
            self.finish(campaign)
        return campaign

    def messages(self):
        return json.loads(self.gateway("/ledger/messages?channel=sms&limit=100000"))["messages"]


class Descriptions(unittest.TestCase):
    def run_gateway(self, name):
        rules = []
        if name in REFUSALS:
            rules.append({"match": {"channel": "sms", "address_regex": prefix(8)}, "action": {"error": REFUSALS[name][0]}})
        if name == "speedsms":
            rules.append({"match": {"channel": "sms", "address_regex": prefix(9)}, "action": {"early_receipt": True}})
            rules.append({"match": {"channel": "sms", "address_regex": prefix(3)}, "action": {"failed_receipt": True}})
        with Gateway(name, rules) as scenario:
            if name == "speedsms":
                (scenario.templates / "tri-an/sms.txt").write_text("EVNNPC xin cảm ơn Quý khách. CSKH {{ hotline }}\n")
            campaign = scenario.run_campaign()
            test = scenario.ask("channels", "test", "sms", "--to", "0912 345 678")
            self.assertEqual(test["outcome"], "accepted")
            scenario.settle_receipts()
            self.assertTrue(all(scenario.struck()), "a rule never struck")
            self.check(scenario, campaign, name)

    def check(self, scenario, campaign, name):
        sent = [m for m in scenario.messages() if not m["text"].startswith("triand: thu kenh")]
        if "token-life" in " ".join(ACCOUNTS[name].options):
            requests = json.loads(scenario.gateway("/ledger/requests"))["sms"]
            self.assertGreater(requests, len(scenario.messages()), "no token ran out under way")
        if name in REPORTS:
            wait_for("receipts to be stored", lambda: self.waiting(scenario, campaign) == 0)
        self.assertEqual(scenario.stop(), 0)
        with Books(scenario.database) as books:
            rows = books.rows(
                "SELECT c.phone, d.state, d.reason, d.id FROM delivery d JOIN customer c ON c.id = d.customer_id JOIN "
                "channel h ON h.id = d.id >> 39 & 255 WHERE h.name = 'sms'")
            self.assertEqual(books.wrong_counters(campaign), [])
            histories = dict(books.rows("SELECT delivery_id, group_concat(detail, ' ') FROM history GROUP BY 1"))
        self.assertGreater(len(rows), CUSTOMERS // 2)
        self.assertNotIn("key-", json.dumps(histories))
        states = collections.Counter()
        refused = {national(str(row[0])) for row in rows if national(str(row[0])).startswith("08")} if name in REFUSALS else set()
        taken = collections.Counter(national(m["address"]) for m in sent)
        self.assertEqual(set(taken.values()), {1}, "somebody got two")
        for phone, state, reason, _ in rows:
            state = ("queued", "sending", "accepted", "delivered", "failed", "in_doubt", "expired", "cancelled")[state]
            states[state] += 1
            number = national(str(phone))
            if number in refused:
                self.assertEqual(state, REFUSALS[name][1])
                self.assertNotIn(number, taken)
                continue
            self.assertIn(number, taken)
            if name == "speedsms" and number.startswith("03"):
                self.assertEqual(state, "failed")
            else:
                self.assertEqual(state, "delivered" if name in REPORTS else "accepted")
        self.assertEqual(len(taken), len(rows) - len(refused))
        if name in REFUSALS:
            self.assertGreater(states[REFUSALS[name][1]], 0)
        for message in sent:
            self.assertIn("EVNNPC", message["text"])
            plain = all(ord(c) < 128 for c in message["text"])
            self.assertEqual(plain, "unicode" not in ACCOUNTS[name].keys)
        print(f"{name}: {dict(states)}")

    def waiting(self, scenario, campaign):
        return scenario.status(campaign)["channels"]["sms"]["accepted"]


for _name in ACCOUNTS:
    setattr(Descriptions, f"test_{_name.replace('-', '_')}", lambda self, name=_name: self.run_gateway(name))


class Esms(unittest.TestCase):
    def test_a_carrier_without_the_brand_name_falls_back(self):
        with Gateway("esms", options=("--esms-unregistered", "09", "--esms-unregistered", "03")) as scenario:
            campaign = scenario.run_campaign()
            channels = scenario.status(campaign)["channels"]
            self.assertGreater(channels["sms"]["failed"], 0)
            failed = scenario.ask("deliveries", "tail", "--channel", "sms", "--state", "failed")["deliveries"]
            self.assertEqual({entry["reason"] for entry in failed}, {"carrier_not_registered"})
            # Each of them is told by email where there is an address.
            self.assertGreater(channels["email"]["accepted"], 0)
            self.assertFalse([m for m in scenario.messages() if national(m["address"])[:2] in ("09", "03")])

    def test_a_refused_template_stops_the_campaign_on_that_channel_until_somebody_resumes_it(self):
        with Gateway("esms", options=("--esms-template", "nothing else")) as scenario:
            campaign = scenario.run_campaign(wait=False, routes="\n  - send: [sms]\n")

            def stopped():
                document = scenario.api(f"/api/v1/campaigns/{campaign}")
                return document and "template_stopped" in json.dumps(document) and document["channels"]["sms"]["sending"] == 0

            wait_for("the campaign to stop", stopped)
            counts = scenario.status(campaign)["channels"]["sms"]
            # Nobody is lost for a text that can be mended, and no more were tried than were on their way.
            self.assertEqual(sum(counts.values()), counts["queued"])
            requests = json.loads(scenario.gateway("/ledger/requests"))["sms"]
            self.assertGreater(requests, 0)
            self.assertLessEqual(requests, 32)
            self.assertEqual(scenario.messages(), [])

    def test_a_message_of_which_nobody_knows_goes_once_more_and_is_recognised(self):
        lost = {"match": {"channel": "sms", "first_tries": 1, "probability": 0.3, "seed": 5},
                "action": {"reset_after_reading": True, "no_receipt": True}}
        with Gateway("esms", [lost], keys="in_doubt: resend") as scenario:
            campaign = scenario.run_campaign()
            struck = scenario.struck()[0]
            self.assertGreater(struck, 10)
            scenario.settle_receipts()
            ledger = json.loads(scenario.gateway("/ledger"))
            self.assertEqual(ledger["duplicates"], [])
            self.assertGreaterEqual(ledger["by_channel"]["sms"]["recognised"], struck)
            self.assertEqual(scenario.status(campaign)["channels"]["sms"]["in_doubt"], 0)


class Troubles(unittest.TestCase):
    def test_wrong_keys_stop_the_channel_and_nothing_is_lost(self):
        with Gateway("fpt", credentials="{client_id: fpt-client, client_secret: wrong-secret}") as scenario:
            campaign = scenario.run_campaign(wait=False, routes="\n  - send: [sms]\n")

            def stopped():
                channels = scenario.ask("channels", "list")["channels"]
                return next(c for c in channels if c["channel"] == "sms")["reason"] == "not_authorized"

            wait_for("the channel to stop", stopped)
            counts = scenario.status(campaign)["channels"]["sms"]
            self.assertEqual(counts["failed"] + counts["accepted"], 0)
            self.assertGreater(counts["queued"], 0)

    def test_a_refresh_token_outlives_the_service(self):
        with Gateway("vietguys-token", options=("--vietguys-token-life", "500")) as scenario:
            scenario.start()
            for _ in range(3):
                # The token runs out in between: each test fetches another with the token of the one before.
                self.assertEqual(scenario.ask("channels", "test", "sms", "--to", "0912345678")["outcome"], "accepted")
                self.assertEqual(scenario.stop(), 0)
                scenario.start()
            self.assertEqual(len(scenario.messages()), 3)

    def test_a_gateway_that_answers_with_web_pages_and_half_a_document_leaves_doubts_and_no_second_message(self):
        rules = [{"match": {"channel": "sms", "every": 3}, "action": {"html_page": 200, "accept": True}},
                 {"match": {"channel": "sms", "every": 2}, "action": {"broken_json": True}}]
        for name in ("viettel", "vmg", "stringee"):
            with self.subTest(name), Gateway(name, rules) as scenario:
                campaign = scenario.run_campaign(customers=40)
                counts = scenario.status(campaign)["channels"]["sms"]
                self.assertGreater(sum(scenario.struck()), 0)
                self.assertGreater(counts["in_doubt"], 0)
                taken = collections.Counter(m["address"] for m in scenario.messages())
                self.assertEqual(set(taken.values()), {1})


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
