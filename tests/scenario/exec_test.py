#!/usr/bin/python3
"""A channel that is a program: it dies, hangs, prints garbage, is slow, and the service is killed above it. What it has sent
by its own book is compared with the service's books line by line."""

import json
import os
import pathlib
import re
import sys
import unittest

from books import Books, Reconciliation, ledger_of
from service import ROOT, Scenario, wait_for

EXAMPLE = ROOT / "tests/exec/example.py"
TROUBLESOME = ROOT / "tests/exec/troublesome.py"
CONCURRENCY = 8


class Program(Scenario):
    """A service whose channel `pigeon` is a program."""

    def __init__(self, orders=None, keys=""):
        self.keys = keys
        super().__init__()
        self.book = self.folder / "book.jsonl"
        (self.folder / "orders.json").write_text(json.dumps(orders or {}))
        program = f"{TROUBLESOME}, book.jsonl, orders.json" if orders is not None else f"{EXAMPLE}, book.jsonl"
        self.config.write_text(self.default_config(f"""  pigeon:
    kind: exec
    command: [/usr/bin/python3, {program}]
    concurrency: {CONCURRENCY}
    timeout: 4s
    retry: {{attempts: 5, first: 200ms, factor: 2, max: 1s}}
{keys}  email:
    kind: email
    server: smtp://127.0.0.1:{self.ports['smtp']}
    starttls: off
    from: "EVNNPC <cskh@npc.example>"
    receipts: none
"""))

    def begin(self, customers, routes="\n  - send: [pigeon]\n"):
        self.start()
        self.ask("customers", "import", self.customers(customers, 7, "--faults", "0"))
        path, campaign = self.campaign(routes=routes)
        path.write_text(re.sub(r"messages: .*", "messages: {exec: tri-an/sms.txt, email: tri-an/email}", path.read_text()))
        self.ask("campaign", "plan", path)
        self.ask("campaign", "approve", campaign)
        return campaign

    def sent(self):
        return [json.loads(line) for line in self.book.read_text().splitlines()] if self.book.exists() else []

    def programs(self):
        """Processes of the channel's program."""
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                state = (entry / "stat").read_text().rsplit(")", 1)[1].split()[0]
                if state != "Z" and b"book.jsonl" in words and os.readlink(entry / "cwd") == str(self.folder):
                    found.append(int(entry.name))
            except (OSError, IndexError):
                pass
        return found

    def reconcile(self, test, campaign):
        with Books(self.database) as books:
            found = Reconciliation(books, campaign, {"pigeon": [m["reference"] for m in self.sent()],
                                                     **ledger_of(self, ["email"])})
            test.assertEqual(found.faults(), {})
            test.assertEqual(books.wrong_counters(campaign), [])


class Exec(unittest.TestCase):
    def test_the_example_sends_a_campaign_and_reports_it(self):
        with Program() as scenario:
            campaign = scenario.begin(150)
            finished = scenario.finish(campaign)
            counts = finished["channels"]["pigeon"]
            total = sum(counts.values())
            wait_for("the receipts", lambda: scenario.status(campaign)["channels"]["pigeon"]["delivered"] == total)
            sent = scenario.sent()
            self.assertEqual(len(sent), total)
            one = sent[0]
            self.assertEqual(set(one), {"reference", "campaign", "customer_code", "to", "text", "subject", "data"})
            self.assertEqual(one["campaign"], campaign)
            customer = scenario.ask("customers", "show", one["customer_code"])
            self.assertEqual(one["data"]["full_name"], customer["full_name"])
            self.assertTrue(one["to"].startswith("+84"))
            shown = scenario.ask("deliveries", "show", one["reference"])
            self.assertEqual(shown["text"], one["text"])
            self.assertEqual(shown["provider_id"], "book-1")
            test = scenario.ask("channels", "test", "pigeon", "--to", "0912 345 678")
            self.assertEqual(test["outcome"], "accepted")
            self.assertEqual(len(scenario.programs()), 1)
            self.assertEqual(scenario.stop(), 0)
            self.assertEqual(scenario.programs(), [])

    def test_a_program_that_dies_talks_nonsense_and_refuses(self):
        orders = {"die_every": 23, "garbage_every": 7, "refuse_every": 5, "retry_every": 11, "late_receipts": True}
        with Program(orders) as scenario:
            campaign = scenario.begin(120, "\n  - send: [pigeon | email]\n")
            finished = scenario.finish(campaign)
            scenario.reconcile(self, campaign)
            counts = finished["channels"]["pigeon"]
            log = scenario.log()
            deaths = log.count("was killed by SIGKILL")
            self.assertGreater(deaths, 1)
            self.assertGreaterEqual(counts["in_doubt"], deaths)
            self.assertLessEqual(counts["in_doubt"], deaths * CONCURRENCY)
            self.assertIn("exec_line_unreadable", log)
            self.assertIn("it is no JSON object", log)
            self.assertIn("it is longer than 65536 bytes", log)
            self.assertIn("exec_stderr channel pigeon: the program says: begun for", log)
            # Whom it refused the leg's next channel has written to.
            self.assertGreater(counts["failed"], 0)
            self.assertGreater(finished["channels"]["email"]["accepted"], 0)
            # Receipts that name its own ids.
            wait_for("receipts", lambda: scenario.status(campaign)["channels"]["pigeon"]["delivered"] > 0)

    def test_a_program_that_hangs_is_started_again_and_nobody_is_written_to_twice(self):
        with Program({"hang_every": 30}, "    hours: \"00:00-24:00\"\n") as scenario:
            scenario.config.write_text(scenario.config.read_text().replace("timeout: 4s", "timeout: 1s"))
            campaign = scenario.begin(80)
            finished = scenario.finish(campaign)
            scenario.reconcile(self, campaign)
            hangs = scenario.log().count("neither reads nor answers any more")
            self.assertGreater(hangs, 0)
            self.assertLessEqual(finished["channels"]["pigeon"]["in_doubt"], (hangs + 1) * CONCURRENCY)
            self.assertGreater(finished["channels"]["pigeon"]["accepted"], 20)

    def test_the_service_is_killed_above_its_program(self):
        with Program({"slow": 0.1}) as scenario:
            campaign = scenario.begin(200)
            total = sum(scenario.status(campaign)["channels"]["pigeon"].values())
            kills = 0
            for _ in range(3):
                before = len(scenario.sent())
                wait_for("messages to leave", lambda: len(scenario.sent()) > min(before + 10, total - 1))
                scenario.kill()
                kills += len(scenario.sent()) < total - CONCURRENCY
                # Nobody is left behind who would go on sending.
                wait_for("the program to end", lambda: not scenario.programs(), 10)
                scenario.start()
            self.assertGreater(kills, 0, "no kill struck the running campaign")
            finished = scenario.finish(campaign)
            scenario.reconcile(self, campaign)
            self.assertLessEqual(finished["channels"]["pigeon"]["in_doubt"], 3 * CONCURRENCY)
            self.assertEqual(len(scenario.programs()), 1)


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
