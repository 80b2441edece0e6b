#!/usr/bin/python3
"""A gateway behind TLS that cannot prove itself: a certificate of another name, one that is over, one that it signed itself,
one of an authority that nobody trusts, or no TLS at all. Not a byte of a message is said to it, nobody loses a try, and all
goes once it can. The service trusts an authority of the test's own in place of the system's; skipped without leave to that."""

import sys
import unittest

from other_files import starter, why_not
from service import skip_script, wait_for
from sms_scenario import SmsScenario
from status_watch import StatusWatch
from tls_front import TlsFront

NAME = "localhost"
BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
CUSTOMERS = 60


class Tls(unittest.TestCase):
    def test_nothing_is_said_to_a_gateway_that_cannot_prove_itself(self):
        with SmsScenario() as scenario, TlsFront(scenario.folder, scenario.ports["http"], NAME) as front:
            scenario.send_through(f"https://{NAME}:{front.port}")
            scenario.starter = starter({BUNDLE: front.authority})
            front.kind = "expired"
            scenario.start()
            with StatusWatch(scenario) as watch:
                campaign = scenario.begin(CUSTOMERS)
                wait_for("the breaker", lambda: any(hold["reason"] == "breaker_open" and hold["channel"] == "sms"
                                                    for hold in scenario.status(campaign)["holds"]))
                for kind in ("other_name", "self_signed", "plain", "expired"):
                    front.kind = kind
                    before = front.connections[kind]
                    told = scenario.ask("channels", "test", "sms", "--to", "0912345678", exit=1)
                    self.assertIn("gateway_down", told["message"], kind)
                    self.assertGreater(front.connections[kind], before, f"{kind}: nobody came")
                counts = scenario.counts(campaign)
                self.assertEqual(counts["queued"] + counts["sending"], CUSTOMERS, counts)
                self.assertEqual(set(scenario.attempts()), {"gateway_down"})
                self.assertEqual((scenario.requests(), sum(front.talked.values())), (0, 0), front.talked)
                front.kind = "good"
                wait_for("messages", lambda: scenario.references())
            states = scenario.account(campaign)
            self.assertEqual(states, {"delivered": CUSTOMERS})
            # The control: the same look sees who was talked to.
            self.assertGreater(front.talked["good"], 0)
            print(f"tls: connections {front.connections}, talked {front.talked}, slowest status {watch.slowest:.2f} s")

    def test_an_authority_that_the_system_does_not_trust(self):
        with SmsScenario() as scenario, TlsFront(scenario.folder, scenario.ports["http"], NAME) as front:
            scenario.send_through(f"https://{NAME}:{front.port}")
            scenario.start()
            told = scenario.ask("channels", "test", "sms", "--to", "0912345678", exit=1)
            self.assertIn("gateway_down", told["message"])
            self.assertGreater(front.connections["good"], 0)
            self.assertEqual(front.talked["good"], 0)


if __name__ == "__main__":
    if why := why_not():
        skip_script(f"the service cannot be given another bundle of authorities here ({why}); run it as root")
    sys.exit(unittest.main(verbosity=2))
