"""Messages end to end and durable through 64 connections, against our HTTP client alone and against wrk."""

import re
import subprocess
import time

from measure import Figure, cpu_seconds, forget_peak, memory
from rig import Rig, limit, planned

CONNECTIONS = 64
WRK = """
local number = 0
request = function()
  number = number + 1
  return wrk.format("POST", nil, {["Content-Type"] = "application/json"}, string.format([[%s]], number))
end
"""


def wrk(rig, seconds=4):
    body = ('{"ApiKey":"key","SecretKey":"secret","Phone":"84912345678","Brandname":"EVNNPC","SmsType":"2",'
            '"Content":"EVNNPC kinh gui Quy khach Nguyen Van An: nhan ngay 21/12, xin cam on Quy khach","RequestId":"W%d"}')
    script = rig.folder / "wrk.lua"
    script.write_text(WRK % body)
    out = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script, rig.url +
                          "/MainService.svc/json/SendMultipleMessage_V4_post_json/"],
                         check=True, capture_output=True, text=True).stdout
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))


def run(options):
    alone = Figure("dispatch", "messages/s", [], [], "our HTTP client alone", aim="0.6")
    foreign = Figure("dispatch", "messages/s", alone.ours, [], "wrk", aim="0.25")
    with Rig() as rig:
        database, campaign = planned(options.customers)
        for _ in range(options.rounds):
            rig.restore(database)
            rig.gateway("/ledger", method="DELETE")
            service = rig.start("--adopt")
            left = rig.pending(campaign)
            forget_peak(service.pid)
            before = cpu_seconds(service.pid)
            begin = time.monotonic()
            rig.long_ask("campaign", "approve", campaign, "--accept-shortfall")
            still = rig.wait_until_sent(campaign, left - min(left, options.messages))
            seconds = time.monotonic() - begin
            alone.ours.append((left - still) / seconds)
            alone.cpu_us.append((cpu_seconds(service.pid) - before) / (left - still) * 1e6)
            alone.peak_mb = max(alone.peak_mb, memory(service.pid, "VmHWM"))
            rig.stop()
            requests = min(left, options.messages, 200_000)
            alone.limit.append(requests / limit("post", rig.url +
                                                "/MainService.svc/json/SendMultipleMessage_V4_post_json/", requests,
                                                CONNECTIONS))
            foreign.limit.append(wrk(rig))
    yield alone
    yield foreign
