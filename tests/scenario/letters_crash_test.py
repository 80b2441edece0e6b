#!/usr/bin/python3
"""Kills, a print house that takes batches away, a disk that vanishes and one that is full: no letter is printed twice,
none is forgotten."""

import shutil
import subprocess
import time
import unittest

from disk_full_test import mount, why_not_mounted
from press import batches, begin, printed
from service import Scenario, buckets_add_up, wait_for

KILLS = 4


class Crash(unittest.TestCase):
    def balance(self, scenario, campaign, planned, *folders):
        finished = scenario.finish(campaign)
        self.assertTrue(buckets_add_up(finished))
        everything = printed(*folders)
        self.assertEqual(len(everything), len(set(everything)), "a letter was printed twice")
        letters = finished["channels"]["letter"]
        self.assertEqual(letters["accepted"] + letters["failed"] + letters["in_doubt"], planned)
        return letters, everything

    def test_killed_while_batches_are_written(self):
        with Scenario() as scenario:
            campaign, planned = begin(scenario, 1500, batch=150)
            outbox, rendering = scenario.letters / "outbox", scenario.letters / "rendering"
            half = 0
            for kill in range(KILLS):
                # Looked for more often than wait_for() does: a batch is written in a fraction of a second.
                deadline = time.monotonic() + 20
                while not any(rendering.glob("*/letters.pdf")) and time.monotonic() < deadline:
                    time.sleep(0.001)
                scenario.kill()
                half += any(rendering.iterdir())
                for batch in batches(outbox):
                    self.assertEqual(batch.faults(), [], batch.folder)
                scenario.start()
            self.assertGreater(half, 0, "no kill struck a batch half made")
            letters, everything = self.balance(scenario, campaign, planned, outbox)
            self.assertEqual(letters["in_doubt"], 0)
            self.assertEqual(len(everything), letters["accepted"])

    def take_away(self, scenario, taken):
        for path in (scenario.letters / "outbox").iterdir():
            shutil.move(str(path), taken / path.name)

    def crash_after_the_print_house(self, scenario, forget):
        """Kills the service again and again after the print house has taken what it found; `forget`: the journal is
        lost as well. Gives what became of the letters and all that was printed."""
        taken = scenario.folder / "taken"
        taken.mkdir()
        campaign, planned = begin(scenario, 300, batch=30, more="    rate: 60/s\n")
        for kill in range(KILLS):
            before = len(list(taken.iterdir()))

            def more():
                self.take_away(scenario, taken)
                return len(list(taken.iterdir())) > before or \
                    scenario.status(campaign)["channels"]["letter"]["queued"] == 0

            wait_for("batches", more)
            scenario.kill()
            self.take_away(scenario, taken)
            if forget:
                shutil.rmtree(scenario.letters / "journal")
            scenario.start()
        finished = scenario.finish(campaign)
        self.assertTrue(buckets_add_up(finished))
        everything = printed(taken, scenario.letters / "outbox")
        return finished["channels"]["letter"], everything, planned

    def test_a_batch_that_the_print_house_took_is_known_after_a_crash(self):
        with Scenario() as scenario:
            letters, everything, planned = self.crash_after_the_print_house(scenario, forget=False)
            self.assertEqual(len(everything), len(set(everything)), "a letter was printed twice")
            self.assertEqual(letters["in_doubt"], 0)
            self.assertEqual(letters["accepted"], len(everything))
            self.assertEqual(letters["accepted"] + letters["failed"], planned)

    def test_without_the_journal_what_was_on_its_way_is_in_doubt_and_not_printed_again(self):
        with Scenario() as scenario:
            letters, everything, planned = self.crash_after_the_print_house(scenario, forget=True)
            self.assertEqual(len(everything), len(set(everything)), "a letter was printed twice")
            self.assertGreater(letters["in_doubt"], 0)
            self.assertEqual(letters["accepted"] + letters["failed"] + letters["in_doubt"], planned)

    def test_a_folder_that_vanishes_holds_the_letters_until_it_is_back(self):
        with Scenario() as scenario:
            campaign, planned = begin(scenario, 60, batch=500)
            wait_for("the open batch",
                     lambda: scenario.status(campaign)["channels"]["letter"]["sending"] == planned)
            away = scenario.folder / "away"
            scenario.letters.rename(away)
            # An empty disk in its place is not taken for it.
            (scenario.letters / "outbox").mkdir(parents=True)
            batch, = scenario.ask("letters", "list")["batches"]
            refused = scenario.ask("letters", "release", batch["batch"], exit=1)
            self.assertIn("is not the folder that it was", refused["message"])
            self.assertEqual(printed(scenario.letters / "outbox"), [])
            shutil.rmtree(scenario.letters)
            away.rename(scenario.letters)
            letters, everything = self.balance(scenario, campaign, planned, scenario.letters / "outbox")
            self.assertEqual(len(everything), letters["accepted"])

    @unittest.skipIf(why_not_mounted(), "no leave to mount a small file system")
    def test_a_full_disk_prints_nothing_by_halves(self):
        with Scenario() as scenario:
            done = mount(scenario.letters, "2m")
            self.assertEqual(done.returncode, 0, done.stderr)
            try:
                campaign, planned = begin(scenario, 120, batch=500)
                wait_for("the open batch",
                         lambda: scenario.status(campaign)["channels"]["letter"]["sending"] == planned)
                filler = scenario.letters / "filler"
                with open(filler, "wb", buffering=0) as file:
                    try:
                        while file.write(b"x" * 4096):
                            pass
                    except OSError:
                        pass
                batch, = scenario.ask("letters", "list")["batches"]
                refused = scenario.ask("letters", "release", batch["batch"], exit=1)
                self.assertIn("No space left", refused["message"])
                self.assertEqual(printed(scenario.letters / "outbox"), [])
                filler.unlink()
                letters, everything = self.balance(scenario, campaign, planned, scenario.letters / "outbox")
                self.assertEqual(len(everything), letters["accepted"])
                for one in batches(scenario.letters / "outbox"):
                    self.assertEqual(one.faults(), [])
            finally:
                if scenario.service:
                    scenario.stop()
                subprocess.run(["umount", "-l", scenario.letters], check=True)


if __name__ == "__main__":
    unittest.main(verbosity=2)
