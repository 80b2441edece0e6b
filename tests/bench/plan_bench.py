"""Planning: routes, duplicates, texts filled, parts, cost, recipients and deliveries written; against plain INSERTs."""

import json
import time

from measure import Figure, cpu_seconds, forget_peak, memory
from rig import Rig, customer_list, limit


def run(options):
    figure = Figure("plan", "recipients/s", [], [], "INSERT", aim="0.3")
    with Rig() as rig:
        rig.start()
        rig.stop()
        empty = rig.folder / "empty.db"
        rig.save(empty)
        rig.start()
        rig.long_ask("customers", "import", customer_list(options.customers))
        rig.stop()
        loaded = rig.folder / "loaded.db"
        rig.save(loaded)
        for _ in range(options.rounds):
            rig.restore(loaded)
            service = rig.start("--adopt")
            path, _ = rig.sms_campaign()
            forget_peak(service.pid)
            before = cpu_seconds(service.pid)
            begin = time.monotonic()
            planned = json.loads(rig.long_ask("campaign", "plan", path))
            seconds = time.monotonic() - begin
            recipients = planned["recipients"]["total"]
            figure.ours.append(recipients / seconds)
            figure.cpu_us.append((cpu_seconds(service.pid) - before) / recipients * 1e6)
            figure.peak_mb = max(figure.peak_mb, memory(service.pid, "VmHWM"))
            rig.stop()
            rig.restore(empty)
            figure.limit.append(recipients / limit("insert", rig.database, recipients))
    yield figure
