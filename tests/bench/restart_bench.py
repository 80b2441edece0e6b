"""SIGKILL in mid-campaign until the service answers again, against opening the database."""

import time

from measure import Figure
from rig import Rig, limit, planned
from service import wait_for


def run(options):
    figure = Figure("restart", "s to ready", [], [], "opening it", aim="< 3 s")
    with Rig() as rig:
        rig.config.write_text(rig.default_config(rig.fast_channels() + "    rate: 1000/s\n"))
        database, campaign = planned(options.customers)
        rig.start()
        rig.stop()
        rig.restore(database)
        rig.start("--adopt")
        rig.long_ask("campaign", "approve", campaign, "--accept-shortfall")
        for _ in range(options.rounds):
            before = rig.status(campaign)["recipients"]["pending"]
            wait_for("messages to leave", lambda: rig.status(campaign)["recipients"]["pending"] < before)
            rig.kill()
            begin = time.monotonic()
            rig.start()
            figure.ours.append(time.monotonic() - begin)
            figure.limit.append(limit("open", rig.database))
    yield figure
