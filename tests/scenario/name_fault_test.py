#!/usr/bin/python3
"""The gateway's name cannot be resolved: the name server is silent, fails, or knows nobody. Nothing leaves, nobody loses a
try for it, the service answers meanwhile, and it sends by itself once the name is known. The service runs with a
resolv.conf of its own; skipped without leave to give it one."""

import socket
import sys
import unittest

from name_server import PORT, NameServer
from other_files import starter, why_not
from service import skip_script, wait_for
from sms_scenario import SmsScenario
from status_watch import StatusWatch

ADDRESS = "127.0.0.77"
CUSTOMERS = 60


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
                    told = scenario.ask("channels", "test", "sms", "--to", "0912345678", exit=1)
                    self.assertIn("gateway_down", str(told))
                    self.assertGreater(names.asked[mode], 0)
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
