#!/usr/bin/python3
"""A letter in an open batch has not left: pauses, cancellations and suppressions still hold for it."""

import csv
import unittest

from service import Scenario, wait_for

ROUTE = "\n  - send: [letter]\n"


class OpenBatch(unittest.TestCase):
    def begin(self, scenario):
        scenario.start()
        scenario.ask("customers", "import", scenario.customers(40))
        path, campaign = scenario.campaign(routes=ROUTE)
        planned = scenario.ask("campaign", "plan", path)["recipients"]["pending"]
        self.assertTrue(10 < planned < 50, "they are to stand in one open batch")
        scenario.ask("campaign", "approve", campaign)
        self.wait_for_letters(scenario, campaign, sending=planned)
        return campaign, planned

    def letters(self, scenario, campaign):
        return scenario.status(campaign)["channels"]["letter"]

    def wait_for_letters(self, scenario, campaign, **wanted):
        wait_for(f"{wanted}", lambda: all(self.letters(scenario, campaign)[k] == n for k, n in wanted.items()), 40)

    def somebody(self, scenario):
        """The code of a customer who has a letter."""
        with open(scenario.folder / "customers.csv", encoding="utf-8-sig", newline="") as file:
            codes = [next(iter(row.values())) for row in csv.DictReader(file)]
        return next(code for code in codes if scenario.ask("deliveries", "find", code)["deliveries"])

    def printed(self, scenario):
        out = []
        for manifest in scenario.letters.glob("outbox/*/manifest.csv"):
            with open(manifest, encoding="utf-8-sig", newline="") as file:
                out += [row["reference"] for row in csv.DictReader(file)]
        return out

    def test_a_pause_takes_letters_back_and_a_suppression_keeps_one_in(self):
        with Scenario() as scenario:
            campaign, planned = self.begin(scenario)
            code = self.somebody(scenario)
            reference = scenario.ask("deliveries", "find", code)["deliveries"][0]["reference"]

            scenario.ask("campaign", "pause", campaign)
            self.wait_for_letters(scenario, campaign, sending=0, queued=planned)
            scenario.release_letters()
            self.assertEqual(self.printed(scenario), [])
            scenario.ask("campaign", "resume", campaign)
            self.wait_for_letters(scenario, campaign, sending=planned)

            scenario.ask("suppressions", "add", code)
            # Released by hand before anybody looks again.
            scenario.release_letters()
            self.wait_for_letters(scenario, campaign, accepted=planned - 1, failed=1)
            self.assertEqual(len(self.printed(scenario)), planned - 1)
            self.assertNotIn(reference, self.printed(scenario))
            self.assertEqual(scenario.ask("deliveries", "show", reference)["state"], "failed")

    def test_what_is_paused_is_held_once_the_command_has_returned(self):
        with Scenario() as scenario:
            campaign, planned = self.begin(scenario)
            for order in (("campaign", "pause", campaign), ("channels", "pause", "letter")):
                scenario.ask(*order)
                scenario.release_letters()
                self.wait_for_letters(scenario, campaign, sending=0, queued=planned)
                self.assertEqual(self.printed(scenario), [])
                scenario.ask(order[0], "resume", order[2])
                self.wait_for_letters(scenario, campaign, sending=planned)

    def test_who_refuses_by_a_later_list_gets_no_letter_of_an_open_batch(self):
        with Scenario() as scenario:
            campaign, planned = self.begin(scenario)
            code = self.somebody(scenario)
            refusals = scenario.folder / "refusals.csv"
            refusals.write_text(f"customer_code,opt_out\n{code},x\n")
            scenario.ask("customers", "import", refusals)
            self.wait_for_letters(scenario, campaign, failed=1)
            scenario.release_letters()
            self.wait_for_letters(scenario, campaign, accepted=planned - 1, failed=1)
            self.assertEqual(len(self.printed(scenario)), planned - 1)

    def test_a_cancelled_campaign_prints_nothing_more(self):
        with Scenario() as scenario:
            campaign, planned = self.begin(scenario)
            scenario.ask("campaign", "cancel", campaign, "--confirm", campaign)
            self.wait_for_letters(scenario, campaign, sending=0, cancelled=planned)
            self.assertEqual(self.printed(scenario), [])

    def test_without_any_of_it_every_letter_is_printed(self):
        with Scenario() as scenario:
            campaign, planned = self.begin(scenario)
            scenario.release_letters()
            self.wait_for_letters(scenario, campaign, accepted=planned)
            self.assertEqual(len(self.printed(scenario)), planned)


if __name__ == "__main__":
    unittest.main(verbosity=2)
