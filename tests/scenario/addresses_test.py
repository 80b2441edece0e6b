#!/usr/bin/python3
"""Addresses that outsiders name: gateways in their answers, customers in their data, anybody in a request. The service goes to
none of them."""

import csv
import json
import unittest
import urllib.parse

from elsewhere import Elsewhere, Pointing
from security_test import request
from service import Scenario


class Addresses(unittest.TestCase):
    CUSTOMERS = 20

    def test_nobody_makes_the_service_call_where_he_likes(self):
        with Elsewhere() as elsewhere, Scenario() as scenario, \
                Pointing(scenario.ports["http"], elsewhere) as gateway:
            scenario.config.write_text(scenario.default_config().replace(scenario.url, gateway.url))
            scenario.start()
            scenario.authorize()
            campaign = self.campaign(scenario, elsewhere)
            self.webhooks(scenario, elsewhere)
            self.requests(scenario, elsewhere)
            # Also whoever asks for one message is sent elsewhere.
            told = scenario.ask("channels", "test", "sms", "--to", "0912000001", exit=1)
            states = scenario.status(campaign)["channels"]
            self.assertEqual(scenario.stop(), 0)
            self.assertEqual(elsewhere.visits, 0)
            self.assertIn("302", str(told))
            self.assertGreater(min(gateway.pointed["redirect"], gateway.pointed["answer"]), 2, gateway.pointed)
            # The control: a visit is seen.
            elsewhere.visit()
            self.assertEqual(elsewhere.visits, 1)
            print(f"addresses: {dict(gateway.pointed)}, nobody followed, "
                  f"sms {states['sms']['delivered']} delivered and {states['sms']['in_doubt']} in doubt")

    def campaign(self, scenario, elsewhere):
        customers = scenario.folder / "pointing.csv"
        with open(customers, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["customer_code", "full_name", "phone", "email", "segment", "address", "photo"])
            writer.writerows([f"PA05{row:09}", elsewhere.url, f"0912{row:06}", f"an.{row}@example.vn", "household",
                              elsewhere.url, elsewhere.url] for row in range(self.CUSTOMERS))
        self.assertEqual(scenario.ask("customers", "import", customers)["taken"], self.CUSTOMERS)
        path, campaign = scenario.campaign(routes="\n  - send: [sms, zalo, email, letter]\n")
        scenario.ask("campaign", "plan", path)
        scenario.ask("campaign", "approve", campaign)
        scenario.finish(campaign)
        scenario.settle_receipts()
        for channel in ("sms", "zalo", "email", "letter"):
            self.assertEqual(sum(scenario.status(campaign)["channels"][channel].values()), self.CUSTOMERS, channel)
        return campaign

    def webhooks(self, scenario, elsewhere):
        fields = dict.fromkeys(("SMSID", "CallbackUrl", "url", "redirect", "partner_ids"), elsewhere.url)
        fields |= {"SendStatus": 5, "SendSuccess": 1, "RequestId": scenario.references()[0]}
        status, _, _ = request(scenario.port, "GET", f"/webhooks/sms/sms-hook?{urllib.parse.urlencode(fields)}")
        self.assertEqual(status, 200)
        scenario.gateway("/standin/zalo/event", "POST", json.dumps({"event": {
            "event_name": "change_template_status", "template_id": "330875", "url": elsewhere.url,
            "reason": elsewhere.url, "status": {"prev_status": "ENABLE", "new_status": "ENABLE"}}}).encode())
        for path in ("/webhooks/zalo", "/webhooks/sms/sms-hook"):
            request(scenario.port, "POST", path, json.dumps(fields).encode(), {"Content-Type": "application/json"})

    def requests(self, scenario, elsewhere):
        names = dict.fromkeys(("Host", "Forwarded", "X-Forwarded-Host", "X-Forwarded-For", "X-Original-URL"), elsewhere.host)
        names |= dict.fromkeys(("Referer", "Origin", "Destination", "Link"), elsewhere.url)
        for method, path in (("GET", elsewhere.url), ("GET", "/console/log-in?next=" + elsewhere.url),
                             ("POST", "/console/log-in"), ("GET", "//" + elsewhere.host + "/"),
                             ("CONNECT", elsewhere.host)):
            self.assertLess(request(scenario.port, method, path, b"", names)[0], 500, path)
        name = urllib.parse.quote(elsewhere.url + "list.csv", safe="")
        status, _, _ = request(scenario.socket, "POST", f"/api/v1/imports?file={name}", b"customer_code\nPA05010000009\n")
        self.assertEqual(status, 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
