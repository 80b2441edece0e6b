#!/usr/bin/python3
"""SMPP against programs that others wrote: our channel against the servers of npm's smpp and of Net::SMPP, and Kannel as a
client against the stand-in's server, which shows that the stand-in is one. A peer that is not installed is skipped."""

import collections
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.parse
import urllib.request

from service import ROOT, Scenario, free_port, wait_for
from smpp_service import SmppScenario

NODE_PEER = ROOT / "build/peers/smpp"
PERL_PEER = pathlib.Path("/usr/share/doc/libnet-smpp-perl/examples/smsc.pl")
BEARERBOX, SMSBOX = pathlib.Path("/usr/sbin/bearerbox"), pathlib.Path("/usr/sbin/smsbox")


class Peers(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="triand-peer-"))
        self.addCleanup(shutil.rmtree, self.folder, True)

    def program(self, *command, stdout=subprocess.DEVNULL):
        process = subprocess.Popen(command, stdout=stdout, stderr=subprocess.DEVNULL, cwd=self.folder,
                                   env={**os.environ, "NODE_PATH": str(NODE_PEER / "node_modules")})

        def end():
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.addCleanup(end)
        return process

    @unittest.skipUnless(shutil.which("node") and (NODE_PEER / "node_modules/smpp").exists(), "no node, or no npm smpp")
    def test_the_server_of_npm_smpp_takes_everything_once_and_reports_it(self):
        for form in ("udh", "payload"):
            with self.subTest(form=form):
                lines = self.folder / f"{form}.jsonl"
                with open(lines, "w") as output:
                    self.program("node", ROOT / "tests/peers/smpp/smsc.js", stdout=output)
                port = json.loads(wait_for("npm's server", lambda: lines.read_text().partition("\n")[0]))["port"]
                with SmppScenario(f"long_messages: {form}\ntext: unicode", server=f"smpp://127.0.0.1:{port}") as scenario:
                    campaign, _ = scenario.run(scenario.telephones(60))

                    def all_delivered():
                        channel = scenario.status(campaign)["channels"]["sms"]
                        return channel if channel["accepted"] == 0 else None
                    channel = wait_for("the receipts", all_delivered)
                    self.assertEqual(channel["in_doubt"] + channel["failed"], 0)
                    deliveries = scenario.by_phone(campaign)
                    scenario.stop()
                    took = [json.loads(line) for line in lines.read_text().splitlines()[1:]]
                    messages = [one for one in took if "id" in one]
                    self.assertEqual(sum("unbind" in one for one in took), 2, "both sessions said good-bye")
                    each = collections.Counter(one["to"] for one in messages)
                    self.assertEqual(set(each), {phone for phone, d in deliveries.items() if d.state == "delivered"})
                    if form == "payload":
                        self.assertEqual(set(each.values()), {1})
                    self.assertEqual({(one["from"], one["ton"]) for one in messages}, {("EVNNPC", 5)})
                    self.assertTrue(all(one["validity"] for one in messages))
                    texts = {phone: "".join(one["text"] for one in messages if one["to"] == phone) for phone in each}
                    self.assertTrue(all("Chúc Quý khách sức khỏe" in text for text in texts.values()), texts)

    @unittest.skipUnless(PERL_PEER.exists() and shutil.which("perl"), "no Net::SMPP")
    def test_the_server_of_net_smpp_takes_everything(self):
        port = free_port()
        script = self.folder / "smsc.pl"
        script.write_text(PERL_PEER.read_text(errors="replace").replace("$port = 9900;", f"$port = {port};")
                          .replace("'localhost'", "'127.0.0.1'"))
        self.program("perl", script, "3")
        with SmppScenario("receipts: none", server=f"smpp://127.0.0.1:{port}") as scenario:
            _, finished = scenario.run(scenario.telephones(40))
            channel = finished["channels"]["sms"]
            self.assertEqual(channel["accepted"], 40)
            self.assertEqual(channel["in_doubt"] + channel["failed"], 0)
            self.assertEqual(scenario.stop(), 0)

    @unittest.skipUnless(BEARERBOX.exists() and SMSBOX.exists(), "no Kannel")
    def test_kannel_finds_a_server_in_the_stand_in(self):
        with Scenario(standin_options=("--smpp-system-id", "triand", "--smpp-password", "testpw")) as scenario:
            admin, box, send = free_port(), free_port(), free_port()
            config = self.folder / "kannel.conf"
            config.write_text(kannel_config(admin, box, send, scenario.ports["smpp"]))
            self.program(BEARERBOX, config)
            wait_for("bearerbox", lambda: answers(f"http://127.0.0.1:{admin}/status.txt?password=testpw"))
            # bearerbox answers its administrators before it listens for boxes, and a smsbox that finds nobody there ends.
            wait_for("bearerbox's place for boxes", lambda: listens(box))
            smsbox = self.program(SMSBOX, config)
            wait_for("smsbox", lambda: smsbox.poll() is not None or listens(send))
            self.assertIsNone(smsbox.poll(), "smsbox ended by itself")
            texts = {"84912345678": "Tri an khach hang", "84912345679": "Cảm ơn quý khách",
                     "84912345680": "a" * 153 + "b" * 47}
            for phone, text in texts.items():
                unicode = {"coding": "2", "charset": "UTF-8"} if "ả" in text else {}
                query = urllib.parse.urlencode({"username": "tester", "password": "testpw", "from": "EVNNPC", "to": phone,
                                                "text": text, "dlr-mask": "31", **unicode})
                wait_for(f"Kannel to take a message to {phone}",
                         lambda: answers(f"http://127.0.0.1:{send}/cgi-bin/sendsms?{query}"))

            def arrived():
                messages = json.loads(scenario.gateway("/ledger/messages?channel=sms&limit=100"))["messages"]
                return messages if len(messages) >= len(texts) else None
            messages = wait_for("the messages", arrived)
            self.assertEqual({m["address"].lstrip("+"): m["text"] for m in messages}, texts)
            self.assertEqual({m["subject"] for m in messages}, {"EVNNPC"})
            # Kannel acknowledges the receipts.
            scenario.settle_receipts()
            self.assertGreaterEqual(json.loads(scenario.gateway("/standin/receipts"))["told"], len(texts))


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status < 300
    except (urllib.error.URLError, OSError):
        return False


def listens(port):
    try:
        with socket.create_connection(("127.0.0.1", port), 5):
            return True
    except OSError:
        return False


def kannel_config(admin, box, send, smpp):
    return f"""group = core
admin-port = {admin}
admin-password = testpw
smsbox-port = {box}
dlr-storage = internal

group = smsc
smsc = smpp
smsc-id = stub
host = 127.0.0.1
port = {smpp}
transceiver-mode = true
smsc-username = triand
smsc-password = testpw
system-type = ""
source-addr-ton = 5
source-addr-npi = 0
dest-addr-ton = 1
dest-addr-npi = 1
max-pending-submits = 10
throughput = 50

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = {box}
sendsms-port = {send}

group = sendsms-user
username = tester
password = testpw
concatenation = true
max-messages = 5

group = sms-service
keyword = default
text = ""
max-messages = 0
"""


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
