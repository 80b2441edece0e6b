#!/usr/bin/python3
"""A gateway behind TLS that cannot prove itself: a certificate of another name, one that is over, one that it signed itself,
one of an authority that nobody trusts, or no TLS at all. Not a byte of a message is said to it, nobody loses a try, and all
goes once it can. With `ca_file` a channel trusts whom it names, and nobody else. The service trusts an authority of the
test's own in place of the system's; skipped without leave to that."""

import subprocess
import sys
import unittest

from other_files import starter, why_not
from service import PROGRAMS, skip_script, wait_for
from sms_scenario import SmsScenario
from status_watch import StatusWatch
from tls_front import TlsFront

NAME = "localhost"
BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
FOLDER = "/etc/ssl/certs"  # OpenSSL looks here as well, by the hash of a name
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

    def test_a_channel_trusts_the_authority_that_it_names_and_nobody_else(self):
        with SmsScenario() as scenario, TlsFront(scenario.folder, scenario.ports["http"], NAME) as front:
            # Of nobody that the system trusts; beside the configuration.
            scenario.send_through(f"https://{NAME}:{front.port}", f"ca_file: {front.authority.name}")
            scenario.start()
            for kind in ("other_name", "self_signed", "expired"):
                front.kind = kind
                self.refuses(scenario, front)
            front.kind = "good"
            campaign = scenario.begin(CUSTOMERS)
            self.assertEqual(scenario.account(campaign), {"delivered": CUSTOMERS})
            self.assertGreater(front.talked["good"], 0)

    def test_an_authority_that_the_system_trusts_and_the_channel_does_not_name(self):
        with SmsScenario() as scenario, TlsFront(scenario.folder, scenario.ports["http"], NAME) as front:
            endpoint = f"https://{NAME}:{front.port}"
            scenario.send_through(endpoint)
            scenario.starter = starter({FOLDER: self.trusting(scenario.folder / "certs", front.authority)})
            scenario.start()
            # The control: without `ca_file` the system is believed.
            scenario.ask("channels", "test", "sms", "--to", "0912345678")
            talked = front.talked["good"]
            self.assertGreater(talked, 0)
            self.assertEqual(scenario.stop(), 0)
            scenario.send_through(endpoint, f"ca_file: {self.another_authority(scenario.folder)}")
            scenario.start()
            self.refuses(scenario, front)
            self.assertEqual(front.talked["good"], talked)

    def test_a_file_without_an_authority_is_found_before_the_start(self):
        with SmsScenario() as scenario:
            scenario.send_through("https://localhost:1", "ca_file: triand.yaml")
            done = subprocess.run([PROGRAMS / "triand", "--config", scenario.config, "--check"], capture_output=True, text=True)
            self.assertEqual(done.returncode, 2)
            self.assertRegex(done.stdout + done.stderr, rf"channels.sms.ca_file: {scenario.config} holds no usable certificate")

    def refuses(self, scenario, front):
        """The gateway is asked, and nothing is said to it."""
        before, talked = front.connections[front.kind], front.talked[front.kind]
        told = scenario.ask("channels", "test", "sms", "--to", "0912345678", exit=1)
        self.assertIn("gateway_down", told["message"], front.kind)
        self.assertGreater(front.connections[front.kind], before, f"{front.kind}: nobody came")
        self.assertEqual(front.talked[front.kind], talked, front.kind)

    @staticmethod
    def trusting(folder, authority):
        """What the system's folder of certificates looks like where the authority is trusted."""
        folder.mkdir()
        for name in ("authority.pem", "ca-certificates.crt"):
            (folder / name).write_bytes(authority.read_bytes())
        subprocess.run(["openssl", "rehash", folder], check=True, capture_output=True)
        return folder

    @staticmethod
    def another_authority(folder):
        path = folder / "another.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "another.key", "-out",
                        path, "-days", "2", "-subj", "/CN=another"], check=True, capture_output=True)
        return path


if __name__ == "__main__":
    if why := why_not():
        skip_script(f"the service cannot be given another bundle of authorities here ({why}); run it as root")
    sys.exit(unittest.main(verbosity=2))
