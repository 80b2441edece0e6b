#!/usr/bin/python3
"""Nobody who must not be written to is written to: in a plan, and while a campaign is running."""

import re
import unittest

from service import Scenario, buckets_add_up, wait_for

CUSTOMERS = 40


def code(number):
    return f"PA0501{number:07d}"


def phone(number):
    return f"09123400{number:02d}"


def channels(scenario, rate):
    return f"""  sms:
    kind: sms
    gateway: esms
    endpoint: {scenario.url}
    credentials: {{api_key: key, secret_key: secret}}
    sender: EVNNPC
    concurrency: 1
    rate: {rate}
    price: 850
    timeout: 3s
    webhook_secret: sms-hook
  email:
    kind: email
    server: smtp://127.0.0.1:{scenario.ports['smtp']}
    starttls: off
    from: "EVNNPC <cskh@npc.example>"
    concurrency: 1
    receipts: none
    timeout: 3s
"""


class Suppress(unittest.TestCase):
    def scenario(self, rate="2/s"):
        scenario = Scenario()
        scenario.config.write_text(scenario.default_config(channels(scenario, rate)))
        return scenario

    def load(self, scenario):
        rows = ["customer_code,full_name,phone,email"]
        rows += [f"{code(n)},Nguyễn Thị Quên {n},{phone(n)},quen{n}@example.vn" for n in range(1, CUSTOMERS + 1)]
        path = scenario.folder / "list.csv"
        path.write_text("\n".join(rows) + "\n")
        return scenario.ask("customers", "import", path)

    def campaign(self, scenario, routes):
        path, campaign = scenario.campaign(routes=routes)
        text = re.sub(r"messages: .*", "messages: {sms: tri-an/sms.txt, email: tri-an/email}", path.read_text())
        path.write_text(text)
        return path, campaign

    def deliveries(self, scenario, number):
        return scenario.api("/api/v1/deliveries/find", {"query": code(number)})["deliveries"]

    def run_with(self, act):
        """A campaign at two messages a second; `act` is called while most of it is still queued."""
        with self.scenario() as scenario:
            scenario.start()
            self.load(scenario)
            path, campaign = self.campaign(scenario, "\n  - send: [sms | email]\n")
            scenario.ask("campaign", "plan", path)
            scenario.ask("campaign", "approve", campaign)
            wait_for("the first messages", lambda: len(scenario.references()) >= 1)
            chosen = [n for n in range(CUSTOMERS, 0, -1)
                      if self.deliveries(scenario, n)[0]["state"] == "queued"][:4]
            self.assertEqual(len(chosen), 4)
            act(scenario, *chosen)
            finished = scenario.finish(campaign)
            self.assertTrue(buckets_add_up(finished))
            sent = scenario.references()
            self.assertEqual(len(sent), len(set(sent)))
            rest = [n for n in range(1, CUSTOMERS + 1) if n not in chosen]
            for number in rest:
                self.assertIn(self.deliveries(scenario, number)[0]["reference"], sent)
            return [self.told(scenario, number, sent) for number in chosen], scenario.folder

    def told(self, scenario, number, sent):
        """Channel → (state, reason, whether a gateway has it), of one customer."""
        return {d["channel"]: (d["state"] in ("accepted", "delivered"), d["reason"], d["reference"] in sent)
                for d in self.deliveries(scenario, number)}

    def test_an_address_suppressed_a_moment_ago_is_not_written_to(self):
        def act(scenario, by_phone, by_code, erased, untouched):
            scenario.ask("suppressions", "add", phone(by_phone), "--reason", "do_not_call")
            scenario.ask("suppressions", "add", code(by_code), "--reason", "opted_out", "--note", "rang us")
            told = scenario.ask("customers", "erase", code(erased), "--confirm", code(erased))
            self.assertEqual(told["deliveries_withdrawn"], 1)
            # Withdrawn at once, not only when its turn comes.
            self.assertEqual(self.told(scenario, erased, []), {"sms": (False, "erased", False)})

        (by_phone, by_code, erased, untouched), _ = self.run_with(act)
        # The telephone is suppressed, the customer is not: the leg goes on by email.
        self.assertEqual(by_phone, {"sms": (False, "do_not_call", False), "email": (True, "", True)})
        self.assertEqual(by_code, {"sms": (False, "opted_out", False)})
        self.assertEqual(erased, {"sms": (False, "erased", False)})
        self.assertEqual(untouched, {"sms": (True, "", True)})

    def test_control_without_a_suppression_all_of_them_are_written_to(self):
        told, _ = self.run_with(lambda *_: None)
        self.assertEqual(told, [{"sms": (True, "", True)}] * 4)

    def test_a_plan_leaves_out_whom_it_must_and_a_suppression_that_is_over_does_not_count(self):
        with self.scenario() as scenario:
            scenario.start()
            self.load(scenario)
            path, campaign = self.campaign(scenario, "\n  - send: [sms]\n")
            before = scenario.ask("campaign", "plan", path)["recipients"]
            self.assertEqual((before["pending"], before["suppressed"]), (CUSTOMERS, 0))
            dnc = scenario.folder / "dnc.csv"
            dnc.write_text("phone,note\n" + "".join(f"{phone(n)},list\n" for n in (1, 2, 3)) + "12345,\n")
            loaded = scenario.ask("suppressions", "import", dnc, "--reason", "do_not_call", exit=3)
            self.assertEqual((loaded["read"], loaded["taken"], loaded["added"], loaded["rejected"]), (4, 3, 3, 1))
            self.assertIn("12345", (scenario.folder / "dnc.rejects.csv").read_text())
            again = scenario.ask("suppressions", "import", dnc, "--reason", "do_not_call", exit=3)
            self.assertEqual((again["added"], again["unchanged"]), (0, 3))
            # Advertising only: a care campaign may still write.
            scenario.ask("suppressions", "add", phone(4), "--class", "advertising", "--reason", "do_not_call")
            scenario.ask("suppressions", "add", code(5), "--scope", "email")
            scenario.ask("suppressions", "add", code(6), "--until", "2001-01-01", exit=2)
            after = scenario.ask("campaign", "plan", path)["recipients"]
            self.assertEqual((after["pending"], after["suppressed"]), (CUSTOMERS - 3, 3))
            scenario.ask("suppressions", "remove", phone(1), "--reason", "a mistake")
            scenario.ask("suppressions", "remove", phone(1), exit=5)
            # What ends before a later window opens keeps nobody out of it.
            later = scenario.folder / "later.yaml"
            later.write_text(re.sub(r"window: .*", "window: {from: 2099-12-18, to: 2099-12-21}", path.read_text()))
            scenario.ask("suppressions", "add", code(7), "--until", "2099-12-17")
            scenario.ask("suppressions", "add", code(8), "--until", "2099-12-18")
            planned = scenario.ask("campaign", "plan", later)["recipients"]
            self.assertEqual((planned["pending"], planned["suppressed"]), (CUSTOMERS - 3, 3))
            for number in (7, 8):
                scenario.ask("suppressions", "remove", code(number))
            # It survives a restart.
            self.assertEqual(scenario.stop(), 0)
            scenario.start()
            after = scenario.ask("campaign", "plan", path)["recipients"]
            self.assertEqual((after["pending"], after["suppressed"]), (CUSTOMERS - 2, 2))
            listed = scenario.ask("suppressions", "list", "--reveal")["suppressions"]
            self.assertEqual(len(listed), 4)
            self.assertIn("+84" + phone(2)[1:], [one["address"] for one in listed])
            former = scenario.ask("suppressions", "list", phone(1))
            self.assertEqual([one["end_reason"] for one in former["former"]], ["a mistake"])

    def test_what_was_erased_is_in_no_file_and_lists_do_not_bring_it_back(self):
        with self.scenario(rate="1000/s") as scenario:
            scenario.start()
            self.load(scenario)
            path, campaign = self.campaign(scenario, "\n  - send: [sms]\n")
            scenario.ask("campaign", "plan", path)
            scenario.ask("campaign", "approve", campaign)
            scenario.finish(campaign)

            def files_hold(text):
                return any(text.encode() in file.read_bytes() for file in scenario.folder.glob("triand.db*")
                           if file.is_file())

            name, email = "Nguyễn Thị Quên 7", "quen7@example.vn"
            reference = self.deliveries(scenario, 7)[0]["reference"]
            self.assertIn(name, scenario.ask("customers", "show", code(7))["full_name"])
            self.assertIsNotNone(scenario.ask("deliveries", "show", reference)["text"])
            self.assertTrue(files_hold(email) and files_hold("Quên 7"))
            scenario.ask("customers", "erase", code(7), exit=2)
            scenario.ask("customers", "erase", code(7), "--confirm", code(8), exit=2)
            scenario.ask("customers", "erase", "PA05019999999", "--confirm", "PA05019999999", exit=5)
            scenario.ask("customers", "erase", code(7), "--confirm", code(7))
            wait_for("the purge", lambda: not files_hold(email) and not files_hold("Quên 7"))
            # The control: everybody else is still there.
            self.assertTrue(files_hold("quen8@example.vn") and files_hold("Quên 8"))

            shown = scenario.ask("deliveries", "show", reference)
            self.assertTrue(shown["erased"])
            self.assertIn(shown["state"], ("accepted", "delivered"))
            self.assertEqual((shown["text"], shown["subject"], shown["address"]), (None, None, ""))
            self.assertEqual(self.deliveries(scenario, 7)[0]["reference"], reference)
            self.assertEqual(scenario.ask("deliveries", "find", phone(7))["deliveries"], [])

            again = self.load(scenario)
            self.assertEqual((again["taken"], again["erased"]), (CUSTOMERS, 1))
            self.assertEqual(scenario.ask("customers", "show", code(7))["full_name"], "")
            self.assertFalse(files_hold("Quên 7"))
            scenario.ask("suppressions", "remove", code(7), "--reason", "asked for it in writing")
            self.assertEqual(self.load(scenario)["erased"], 0)
            self.assertEqual(scenario.ask("customers", "show", code(7))["full_name"], name)
            # What was sent before the erasure stays unknown.
            self.assertEqual(scenario.ask("deliveries", "show", reference)["text"], None)


if __name__ == "__main__":
    unittest.main()
