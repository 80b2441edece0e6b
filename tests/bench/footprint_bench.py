"""Memory of the service idle, importing and dispatching, and what a customer and a delivery take on disk."""

import os

from measure import Figure, forget_peak, memory
from rig import Rig, customer_list


def run(options):
    with Rig() as rig:
        service = rig.start()
        yield Figure("footprint", "MB idle", [memory(service.pid, "VmRSS")], [], "")
        rig.long_ask("customers", "import", customer_list(options.customers))
        yield Figure("footprint", "MB importing", [memory(service.pid, "VmHWM")], [], "", aim="< 256 MB")
        rig.stop()
        loaded = os.path.getsize(rig.database)
        yield Figure("footprint", "B a customer", [loaded / options.customers], [], "")
        service = rig.start()
        path, campaign = rig.sms_campaign()
        rig.long_ask("campaign", "plan", path)
        forget_peak(service.pid)
        rig.long_ask("campaign", "approve", campaign, "--accept-shortfall")
        rig.wait_until_sent(campaign)
        yield Figure("footprint", "MB dispatching", [memory(service.pid, "VmHWM")], [], "", aim="< 200 MB")
        deliveries = sum(rig.status(campaign)["channels"]["sms"].values())
        rig.stop()
        yield Figure("footprint", "B a delivery", [(os.path.getsize(rig.database) - loaded) / deliveries], [], "",
                     aim="< 300 B", note="recipient, delivery, attempt and indexes")
