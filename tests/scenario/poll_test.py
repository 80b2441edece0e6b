#!/usr/bin/python3
"""A gateway whose reports cannot reach the service is asked what became of each message, and goes on being asked after the
service was stopped and after it was killed."""

import http.server
import json
import re
import sys
import threading
import unittest
import urllib.parse

from service import ROOT, Scenario, wait_for

CUSTOMERS = 12


class Gateway(http.server.ThreadingHTTPServer):
    """Takes messages as eSMS does and tells of each that it waits, until it may tell that it arrived."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.taken = {}  # id: reference
        self.asked = {}  # id: how often
        self.arrived = False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):
        """A service that is killed leaves its connections as they are."""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, document):
        body = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            id = f"id{len(self.server.taken)}"
            self.server.taken[id] = message["RequestId"]
        self.answer({"CodeResult": "100", "CountRegenerate": 0, "SMSID": id})

    def do_GET(self):
        id = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)["RefId"][0]
        with self.server.lock:
            self.server.asked[id] = self.server.asked.get(id, 0) + 1
            arrived = self.server.arrived
        self.answer({"CodeResponse": "100", "SMSID": id, "SendStatus": 5 if arrived else 7,
                     "SendSuccess": 1 if arrived else 0, "SendFailed": 0})


class Polls(unittest.TestCase):
    def test_a_restart_forgets_nothing_that_is_asked_about(self):
        gateway = Gateway()
        with Scenario() as scenario:
            gateways = scenario.folder / "gateways"
            gateways.mkdir()
            text = (ROOT / "config/gateways/esms.yaml").read_text()
            for key, value in (("first", "200ms"), ("longest", "400ms")):
                text, changed = re.subn(rf"(?m)^  {key}: .*$", f"  {key}: {value}", text)
                self.assertEqual(changed, 1)
            (gateways / "quick.yaml").write_text(text)
            config = scenario.config.read_text()
            config = re.sub(r", public_url: \"[^\"]*\"", "", config).replace("gateway: esms", "gateway: quick")
            config = config.replace(f"gateways: {ROOT}/config/gateways", f"gateways: {gateways}")
            config = config.replace(f"gateway: quick\n    endpoint: {scenario.url}",
                                    f"gateway: quick\n    endpoint: http://127.0.0.1:{gateway.server_port}")
            scenario.config.write_text(config)
            scenario.start()
            scenario.ask("customers", "import", scenario.customers(CUSTOMERS, 7, "--faults", "0"))
            path, campaign = scenario.campaign(routes="\n  - send: [sms]\n")
            path.write_text(re.sub(r"messages: .*", "messages: {sms: tri-an/sms.txt}", path.read_text()))
            scenario.ask("campaign", "plan", path)
            scenario.ask("campaign", "approve", campaign)
            scenario.finish(campaign)
            sent = scenario.status(campaign)["recipients"]["sent"]
            self.assertGreater(sent, 0)
            self.assertEqual(len(gateway.taken), sent)

            for leave in (scenario.stop, scenario.kill):
                wait_for("questions", lambda: len(gateway.asked) == sent)
                leave()
                with gateway.lock:
                    gateway.asked.clear()
                scenario.start()
            gateway.arrived = True
            wait_for("the answers", lambda: scenario.status(campaign)["recipients"]["reached"] == sent)
            # What is known is asked about no more, and nothing was sent twice.
            self.assertEqual(len(set(gateway.taken.values())), len(gateway.taken))
            self.assertEqual(len(gateway.taken), sent)
        gateway.shutdown()
        gateway.server_close()


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
