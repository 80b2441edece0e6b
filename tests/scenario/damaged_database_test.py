#!/usr/bin/python3
"""A database that was damaged while the service was down: refused with path and remedy, by a start and by --check."""

import sqlite3
import subprocess
import unittest

from service import PROGRAMS, Scenario


class DamagedDatabase(unittest.TestCase):
    def run_triand(self, scenario, *options):
        return subprocess.run([PROGRAMS / "triand", "--config", scenario.config, *options], text=True,
                              capture_output=True, timeout=60)

    def damaged(self, damage):
        with Scenario() as scenario:
            scenario.start()
            scenario.ask("customers", "import", scenario.customers(500))
            self.assertEqual(scenario.stop(), 0)
            # Control: as it was left it is good.
            self.assertEqual(self.run_triand(scenario, "--check").returncode, 0)
            damage(scenario.database)
            for options in ((), ("--check",)):
                done = self.run_triand(scenario, *options)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn(f"database: {scenario.database} is damaged", done.stderr)
                self.assertIn("restore the newest backup", done.stderr)
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)

    def test_a_truncated_file(self):
        def cut(path):
            with open(path, "r+b") as file:
                file.truncate(path.stat().st_size // 2)

        self.damaged(cut)

    def test_rubbish_in_a_page_that_is_in_use(self):
        def spoil(path):
            database = sqlite3.connect(path)
            page, = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'customer_phone'").fetchone()
            size, = database.execute("PRAGMA page_size").fetchone()
            database.close()
            with open(path, "r+b") as file:
                file.seek((page - 1) * size)
                file.write(bytes(range(255, -1, -1)) * (size // 256))

        self.damaged(spoil)


if __name__ == "__main__":
    unittest.main(verbosity=2)
