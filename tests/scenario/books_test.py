#!/usr/bin/python3
"""The books themselves: what the other scenarios assert to be empty is not empty when something is wrong. One small campaign
is run, and each test spoils a copy of its database, or the gateway's account of it, in one place."""

import contextlib
import pathlib
import sqlite3
import tempfile
import unittest

from books import ATTEMPT, BUCKETS, RECEIPT, STATES, Books, Reconciliation, ledger_of
from sms_scenario import SmsScenario

# Some are delivered, some fail by the gateway's later word, of some nobody hears again.
RULES = [{"match": {"every": 4}, "action": {"failed_receipt": True}}, {"match": {"every": 3}, "action": {"no_receipt": True}}]


class SmallRun(SmsScenario):
    """Two units' customers, of whom two share a telephone and one has none."""

    def telephones(self, count):
        path = self.folder / "customers.csv"
        rows = [f"PA0{5 + 2 * (row % 2)}{row:09},Nguyễn Thị Mẫu,0912{row:06},PA0{5 + 2 * (row % 2)}" for row in range(count)]
        rows += [f"PA05{count:09},Nguyễn Văn Mẫu,0912000000,PA05", f"PA07{count:09},Trần Thị Mẫu,,PA07"]
        path.write_text("customer_code,full_name,phone,unit\n" + "\n".join(rows) + "\n")
        return path


