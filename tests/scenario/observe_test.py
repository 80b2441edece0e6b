#!/usr/bin/python3
"""What an administrator sees of a whole campaign: metrics that promtool finds no fault in and that say what the balance
says, and a log without one telephone, name, address or secret."""

import csv
import json
import re
import subprocess
import time
import unittest
import urllib.error

from metrics import figure, page
from service import Scenario, wait_for

SECRETS = {"api_key: key": "esms-key-5f3b", "secret_key: secret": "esms-secret-77aa", "webhook_secret: sms-hook": "sms-hook-91cc",
           "app_secret: app": "zalo-app-2d4e", "oa_secret_key: oa-secret": "oa-secret"}


class Observe(unittest.TestCase):
    def test_metrics_and_log_of_a_whole_campaign(self):
        rules = [{"match": {"channel": "sms", "every": 7}, "action": {"error": "108"}}]
        with Scenario(rules) as scenario:
            text = scenario.config.read_text()
            for line, secret in SECRETS.items():
                self.assertIn(line, text)
                text = text.replace(line, f"{line.split(':')[0]}: {secret}")
            scenario.config.write_text(text)
            scenario.start()
            scenario.authorize()
            customers = scenario.customers(300)
            page(scenario)  # the counters begin here
            scenario.ask("customers", "import", customers)
            path, campaign = scenario.campaign()
            scenario.ask("campaign", "plan", path)
            scenario.ask("channels", "pause", "zalo")
            scenario.ask("campaign", "approve", campaign)
            self.waiting(scenario, campaign)
            scenario.ask("channels", "resume", "zalo")
            finished = scenario.finish(campaign)
            scenario.settle_receipts()
            status = wait_for("a quiet account", lambda: self.quiet(scenario, campaign))

            text = page(scenario)
            checked = subprocess.run(["promtool", "check", "metrics"], input=text, text=True, capture_output=True)
            self.assertEqual((checked.returncode, checked.stdout + checked.stderr), (0, ""))
            for channel, states in status["channels"].items():
                for state in ("accepted", "delivered", "failed", "in_doubt"):
                    self.assertEqual(figure(text, "triand_deliveries", channel=channel, state=state), states[state],
                                     (channel, state))
                self.assertEqual(figure(text, "triand_messages_total", channel=channel, state="delivered"),
                                 states["delivered"], channel)
            self.assertGreater(figure(text, "triand_attempts_total", channel="zalo", outcome="accepted"), 0)
            self.assertEqual(figure(text, "triand_import_rows_total", result="taken"), 300)
            self.assertGreater(figure(text, "triand_http_requests_total", route="/api/v1/status"), 0)
            self.assertGreater(figure(text, "triand_disk_size_bytes"), 0)
            self.assertGreater(figure(text, "triand_db_memory_bytes"), 100_000)
            self.assertGreater(figure(text, "triand_receipt_delay_seconds_count"), 0)
            self.assertGreater(figure(text, "triand_db_commit_duration_seconds_count"), 0)
            self.assertEqual(figure(text, "triand_backup_last_success_timestamp_seconds"), 0)
            scenario.ask("backup", scenario.folder / "copy.db")
            self.assertGreater(figure(page(scenario), "triand_backup_last_success_timestamp_seconds"), time.time() - 60)
            with self.assertRaises(urllib.error.HTTPError):
                page(scenario, {"X-Forwarded-For": "203.0.113.7"})  # through a proxy: not from this machine
            self.assertEqual(finished["state"], "finished")
            self.tokens = [value for value in json.loads(scenario.gateway("/standin/zalo/token")).values()
                           if isinstance(value, str)]
            scenario.stop()
            self.nothing_personal(scenario, customers)

    def waiting(self, scenario, campaign):
        """What a pause keeps grows old; what runs is told with its commit."""
        def age():
            return figure(page(scenario), "triand_queue_oldest_seconds", campaign=campaign, channel="zalo")

        first = wait_for("the first message to wait", age)
        wait_for("it to have waited longer", lambda: age() > first)
        self.assertRegex(page(scenario), r'(?m)^triand_build_info{.*commit="([0-9a-f]{7,40}(-dirty)?|unknown)".*} 1$')

    def quiet(self, scenario, campaign):
        """The campaign's status once no receipt moves it any more."""
        before, after = scenario.status(campaign), scenario.status(campaign)
        return after if before["channels"] == after["channels"] else None

    def nothing_personal(self, scenario, customers):
        log = scenario.log()
        self.assertIn("campaign_finished", log)
        with open(customers, encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        words = set(SECRETS.values())
        words.update(word for word in self.tokens if len(word) >= 12)
        self.assertGreater(len(words), len(SECRETS))
        for row in rows:
            for cell in row.values():
                cell = (cell or "").strip()
                digits = re.sub(r"\D", "", cell)
                if len(digits) >= 9:
                    words.add(digits[-9:])  # a telephone in any form ends so
                elif len(cell) >= 8 and not cell.isascii() or "@" in cell:
                    words.add(cell)
        self.assertGreater(len(words), 300)
        self.assertEqual([word for word in words if word in log], [])


if __name__ == "__main__":
    unittest.main()
