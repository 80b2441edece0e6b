"""Letters with address, text and manifest, against a loop that draws such a page with pango and cairo."""

import json
import time

from measure import Figure, cpu_seconds, memory
from rig import Rig, customer_list, limit
from service import wait_for


def run(options):
    figure = Figure("letters", "pages/s", [], [], "pango and cairo", aim="0.8")
    with Rig() as rig:
        rig.config.write_text(rig.default_config(f"""  letter:
    kind: letter
    directory: {rig.letters}
    batch: 1000
    cut_off: "23:59"
    sender_address: "EVNNPC"
    price: 6000
"""))
        rig.start()
        rig.long_ask("customers", "import", customer_list(min(options.customers, 100_000)))
        path, campaign = rig.campaign("bench", routes="\n  - send: [letter]\n")
        rig.long_ask("campaign", "plan", path)
        rig.stop()
        planned = rig.folder / "planned.db"
        rig.save(planned)
        for number in range(options.rounds):
            rig.restore(planned)
            letters = rig.folder / f"letters-{number}"
            letters.mkdir()
            rig.config.write_text(rig.config.read_text().replace(str(rig.letters), str(letters)))
            rig.letters = letters
            service = rig.start("--adopt")
            left = json.loads(rig.long_ask("campaign", "status", campaign))["recipients"]["pending"]
            before = cpu_seconds(service.pid)
            begin = time.monotonic()
            rig.long_ask("campaign", "approve", campaign, "--accept-shortfall")

            def done():
                now = rig.status(campaign)
                if now["channels"]["letter"]["queued"] == 0:
                    rig.release_letters()
                return now["recipients"]["pending"] == 0

            wait_for("the campaign", done, 3600)
            figure.ours.append(left / (time.monotonic() - begin))
            figure.cpu_us.append((cpu_seconds(service.pid) - before) / left * 1e6)
            figure.peak_mb = max(figure.peak_mb, memory(service.pid, "VmHWM"))
            size = sum(file.stat().st_size for file in letters.glob("outbox/*/letters.pdf"))
            figure.note = f"{size / left:.0f} B a page"
            rig.stop()
            pages = min(left, 20_000)
            figure.limit.append(pages / limit("draw", rig.folder / "drawn.pdf", pages))
    yield figure
