"""200 messages a second for half a minute: what that takes of a core, and how even it is."""

import statistics
import time

from measure import Figure, cpu_seconds
from rig import Rig, customer_list
from service import wait_for

SECONDS = 30
RATE = 200


def run(options):
    with Rig() as rig:
        rig.config.write_text(rig.default_config(rig.fast_channels() + f"    rate: {RATE}/s\n"))
        service = rig.start()
        rig.long_ask("customers", "import", customer_list(max(20_000, min(options.customers, 1_000_000))))
        idle = cpu_seconds(service.pid)
        time.sleep(5)
        idle = (cpu_seconds(service.pid) - idle) / 5 * 100
        path, campaign = rig.sms_campaign()
        rig.long_ask("campaign", "plan", path)
        rig.long_ask("campaign", "approve", campaign, "--accept-shortfall")

        def accepted():
            states = rig.api(f"/api/v1/campaigns/{campaign}")["channels"]["sms"]
            return states["accepted"] + states["delivered"]

        wait_for("messages to leave", lambda: accepted() > 2 * RATE)
        before, begin = cpu_seconds(service.pid), time.monotonic()
        counts = []
        for second in range(SECONDS):
            time.sleep(max(0.0, begin + second + 1 - time.monotonic()))
            counts.append((accepted(), time.monotonic()))
        share = (cpu_seconds(service.pid) - before) / (time.monotonic() - begin) * 100
        speeds = [(b[0] - a[0]) / (b[1] - a[1]) for a, b in zip(counts, counts[1:])]
        yield Figure("dispatch-even", "% of a core", [share], [idle], "idle", aim="< 5 %",
                     note=f"{statistics.mean(speeds):.1f}/s, deviation {statistics.pstdev(speeds):.1f}/s")
