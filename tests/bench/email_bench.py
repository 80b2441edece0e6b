"""Mails through 16 sessions, against Postfix's own smtp-source: to smtp-sink, which takes a mail without a look, and to a
private Postfix, which has it on the disk before it says so and is what stands behind the channel in earnest."""

import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from mail_peers import Postfix
from measure import Figure, cpu_seconds, memory
from rig import Rig, customer_list
from service import free_port

SESSIONS = 16
SINK = "/usr/sbin/smtp-sink"
SOURCE = "/usr/sbin/smtp-source"
# Postfix takes a few hundred a second: that many tell enough.
MOST_TO_POSTFIX = 10_000


def channels(port):
    return f"""  email:
    kind: email
    server: smtp://127.0.0.1:{port}
    starttls: off
    from: "EVNNPC <cskh@npc.example>"
    concurrency: {SESSIONS}
    receipts: none
"""


@contextlib.contextmanager
def sink(port):
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    process = subprocess.Popen([SINK, *user, f"127.0.0.1:{port}", "1000"], stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def postfix(port):
    with tempfile.TemporaryDirectory(prefix="triand-postfix-") as folder:
        pathlib.Path(folder).chmod(0o755)
        # What it has taken is thrown away, whomever it is for.
        server = Postfix(folder, port, {"example.vn": "discard:"}, "bounces.example")
        try:
            yield
        finally:
            server.stop()


def mails(name, peer, customers, rounds):
    figure = Figure(name, "mails/s", [], [], "smtp-source -d to it", aim="0.8")
    port = free_port()
    with peer(port), Rig(channels(port)) as rig:
        rig.start()
        rig.long_ask("customers", "import", customer_list(customers))
        path, campaign = rig.campaign("bench", routes="\n  - send: [email]\n")
        rig.long_ask("campaign", "plan", path)
        rig.stop()
        planned = rig.folder / "planned.db"
        rig.save(planned)
        for _ in range(rounds):
            rig.restore(planned)
            service = rig.start("--adopt")
            left = rig.pending(campaign)
            before = cpu_seconds(service.pid)
            begin = time.monotonic()
            rig.long_ask("campaign", "approve", campaign, "--accept-shortfall")
            rig.wait_until_sent(campaign)
            figure.ours.append(left / (time.monotonic() - begin))
            figure.cpu_us.append((cpu_seconds(service.pid) - before) / left * 1e6)
            figure.peak_mb = max(figure.peak_mb, memory(service.pid, "VmHWM"))
            rig.stop()
            begin = time.monotonic()
            subprocess.run([SOURCE, "-d", "-s", str(SESSIONS), "-m", str(left), "-l", "4000", "-f", "a@triand.example",
                            "-t", "b@example.vn", f"127.0.0.1:{port}"], check=True)
            figure.limit.append(left / (time.monotonic() - begin))
    return figure


def run(options):
    if os.geteuid() == 0:
        yield mails("email to Postfix", postfix, min(options.customers, MOST_TO_POSTFIX), options.rounds)
    else:
        print("email to Postfix: left out, a private Postfix needs root", file=sys.stderr)
    yield mails("email to smtp-sink", sink, options.customers, options.rounds)
