#!/usr/bin/python3
"""The gateway's name cannot be resolved: the name server is silent, fails, or knows nobody. Nothing leaves, nobody loses a
try for it, the service answers meanwhile, and it sends by itself once the name is known. The service runs with a
resolv.conf of its own; skipped without leave to give it one."""

import socket
import sys
import unittest

from books import ATTEMPT, Books, ledger_of
from name_server import PORT, NameServer
from other_files import starter, why_not
from service import Scenario, skip_script, wait_for
from sms_scenario import SmsScenario
from status_watch import StatusWatch

ADDRESS = "127.0.0.77"
CUSTOMERS = 60
# Mail: as few attempts as there can be, and fewer customers than tries without an address.
MAILBOXES, ATTEMPTS, TRIES = 2, 2, 6
# With these a resolver waits minutes for a silent name server.
PATIENT = "options timeout:30 attempts:5\n"

MAIL = """  email:
    kind: email
    server: smtp://mail.test:{port}
    starttls: off
    from: "EVNNPC <cskh@npc.example>"
    concurrency: 2
    receipts: none
    timeout: 2s
    retry: {{attempts: {attempts}, first: 200ms, factor: 1, max: 200ms}}
"""


class MailScenario(Scenario):
    """A campaign by email alone, to a server whose name `names` knows."""

    def __init__(self, names):
        super().__init__()
        self.config.write_text(self.default_config(MAIL.format(port=self.ports["smtp"], attempts=ATTEMPTS)))
        resolver = self.folder / "resolv.conf"
        resolver.write_text(f"nameserver {names.address}\n{PATIENT}")
        self.starter = starter({"/etc/resolv.conf": resolver})

    def begin(self):
        path = self.folder / "customers.csv"
        path.write_text("customer_code,full_name,email\n" +
                        "".join(f"PA05{row:09},Nguyễn Thị Mẫu,ho.{row}@mail.test\n" for row in range(MAILBOXES)))
        self.ask("customers", "import", path)
        path, campaign = self.campaign(routes="\n  - send: [email]\n")
        path.write_text(path.read_text().replace("sms: tri-an/sms.txt, zalo: tri-an/zalo.yaml, ", "")
                        .replace(", letter: tri-an/letter.txt", ""))
        self.ask("campaign", "plan", path)
        self.ask("campaign", "approve", campaign)
        return campaign

    def tries(self):
        """How often a mail was handed over, and how many of these count as its attempts."""
        with Books(self.database) as books:
            return (books.number("SELECT count(*) FROM history WHERE event = ?", ATTEMPT),
                    books.number("SELECT sum(attempts) FROM delivery"))


class Names(unittest.TestCase):
    def test_a_name_server_in_trouble_costs_nobody_a_try_and_holds_up_nothing(self):
        with NameServer(ADDRESS, "silent") as names, SmsScenario() as scenario:
            self.resolve_by(scenario, names)
            scenario.start()
            campaign = scenario.begin(CUSTOMERS)
            with StatusWatch(scenario) as watch:
                wait_for("tries that end without an address", lambda: scenario.attempts()["gateway_down"] > 1)
                wait_for("the channel to be held", lambda: "breaker_open" in self.holds(scenario, campaign))
                # Each kind of trouble is told apart from an answer; none of it is a doubt.
                for mode in ("failure", "unknown", "silent"):
                    names.mode = mode
                    before = names.asked[mode]
                    told = scenario.ask("channels", "test", "sms", "--to", "0912345678", exit=1)
                    self.assertIn("gateway_down", str(told))
                    self.assertGreater(names.asked[mode], before)
                counts = scenario.counts(campaign)
                self.assertEqual(counts["queued"] + counts["sending"], sum(counts.values()), counts)
                self.assertEqual(scenario.requests(), 0)
                tried = scenario.attempts()
                names.mode = "answer"
                wait_for("messages", lambda: scenario.requests() > 0)
            states = scenario.account(campaign)
            self.assertEqual(states, {"delivered": sum(states.values())})
            self.assertEqual(set(tried), {"gateway_down"})
            print(f"names: {dict(names.asked)} questions, {sum(tried.values())} tries without an address, slowest status "
                  f"{watch.slowest:.2f} s, {dict(states)}")

    def test_no_mail_session_waits_for_a_silent_name_server(self):
        with NameServer(ADDRESS, "silent") as names, MailScenario(names) as scenario:
            scenario.start()
            campaign = scenario.begin()
            with StatusWatch(scenario) as watch:
                # A session that waited for its resolver would have none to tell of.
                wait_for("tries that end without an address", lambda: scenario.tries()[0] >= TRIES, 120)
            tries, attempts = scenario.tries()
            self.assertEqual(attempts, 0, "a server that cannot be found costs attempts")
            self.assertEqual(scenario.stop(), 0)
            # Nor does the end of the service, while one is being looked for.
            scenario.start()
            before = names.asked["silent"]
            wait_for("a question", lambda: names.asked["silent"] > before)
            self.assertEqual(scenario.stop(), 0)
            names.mode = "answer"
            scenario.start()
            scenario.finish(campaign)
            self.assertEqual(scenario.status(campaign)["channels"]["email"]["accepted"], MAILBOXES)
            sent = ledger_of(scenario, ("email",))["email"]
            self.assertEqual((len(sent), len(set(sent))), (MAILBOXES, MAILBOXES))
            print(f"names, mail: {tries} tries without an address, none counted, slowest status {watch.slowest:.2f} s")

    def resolve_by(self, scenario, names):
        resolver = scenario.folder / "resolv.conf"
        resolver.write_text(f"nameserver {ADDRESS}\n")
        scenario.starter = starter({"/etc/resolv.conf": resolver})
        scenario.send_through(f"http://gateway.test:{scenario.ports['http']}")

    def holds(self, scenario, campaign):
        return {hold["reason"] for hold in scenario.status(campaign)["holds"] if hold["channel"] == "sms"}


def why_no_name_server():
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind((ADDRESS, PORT))
    except OSError as trouble:
        return f"port {PORT}: {trouble}"
    return why_not()


if __name__ == "__main__":
    if why := why_no_name_server():
        skip_script(f"the service cannot be given another name server here ({why}); run it as root")
    sys.exit(unittest.main(verbosity=2))
