"""99th percentile of a look-up through the API while messages leave, against one read by key."""

import csv
import http.client
import json
import random
import socket
import subprocess
import time

from measure import Figure
from rig import Rig, customer_list, limit, planned
from service import wait_for

ASKED = 1000
COLUMNS = {"code": "mã khách hàng", "phone": "điện thoại", "email": "email"}  # as the generator names them


class Socket(http.client.HTTPConnection):
    """HTTP over the control socket."""

    def __init__(self, path):
        super().__init__("localhost")
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(self.path)


def percentile(times, share=0.99):
    return sorted(times)[int(len(times) * share)]


def find(connection, query):
    connection.request("POST", "/api/v1/deliveries/find", json.dumps({"query": query}),
                       {"Content-Type": "application/json"})
    return json.loads(connection.getresponse().read())["deliveries"]


def ask(connection, queries):
    times = []
    found = 0
    for query in queries:
        begin = time.monotonic()
        found += bool(find(connection, query))
        times.append((time.monotonic() - begin) * 1000)
    return times, found


def run(options):
    with open(customer_list(options.customers), encoding="utf-8-sig", newline="") as file:
        rows = [row for number, row in enumerate(csv.DictReader(file)) if random.Random(number).random() < 0.05]
    rows = random.Random(7).sample(rows, min(len(rows), 4 * ASKED))
    with Rig() as rig:
        rig.config.write_text(rig.default_config(rig.fast_channels() + "    rate: 500/s\n"))
        database, campaign = planned(options.customers)
        rig.start()
        rig.stop()
        rig.restore(database)
        rig.start("--adopt")
        rig.long_ask("campaign", "approve", campaign, "--accept-shortfall")
        wait_for("messages to leave", lambda: rig.status(campaign)["channels"]["sms"]["accepted"] > 0)
        keys = {kind: [row[column] for row in rows if row[column]] for kind, column in COLUMNS.items()}
        connection = Socket(rig.socket)
        some = []
        for code in keys["code"][:ASKED]:
            some += [one["reference"] for one in find(connection, code)]
        keys["reference"] = some
        for kind, values in keys.items():
            for warmth in ("cold", "warm"):
                figure = Figure(f"lookup {kind}", "ms (99 %)", [], [], "one read by key",
                                aim="< 20 ms" if warmth == "cold" else "< 5 ms", note=warmth)
                for _ in range(options.rounds):
                    if warmth == "cold":
                        subprocess.run(["sync"], check=True)
                        try:
                            open("/proc/sys/vm/drop_caches", "w").write("3")
                        except OSError:
                            figure.note = "cold: the page cache could not be dropped"
                    times, found = ask(connection, values[:ASKED])
                    figure.ours.append(percentile(times))
                    figure.limit.append(limit("read", rig.database, 10_000))
                figure.note += f", {found} of {len(values[:ASKED])} found"
                yield figure
