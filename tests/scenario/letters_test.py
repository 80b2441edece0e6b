#!/usr/bin/python3
"""A campaign of letters from the plan to the last one that comes back: what lies in the outbox, what printer and post
report, and what the service says of it are compared line by line."""

import collections
import os
import unittest

from books import Books
from press import batches, begin, configure, printed
from service import Scenario, wait_for

CUSTOMERS = 400


class Letters(unittest.TestCase):
    def print_all(self, scenario, campaign, planned):
        scenario.finish(campaign)
        letters = scenario.status(campaign)["channels"]["letter"]
        self.assertEqual(letters["accepted"] + letters["failed"], planned)
        return letters

    def states(self, scenario, campaign):
        with Books(scenario.database) as books:
            return {d.reference: d.state for d in books.deliveries(campaign)}

    def ack(self, scenario, rows, exit=0):
        path = scenario.folder / "ack.csv"
        path.write_text("reference,status,date,reason\n" + "".join(",".join(row) + "\n" for row in rows))
        return scenario.ask("letters", "ack", path, exit=exit)

    def test_every_letter_is_accounted_for_line_by_line(self):
        with Scenario() as scenario:
            campaign, planned = begin(scenario, CUSTOMERS)
            letters = self.print_all(scenario, campaign, planned)
            outbox = scenario.letters / "outbox"
            in_outbox = batches(outbox)
            self.assertGreater(len(in_outbox), 3)
            for batch in in_outbox:
                self.assertEqual(batch.faults(), [], batch.folder)
                self.assertEqual(batch.about["campaign"], campaign)
            everything = printed(outbox)
            self.assertEqual(len(everything), len(set(everything)))
            states = self.states(scenario, campaign)
            self.assertEqual(set(everything), {r for r, state in states.items() if state == "accepted"})
            self.assertEqual(letters["accepted"], len(everything))
            listed = {b["batch"]: b for b in scenario.ask("letters", "list")["batches"]}
            self.assertEqual({name: b["letters"] for name, b in listed.items()},
                             {batch.folder.name: len(batch.rows) for batch in in_outbox})
            self.assertEqual({b["state"] for b in listed.values()}, {"released"})
            # Only to us: these are somebody's name and address.
            for batch in in_outbox:
                self.assertEqual(os.stat(batch.folder / "letters.pdf").st_mode & 0o7, 0)
                self.assertEqual(os.stat(batch.folder).st_mode & 0o7, 0)

            # What the printer and the post say, letter by letter.
            fate = {}
            for at, reference in enumerate(everything):
                fate[reference] = "rejected" if at % 17 == 3 else "returned" if at % 11 == 5 else "posted"
            self.ack(scenario, [(r, "printed", "2026-12-19", "") for r in everything])
            self.assertEqual(set(self.states(scenario, campaign).values()) - {"failed"}, {"accepted"})
            self.assertEqual({b["state"] for b in scenario.ask("letters", "list")["batches"]}, {"acknowledged"})
            told = self.ack(scenario, [(r, status, "2026-12-20", "as told") for r, status in fate.items()])
            self.assertEqual((told["read"], told["applied"], told["rejected"]), (len(everything), len(everything), 0))
            wanted = {"posted": "delivered", "returned": "failed", "rejected": "failed"}
            states = self.states(scenario, campaign)
            for reference, status in fate.items():
                self.assertEqual(states[reference], wanted[status], reference)
            counted = collections.Counter(states.values())
            after = scenario.status(campaign)["channels"]["letter"]
            self.assertEqual({state: n for state, n in after.items() if n}, dict(counted))
            sums = collections.Counter()
            for batch in scenario.ask("letters", "list")["batches"]:
                self.assertIn(batch["state"], ("posted", "returned"))
                self.assertEqual(batch["state"] == "returned", batch["returned"] > 0)
                sums.update({word: batch[word] for word in ("printed", "posted", "returned", "rejected")})
            self.assertEqual(sums, collections.Counter(printed=len(everything), **collections.Counter(fate.values())))

            # The same file again changes nothing; one that came back after it was posted is kept, and stays delivered.
            again = self.ack(scenario, [(r, status, "2026-12-20", "as told") for r, status in fate.items()])
            self.assertEqual((again["applied"], len(again["repeated"])), (0, len(everything)))
            posted = next(r for r, status in fate.items() if status == "posted")
            self.ack(scenario, [(posted, "returned", "2026-12-28", "moved")])
            shown = scenario.ask("deliveries", "show", posted)
            self.assertEqual(shown["state"], "delivered")
            self.assertEqual([entry["code"] for entry in shown["history"] if entry["event"] == "receipt"],
                             ["printed", "posted", "returned"])
            returned = next(r for r, status in fate.items() if status == "returned")
            self.assertEqual(scenario.ask("deliveries", "show", returned)["reason"], "returned_letter")

    def test_rows_that_cannot_be_taken_are_named_and_the_others_are_taken(self):
        with Scenario() as scenario:
            campaign, planned = begin(scenario, 30)
            self.print_all(scenario, campaign, planned)
            one, other = printed(scenario.letters / "outbox")[:2]
            told = self.ack(scenario, [(one, "posted", "2026-12-20", ""), ("NOBODY", "posted", "", ""),
                                       (other, "lost", "", ""), (other, "posted", "20/12/2026", ""),
                                       (other, "printed", "2026-12-20", "")], exit=3)
            self.assertEqual((told["read"], told["applied"], told["rejected"]), (5, 2, 3))
            self.assertEqual([fault["line"] for fault in told["faults"]], [3, 4, 5])
            self.assertIn("manifest.csv", told["faults"][0]["message"])
            scenario.ask("letters", "ack", scenario.folder / "none.csv", exit=2)
            wrong = scenario.folder / "wrong.csv"
            wrong.write_text("a,b\n1,2\n")
            scenario.ask("letters", "ack", wrong, exit=2)
            scenario.ask("letters", "release", "no-such-batch", exit=5)

    def test_a_batch_is_released_when_the_command_returns_and_goes_by_one_name(self):
        with Scenario() as scenario:
            campaign, planned = begin(scenario, 20, batch=500)
            open_batch = wait_for("the open batch", lambda: [
                b for b in scenario.ask("letters", "list")["batches"] if b["letters"] == planned])[0]
            self.assertEqual(open_batch["state"], "open")
            self.assertEqual(scenario.status(campaign)["channels"]["letter"]["sending"], planned)
            released = scenario.ask("letters", "release", open_batch["batch"])
            self.assertEqual(released["state"], "released")
            batch, = batches(scenario.letters / "outbox")
            self.assertEqual(batch.folder.name, open_batch["batch"])
            self.assertEqual(batch.faults(), [])
            scenario.ask("letters", "release", open_batch["batch"])

    def test_a_lost_batch_is_printed_once_more_and_names_the_old(self):
        with Scenario() as scenario:
            campaign, planned = begin(scenario, 30, batch=500)
            self.print_all(scenario, campaign, planned)
            old, = batches(scenario.letters / "outbox")
            arrived = old.references[0]
            self.ack(scenario, [(arrived, "posted", "", "")])
            done = scenario.ask("letters", "reprint", old.folder.name, "--reason", "lost", exit=3)
            self.assertEqual([left["reference"] for left in done["left_out"]], [arrived])
            new = next(b for b in batches(scenario.letters / "outbox") if b.folder.name == done["batch"])
            self.assertEqual(new.faults(), [])
            self.assertEqual(new.about["reprint_of"], old.folder.name)
            self.assertEqual(new.references, [r for r in old.references if r != arrived])
            # The same letters, to the word.
            pages = dict(zip(old.references, old.pages()))
            self.assertEqual(new.pages(), [pages[reference] for reference in new.references])
            self.ack(scenario, [(r, "posted", "", "") for r in new.references])
            states = {b["batch"]: b["state"] for b in scenario.ask("letters", "list")["batches"]}
            self.assertEqual(states[new.folder.name], "posted")
            scenario.ask("letters", "reprint", new.folder.name, exit=6)

    def test_addresses_are_printed_in_two_levels_and_unclear_ones_fail_with_their_reason(self):
        with Scenario() as scenario:
            table = scenario.folder / "communes.csv"
            table.write_text("old_commune,old_district,old_province,new_commune,new_province\n"
                             "Xã Mẫu Một,Huyện Thử,Bắc Giang,Xã Mẫu Mới,Bắc Ninh\n"
                             "Xã Mẫu Hai,Huyện Thử,Bắc Giang,Xã Mẫu Mới,Bắc Ninh\n"
                             "Xã Mẫu Hai,Huyện Thử,Bắc Giang,Xã Mẫu Ba,Bắc Ninh\n")
            configure(scenario, more=f"    communes: {table}\n")
            scenario.start()
            people = scenario.folder / "people.csv"
            people.write_text("customer_code,full_name,address,segment\n"
                              "PA05010000001,Hộ Thử Một,\"Thôn 1, Xã Mẫu Một, Huyện Thử, Bắc Giang\",household\n"
                              "PA05010000002,Hộ Thử Hai,\"Thôn 2, Xã Mẫu Hai, Huyện Thử, Bắc Giang\",household\n"
                              "PA05010000003,Hộ Thử Ba,\"Thôn 3, Xã Mẫu Mới, Bắc Ninh\",household\n")
            scenario.ask("customers", "import", people)
            path, campaign = scenario.campaign(routes="\n  - send: [letter]\n")
            scenario.ask("campaign", "plan", path)
            scenario.ask("campaign", "approve", campaign)
            scenario.finish(campaign)
            batch, = batches(scenario.letters / "outbox")
            self.assertEqual(batch.faults(), [])
            self.assertEqual(len(batch.rows), 2)
            changed = next(row for row in batch.rows if row["name"] == "Hộ Thử Một")
            # As it came in the list of the batch, as it is delivered on the page.
            self.assertEqual(changed["address"], "Thôn 1, Xã Mẫu Một, Huyện Thử, Bắc Giang")
            self.assertEqual(changed["province"], "Bắc Ninh")
            text = " ".join(batch.pages()[int(changed["page"]) - 1])
            self.assertIn("Thôn 1 Xã Mẫu Mới Bắc Ninh", text)
            self.assertNotIn("Huyện", text)
            unclear = scenario.ask("deliveries", "find", "PA05010000002")["deliveries"][0]
            self.assertEqual((unclear["state"], unclear["reason"]), ("failed", "no_such_address"))
            shown = scenario.ask("deliveries", "show", unclear["reference"])
            self.assertIn("was parted in 2025", shown["history"][-1]["detail"])
            told = scenario.ask("deliveries", "show", changed["reference"])["history"][-1]["detail"]
            self.assertIn("is printed as Xã Mẫu Mới", told)


if __name__ == "__main__":
    unittest.main(verbosity=2)
