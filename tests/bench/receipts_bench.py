"""Receipts by webhook, each durable before its answer, against an empty handler of the same server."""

import re
import subprocess

from books import RECEIPT, Books
from measure import Figure, cpu_seconds
from metrics import figure, page
from rig import Rig, customer_list
from service import wait_for

MOST = 50_000
WRK = """
local references = {}
for line in io.lines("%s") do references[#references + 1] = line end
local number = 0
request = function()
  number = number %% #references + 1
  return wrk.format("GET", "/webhooks/sms/sms-hook?SendStatus=5&SendSuccess=1&RequestId=" .. references[number])
end
"""


def wrk(rig, path, *options):
    out = subprocess.run(["wrk", "-t1", "-c64", "-d5s", *options, f"http://127.0.0.1:{rig.port}{path}"],
                         check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in out:
        raise RuntimeError(out)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)), \
        int(re.search(r"(\d+) requests in", out).group(1))


def stored_by(rig, heard):
    """How many receipts the service has stored: as many as it answered, which are those whose answer was heard and those
    that were on their way at the end of a round. Stops it."""
    answered = figure(page(rig), "triand_http_requests_total", route="/webhooks/{channel}/{secret}", code="200")
    rig.stop()
    with Books(rig.database) as books:
        stored = books.number("SELECT count(*) FROM history WHERE event = ?", RECEIPT)
    if stored != answered or stored < heard:
        raise RuntimeError(f"{stored} receipts are stored, {answered:.0f} were answered, {heard} answers were heard")
    return stored


def run(options):
    receipts = Figure("receipts", "receipts/s", [], [], "wrk on /livez", aim="0.4; 10 000/s")
    with Rig(standin_options=()) as rig:
        rig.gateway("/rules", method="PUT", body=b'[{"match": {"channel": "sms"}, "action": {"no_receipt": true}}]')
        service = rig.start()
        rig.long_ask("customers", "import", customer_list(min(options.customers, MOST)))
        path, campaign = rig.sms_campaign()
        rig.long_ask("campaign", "plan", path)
        rig.long_ask("campaign", "approve", campaign, "--accept-shortfall")
        wait_for("the campaign", lambda: rig.status(campaign)["state"] == "finished", 600)
        references = rig.folder / "references"
        references.write_text("\n".join(rig.references()))
        script = rig.folder / "wrk.lua"
        script.write_text(WRK % references)
        heard = 0
        for _ in range(options.rounds):
            before = cpu_seconds(service.pid)
            speed, count = wrk(rig, "/", "-s", script)
            heard += count
            receipts.ours.append(speed)
            receipts.cpu_us.append((cpu_seconds(service.pid) - before) / count * 1e6)
            receipts.limit.append(wrk(rig, "/livez")[0])
        reached = rig.status(campaign)["recipients"]["reached"]
        stored = stored_by(rig, heard)
        receipts.note = f"{stored} stored for {heard} answers, {reached} delivered by them"
    yield receipts