class TheBooks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="triand-books-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        with SmallRun(RULES) as scenario:
            scenario.start()
            cls.campaign = scenario.begin(24)
            cls.states = scenario.account(cls.campaign)
            cls.ledger = ledger_of(scenario, ("sms",))
            with contextlib.closing(sqlite3.connect(scenario.database)) as database:
                database.execute("VACUUM INTO ?", (str(cls.folder / "right.db"),))

    @contextlib.contextmanager
    def books(self, *changes):
        """The run's books after these statements, each of which has to change something."""
        spoiled = self.folder / "spoiled.db"
        spoiled.write_bytes((self.folder / "right.db").read_bytes())
        with contextlib.closing(sqlite3.connect(spoiled, isolation_level=None)) as database:
            for change in changes:
                done = database.execute(*change) if isinstance(change, tuple) else database.execute(change)
                self.assertGreater(done.rowcount, 0, change)
        with Books(spoiled) as books:
            yield books

    def wrong(self, *changes):
        with self.books(*changes) as books:
            return books.wrong_counters(self.campaign)

    def faults(self, *changes, ledger=None):
        with self.books(*changes) as books:
            return Reconciliation(books, self.campaign, ledger or self.ledger).faults()

    def with_sms(self, references):
        return {**self.ledger, "sms": references}

    def some(self, state):
        """A delivery that ended so."""
        with self.books() as books:
            return next(d for d in books.deliveries(self.campaign) if d.state == state)

    def test_books_that_are_right_are_right(self):
        self.assertEqual(self.wrong(), [])
        self.assertGreaterEqual(set(self.states), {"delivered", "failed", "accepted"})

    def test_each_counter_that_is_off_by_one_is_found(self):
        with self.books() as books:
            deliveries = books.rows("SELECT unit_id, state, n FROM delivery_count WHERE n > 0")
            recipients = books.rows("SELECT unit_id, bucket, n FROM recipient_count WHERE n > 0")
        self.assertGreater(len(deliveries), 3)
        self.assertGreater(len(recipients), 4)
        for unit, state, n in deliveries:
            for by in (1, -1):
                change = "UPDATE delivery_count SET n = n + ? WHERE unit_id = ? AND state = ?", (by, unit, state)
                self.assertEqual(self.wrong(change), [("delivery", unit, "sms", STATES[state], n + by, n)])
        for unit, bucket, n in recipients:
            for by in (1, -1):
                change = "UPDATE recipient_count SET n = n + ? WHERE unit_id = ? AND bucket = ?", (by, unit, bucket)
                self.assertEqual(self.wrong(change), [("recipient", unit, "", BUCKETS[bucket], n + by, n)])

    def test_a_counter_that_is_missing_and_one_of_nothing_are_found(self):
        for table in ("delivery_count", "recipient_count"):
            self.assertGreater(len(self.wrong(f"DELETE FROM {table} WHERE n > 0")), 3)
            # The sum is right, and it is the wrong unit's.
            self.assertGreater(len(self.wrong(f"UPDATE {table} SET unit_id = unit_id + 100")), 6)

    def test_a_row_that_moved_without_its_counters_is_found(self):
        one = self.some("delivered")
        for state in ("queued", "accepted", "failed", "in_doubt", "expired", "cancelled"):
            wrong = self.wrong(("UPDATE delivery SET state = ? WHERE id = ?", (STATES.index(state), one.id)))
            self.assertEqual([line[0] for line in wrong], ["delivery"] * 2 + ["recipient"] * 2, wrong)
            self.assertEqual({kept - counted for *_, kept, counted in wrong}, {1, -1})

    def test_a_row_that_is_gone_is_found(self):
        one = self.some("delivered")
        wrong = self.wrong(("DELETE FROM delivery WHERE id = ?", (one.id,)))
        self.assertIn("pending without a delivery", [line[3] for line in wrong])
        self.assertIn(("delivery", one.unit, "sms", "delivered"), [line[:4] for line in wrong])
        wrong = self.wrong(("DELETE FROM recipient WHERE id & ? = ?", ((1 << 40) - 1, one.customer)))
        self.assertEqual([line[:4] for line in wrong], [("recipient", one.unit, "", "reached")])

    def test_what_a_lease_covers_counts_as_being_sent(self):
        one = self.some("delivered")
        back = "UPDATE delivery SET state = 0 WHERE id = ?", (one.id,)
        lease = "INSERT INTO lease (first, last, taken_at) VALUES (?, ?, 0)", (one.id, one.id + 1)
        self.assertIn("queued", [line[3] for line in self.wrong(back)])
        words = [line[3] for line in self.wrong(back, lease)]
        self.assertIn("sending", words)
        self.assertNotIn("queued", words)

    def test_an_account_that_is_right_is_right(self):
        self.assertEqual(self.faults(), {})

    def test_a_line_that_is_missing_is_found(self):
        for state in ("delivered", "accepted"):
            one = self.some(state)
            ledger = self.with_sms([line for line in self.ledger["sms"] if line != one.reference])
            faults = self.faults(ledger=ledger)
            self.assertEqual(list(faults), ["invented"])
            self.assertEqual([line[:3] for line in faults["invented"]], [("sms", one.reference, state)])
        self.assertEqual(len(self.faults(ledger={"sms": []})["invented"]), 10)

    def test_a_line_that_is_there_twice_is_found(self):
        one = self.some("accepted").reference
        self.assertEqual(self.faults(ledger=self.with_sms([*self.ledger["sms"], one])), {"twice": [("sms", one, 2)]})

    def test_a_line_of_nobody_is_found(self):
        for nobody in ("NOBODY", self.ledger["sms"][0][:-1], self.ledger["sms"][0].lower()):
            faults = self.faults(ledger=self.with_sms([*self.ledger["sms"], nobody]))
            self.assertEqual(faults, {"unknown": [("sms", nobody)]})
        # By another channel's gateway it is nobody's too.
        one = self.ledger["sms"][0]
        self.assertEqual(self.faults(ledger={**self.ledger, "zalo": [one]}), {"unknown": [("zalo", one)]})

    def test_what_is_denied_is_found(self):
        one = self.some("delivered")
        for state in ("failed", "expired", "cancelled", "queued"):
            faults = self.faults(*self.ended(one, state, ATTEMPT))
            self.assertEqual([line[:3] for line in faults.pop("denied")], [("sms", one.reference, state)])
            self.assertEqual(faults, {"unfinished": [("sms", one.reference, state)]} if state == "queued" else {})
        # The controls: the gateway's own later word denies nothing, nor does a doubt.
        self.assertEqual(self.faults(*self.ended(one, "failed", RECEIPT)), {})
        self.assertEqual(self.faults(*self.ended(one, "in_doubt", ATTEMPT)), {})

    def test_what_is_on_its_way_is_unfinished_and_not_denied(self):
        one = self.some("accepted")
        lease = "INSERT INTO lease (first, last, taken_at) VALUES (?, ?, 0)", (one.id, one.id + 1)
        faults = self.faults(("UPDATE delivery SET state = 0 WHERE id = ?", (one.id,)), lease)
        self.assertEqual(faults, {"unfinished": [("sms", one.reference, "queued")]})

    def ended(self, one, state, event):
        """As if this were all that had happened to it."""
        number = STATES.index(state)
        return (("UPDATE delivery SET state = ? WHERE id = ?", (number, one.id)),
                ("UPDATE history SET event = ?, state = ? WHERE delivery_id = ?", (event, number, one.id)))


if __name__ == "__main__":
    unittest.main(verbosity=2)
