"""Runs the real programs for a scenario: stand-in gateways, the service and trianctl, each test in its own folder."""

import atexit
import datetime
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import zoneinfo

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = pathlib.Path(os.environ.get("TRIAND_PROGRAMS", ROOT / "build" / "bin"))
ZONE = zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")

ROUTES = """
  - when: {segment: [large, policy]}
    send: [letter, zalo | sms, email]
  - send: [zalo | sms | email | letter]
"""


_reserved = []
atexit.register(lambda: [probe.close() for probe in _reserved])


def free_port():
    """A port that is nobody else's as long as this script runs: it stays bound without listening, so neither another
    script's free port nor an outgoing connection gets it, and who listens with SO_REUSEADDR may."""
    probe = socket.socket()
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    probe.bind(("127.0.0.1", 0))
    _reserved.append(probe)
    return probe.getsockname()[1]


def wait_for(what, condition, seconds=60):
    """Waits for something to become true; looks often and never longer than needed."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{what}: not within {seconds} s")


def skip_script(why):
    """Ends the script so that ctest calls it skipped."""
    print(f"skipped: {why}")
    sys.exit(77)


class Scenario:
    """A folder, a stand-in and a service in it. Use as a context manager. In the stand-in's options {port} stands for the
    service's HTTP port."""

    def __init__(self, rules=(), standin_options=(), config=None, channels=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="triand-"))
        self.socket = self.folder / "control.sock"
        self.database = self.folder / "triand.db"
        self.letters = self.folder / "letters"
        self.letters.mkdir()
        self.service = None
        self.environment = {}  # of the service, besides our own
        self.starter = []  # a command that becomes the service whose command line follows it
        self.port = free_port()
        ports = self.folder / "ports.json"
        rules_file = self.folder / "rules.json"
        rules_file.write_text(json.dumps(list(rules)))
        self.standin = subprocess.Popen(
            [PROGRAMS / "triand-standin", "serve", "--ports-file", ports, "--listen", "127.0.0.1:0", "--smtp",
             "127.0.0.1:0", "--rules", rules_file, "--receipt-delay", "50", "--zalo-daily-quota", "10000000",
             "--zalo-webhook", f"http://127.0.0.1:{self.port}/webhooks/zalo", "--zalo-webhook-app-id", "1",
             "--zalo-oa-secret-key", "oa-secret", *(option.replace("{port}", str(self.port)) for option in standin_options)],
            stdout=subprocess.DEVNULL)
        wait_for("stand-in", ports.exists)
        self.ports = json.loads(ports.read_text())
        self.url = f"http://127.0.0.1:{self.ports['http']}"
        self.config = self.folder / "triand.yaml"
        self.config.write_text(config or self.default_config(channels))

    def default_config(self, channels=None):
        return f"""database: {self.database}
control_socket: {self.socket}
http: {{listen: "127.0.0.1:{self.port}", public_url: "http://127.0.0.1:{self.port}"}}
timezone: Asia/Ho_Chi_Minh
templates: {ROOT}/templates/messages
gateways: {ROOT}/config/gateways
units: {ROOT}/config/demo/units.csv
drain: 5s
channels:
""" + (channels or self.default_channels())

    def default_channels(self, concurrency=32):
        return f"""  sms:
    kind: sms
    gateway: esms
    endpoint: {self.url}
    credentials: {{api_key: key, secret_key: secret}}
    sender: EVNNPC
    concurrency: {concurrency}
    price: 850
    timeout: 3s
    webhook_secret: sms-hook
    retry: {{attempts: 5, first: 200ms, factor: 2, max: 1s}}
  zalo:
    kind: zalo
    endpoint: {self.url}
    oauth_endpoint: {self.url}
    app_id: "1"
    app_secret: app
    oa_secret_key: oa-secret
    concurrency: {concurrency}
    price: 200
    timeout: 3s
    retry: {{attempts: 5, first: 200ms, factor: 2, max: 1s}}
  email:
    kind: email
    server: smtp://127.0.0.1:{self.ports['smtp']}
    starttls: off
    from: "EVNNPC <cskh@npc.example>"
    concurrency: 4
    receipts: none
    timeout: 3s
    retry: {{attempts: 5, first: 200ms, factor: 2, max: 1s}}
  letter:
    kind: letter
    directory: {self.letters}
    batch: 50
    cut_off: "23:59"
    sender_address: "EVNNPC"
    price: 6000
"""

    def __enter__(self):
        return self

    def __exit__(self, failed, *_):
        for process in (self.service, self.standin):
            if process and process.poll() is None:
                process.terminate()
                try:
                    process.wait(30)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        if failed:
            print(f"kept for a look: {self.folder}")
            log = self.folder / "triand.log"
            if log.exists():
                print(log.read_text()[-4000:])
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, *options, wait=True):
        with open(self.folder / "triand.log", "a") as log:
            command = [*self.starter, PROGRAMS / "triand", "--config", self.config, *options]
            self.service = subprocess.Popen(command, stderr=log, env={**os.environ, **self.environment})
        if wait:
            wait_for("the service", lambda: self.service.poll() is not None or self.api("/api/v1/status"))
            assert self.service.poll() is None, (self.folder / "triand.log").read_text()
        return self.service

    def kill(self):
        self.service.send_signal(signal.SIGKILL)
        self.service.wait()

    def stop(self):
        self.service.terminate()
        return self.service.wait(30)

    def log(self):
        path = self.folder / "triand.log"
        return path.read_text() if path.exists() else ""

    def logged(self, event):
        """How many lines of the log are of this event, and how often it happened as they tell: what a stranger can cause
        is written so many times a minute, and of the rest the number is told, at the latest when the service has ended."""
        lines = re.findall(rf" {event} (?:(\d+) more within a minute)?", self.log())
        return len(lines), sum(int(left_out or 1) for left_out in lines)

    def api(self, path, order=None):
        """A document from the control socket, without the start of a program; None while nobody listens. With an `order`
        it is sent as JSON."""
        connection = http.client.HTTPConnection("localhost", timeout=30)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.settimeout(30)
        try:
            connection.sock.connect(str(self.socket))
            if order is None:
                connection.request("GET", path)
            else:
                connection.request("POST", path, json.dumps(order), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return json.loads(answer.read()) if answer.status == 200 else None
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def put_rules(self, rules):
        self.gateway("/rules", method="PUT", body=json.dumps(rules).encode())

    def struck(self):
        """How often each rule struck, in their order."""
        return [rule["struck"] for rule in json.loads(self.gateway("/rules"))]

    def settle_receipts(self, seconds=60):
        """Waits until the stand-in has told everything that it will tell."""
        wait_for("the receipts", lambda: json.loads(self.gateway("/standin/receipts"))["waiting"] == 0, seconds)

    def ctl(self, *arguments, input=None, seconds=120):
        return subprocess.run(
            [PROGRAMS / "trianctl", "--socket", self.socket, "--json", *map(str, arguments)],
            input=input, text=True, capture_output=True, timeout=seconds, cwd=self.folder)

    def ask(self, *arguments, input=None, exit=0, seconds=120):
        """A command that ends with `exit`; its document (the error's, when it fails)."""
        done = self.ctl(*arguments, input=input, seconds=seconds)
        assert done.returncode == exit, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        if done.stdout.strip():
            return json.loads(done.stdout)
        return json.loads(done.stderr.strip().splitlines()[-1])

    def authorize(self):
        pair = self.gateway("/standin/zalo/token", method="POST", body=b"{}")
        self.ask("channels", "authorize", "zalo", input=pair)

    def customers(self, count, seed=7, *options):
        path = self.folder / "customers.csv"
        subprocess.run([PROGRAMS / "triand-standin", "customers", "--count", str(count), "--seed", str(seed), "--units",
                        ROOT / "config/demo/units.csv", "--output", path, *options], check=True)
        return path

    def campaign(self, name="tri-an-test", routes=ROUTES, days=3, pace="fast", more=""):
        today = datetime.datetime.now(ZONE).date()
        path = self.folder / f"{name}.yaml"
        path.write_text(f"""campaign: {name}
title: Tri ân khách hàng
class: care
window: {{from: {today}, to: {today + datetime.timedelta(days=days)}, hours: "00:00-24:00"}}
pace: {pace}
routes:{routes}
one_per: [customer_code, phone]
messages: {{sms: tri-an/sms.txt, zalo: tri-an/zalo.yaml, email: tri-an/email, letter: tri-an/letter.txt}}
approval: single
{more}""")
        return path, f"{name}-{today.year}"

    def gateway(self, path, method="GET", body=None):
        request = urllib.request.Request(self.url + path, data=body, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read().decode()

    def references(self):
        """Every delivery that a gateway made, one line each."""
        return self.gateway("/ledger/references").split()

    def most_memory(self):
        """What the service has had in memory at most, in bytes."""
        status = pathlib.Path(f"/proc/{self.service.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) * 1024

    def status(self, campaign):
        """What `campaign status --json` prints, without the start of a program: many wait for a change in it."""
        document = self.api(f"/api/v1/campaigns/{campaign}")
        assert document, f"no status of {campaign}"
        return document

    def release_letters(self):
        for batch in self.ask("letters", "list")["batches"]:
            if batch["state"] == "open":
                self.ctl("letters", "release", batch["batch"])

    def finish(self, campaign, seconds=120):
        """Waits until the campaign has finished, letting the last letters go as an operator would."""

        def done():
            document = self.status(campaign)
            channels = document["channels"]
            others = sum(c["queued"] + (c["sending"] if n != "letter" else 0) for n, c in channels.items())
            if others == 0 and channels.get("letter", {}).get("sending", 0) > 0:
                self.release_letters()
            return document if document["state"] == "finished" else None

        return wait_for(f"{campaign} to finish", done, seconds)


def buckets_add_up(document):
    recipients = dict(document["recipients"])
    total = recipients.pop("total")
    return total == sum(recipients.values())
