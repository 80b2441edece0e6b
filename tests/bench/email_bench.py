"""Mails through 16 sessions to Postfix's smtp-sink, against Postfix's own smtp-source."""

import json
import subprocess
import time

from measure import Figure, cpu_seconds, memory
from rig import Rig, customer_list
from service import free_port

SESSIONS = 16
SINK = "/usr/sbin/smtp-sink"
SOURCE = "/usr/sbin/smtp-source"


def channels(port):
    return f"""  email:
    kind: email
    server: smtp://127.0.0.1:{port}
    starttls: off
    from: "EVNNPC <cskh@npc.example>"
    concurrency: {SESSIONS}
    receipts: none
"""


def run(options):
    figure = Figure("email", "mails/s", [], [], "smtp-source -d", aim="0.8")
    port = free_port()
    sink = subprocess.Popen([SINK, "-u", "nobody", f"127.0.0.1:{port}", "1000"], stdout=subprocess.DEVNULL)
    try:
        with Rig(channels(port)) as rig:
            rig.start()
            rig.long_ask("customers", "import", customer_list(options.customers))
            path, campaign = rig.campaign("bench", routes="\n  - send: [email]\n")
            rig.long_ask("campaign", "plan", path)
            rig.stop()
            planned = rig.folder / "planned.db"
            rig.save(planned)
            for _ in range(options.rounds):
                rig.restore(planned)
                service = rig.start("--adopt")
                left = json.loads(rig.long_ask("campaign", "status", campaign))["recipients"]["pending"]
                before = cpu_seconds(service.pid)
                begin = time.monotonic()
                rig.long_ask("campaign", "approve", campaign, "--accept-shortfall")
                rig.wait_until_sent(campaign)
                figure.ours.append(left / (time.monotonic() - begin))
                figure.cpu_us.append((cpu_seconds(service.pid) - before) / left * 1e6)
                figure.peak_mb = max(figure.peak_mb, memory(service.pid, "VmHWM"))
                rig.stop()
                begin = time.monotonic()
                subprocess.run([SOURCE, "-d", "-s", str(SESSIONS), "-m", str(left), "-l", "4000",
                                f"127.0.0.1:{port}"], check=True)
                figure.limit.append(left / (time.monotonic() - begin))
    finally:
        sink.terminate()
        sink.wait()
    yield figure
