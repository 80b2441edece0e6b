#!/usr/bin/python3
"""What people get wrong: each a clear sentence with place and remedy, the contract's exit code, and nothing half done."""

import os
import sqlite3
import subprocess
import unittest

from service import PROGRAMS, Scenario


class BadInput(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scenario = Scenario()
        cls.scenario.start()

    @classmethod
    def tearDownClass(cls):
        cls.scenario.__exit__(None)

    def refused(self, path, exit=2):
        error = self.scenario.ask("customers", "import", path, exit=exit)
        self.assertEqual(error["schema"], "triand.error/v1")
        self.assertEqual(error["exit"], exit)
        self.assertTrue(error["message"])
        return error

    def write(self, name, content):
        path = self.scenario.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def test_lists_that_are_no_lists(self):
        self.refused(self.scenario.folder / "missing.csv")
        self.refused(self.scenario.folder)
        self.refused(self.write("empty.csv", ""))
        self.refused(self.write("columns.csv", "a,b\n1,2\n"))
        self.refused(self.write("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600))

    def test_a_header_alone_is_a_good_list_of_nothing(self):
        document = self.scenario.ask("customers", "import", self.write("header.csv", "customer_code,full_name\n"))
        self.assertEqual((document["read"], document["taken"], document["rejected"]), (0, 0, 0))

    def test_a_bad_row_does_not_stop_the_good_ones(self):
        text = "customer_code,full_name,phone\nPA05010000001,An,0912345678\nnonsense,Bình,0912345679\n" \
               "PA05010000002,Chi,9,05E+08\nPA05010000003,Dũng,\"9,05E+08\"\n"
        rejects = self.scenario.folder / "bad.rejects.csv"
        document = self.scenario.ask("customers", "import", self.write("bad.csv", text), "--rejects", rejects, exit=3)
        self.assertEqual(document["read"], 4)
        self.assertEqual(document["read"], document["taken"] + document["rejected"])
        self.assertEqual(document["rejects_file"], str(rejects))
        self.assertIn("fate", rejects.read_text(encoding="utf-8-sig").splitlines()[0])

    def test_a_huge_line_takes_no_memory(self):
        path = self.scenario.folder / "huge.csv"
        with open(path, "wb") as file:
            file.write(b"customer_code,full_name\nPA05010000009,")
            for _ in range(64):
                file.write(b"x" * (1 << 20))
            file.write(b"\nPA05010000010,An\n")
        document = self.scenario.ask("customers", "import", path, exit=3)
        self.assertEqual((document["read"], document["taken"], document["rejected"]), (2, 1, 1))

    def test_campaign_files(self):
        path, _ = self.scenario.campaign(more="sned: 1\n")
        problems = self.scenario.ask("campaign", "check", path, exit=2)["problems"]
        self.assertEqual([p["key"] for p in problems], ["sned"])
        self.assertEqual(problems[0]["line"], len(path.read_text().splitlines()))
        text = path.read_text().replace("sned: 1\n", "")
        start = text.index("window:")
        end = text.index("\n", start)
        path.write_text(text[:start] + 'window: {from: 2026-12-21, to: 2026-12-18}' + text[end:])
        self.scenario.ask("campaign", "plan", path, exit=2)
        path.write_text(text.replace("sms: tri-an/sms.txt", "sms: tri-an/none.txt"))
        self.assertEqual(self.scenario.ask("campaign", "plan", path, exit=2)["schema"], "triand.error/v1")
        self.scenario.ask("campaign", "check", self.scenario.folder / "none.yaml", exit=2)
        self.scenario.ask("campaign", "approve", "nobody-2026", exit=5)

    def check(self, config, *options):
        path = self.write("other.yaml", config)
        return subprocess.run([PROGRAMS / "triand", "--config", path, "--check", *options], text=True,
                              capture_output=True, timeout=60)

    def test_every_fault_of_the_config_at_once(self):
        good = self.scenario.config.read_text()
        self.assertEqual(self.check(good).returncode, 0)
        bad = good.replace("    concurrency: 32", "    concurrency: many", 1).replace(
            "timezone: Asia/Ho_Chi_Minh", "timezone: Mars/Base\nnonsense: 1")
        done = self.check(bad)
        self.assertEqual(done.returncode, 2)
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 3, done.stderr)
        for key in ("timezone", "nonsense", "channels.sms.concurrency"):
            self.assertTrue(any(f": {key}: " in line for line in lines), done.stderr)
        missing = subprocess.run([PROGRAMS / "triand", "--config", "/nowhere.yaml", "--check"], text=True,
                                 capture_output=True)
        self.assertEqual(missing.returncode, 2)
        self.assertIn("/nowhere.yaml", missing.stderr)

    def test_a_newer_a_foreign_and_a_used_database(self):
        scenario = self.scenario
        second = subprocess.run([PROGRAMS / "triand", "--config", scenario.config], text=True, capture_output=True,
                                timeout=60)
        self.assertEqual(second.returncode, 1)
        self.assertIn("another triand", second.stderr)
        for name, statements, words in (
                ("newer.db", ["PRAGMA application_id = 1953655137", "PRAGMA user_version = 999",
                              "CREATE TABLE t (a)"], "newer triand"),
                ("foreign.db", ["CREATE TABLE t (a)"], "another program")):
            database = sqlite3.connect(scenario.folder / name)
            for statement in statements:
                database.execute(statement)
            database.close()
            config = scenario.config.read_text().replace(str(scenario.database), str(scenario.folder / name)).replace(
                str(scenario.socket), str(scenario.folder / "other.sock"))
            done = self.check(config)
            self.assertEqual(done.returncode, 2)
            self.assertIn(words, done.stderr)

    def test_a_port_in_use(self):
        scenario = self.scenario
        config = scenario.config.read_text().replace(str(scenario.database), str(scenario.folder / "two.db")).replace(
            str(scenario.socket), str(scenario.folder / "two.sock"))
        path = self.write("two.yaml", config)
        done = subprocess.run([PROGRAMS / "triand", "--config", path], text=True, capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertIn(str(scenario.port), done.stderr)

    def test_a_copied_database_sends_nothing_until_it_is_adopted(self):
        with Scenario() as scenario:
            scenario.start()
            self.assertEqual(scenario.stop(), 0)
            os.rename(scenario.database, scenario.folder / "old.db")
            with open(scenario.folder / "old.db", "rb") as old, open(scenario.database, "wb") as copy:
                copy.write(old.read())
            scenario.start()
            self.assertFalse(scenario.ask("status")["service"]["adopted"])
            self.assertEqual(scenario.stop(), 0)
            scenario.start("--adopt")
            self.assertTrue(scenario.ask("status")["service"]["adopted"])

    def test_the_service_is_away(self):
        done = subprocess.run([PROGRAMS / "trianctl", "--socket", "/nowhere.sock", "status"], text=True,
                              capture_output=True)
        self.assertEqual(done.returncode, 7)
        self.assertEqual(subprocess.run([PROGRAMS / "trianctl", "nonsense"], capture_output=True).returncode, 2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
