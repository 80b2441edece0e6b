"""Loading a list with every check, repair, index and the rejects file, against sqlite3's .import of the same file."""

import subprocess
import time

from measure import Figure, cpu_seconds, memory
from rig import Rig, customer_list


def ours(path):
    with Rig() as rig:
        service = rig.start()
        before = cpu_seconds(service.pid)
        begin = time.monotonic()
        rig.long_ask("customers", "import", path, "--rejects", rig.folder / "rejects.csv")
        seconds = time.monotonic() - begin
        return seconds, cpu_seconds(service.pid) - before, memory(service.pid, "VmHWM")


def plain(path):
    with Rig() as rig:
        target = rig.folder / "plain.db"
        script = f"PRAGMA journal_mode=WAL;\n.import --csv {path} customer\n"
        begin = time.monotonic()
        subprocess.run(["sqlite3", target], input=script, text=True, check=True, stdout=subprocess.DEVNULL)
        return time.monotonic() - begin


def run(options):
    path = customer_list(options.customers)
    figure = Figure("import", "rows/s", [], [], "sqlite3 .import", aim="0.4")
    for _ in range(options.rounds):
        seconds, cpu, peak = ours(path)
        figure.ours.append(options.customers / seconds)
        figure.cpu_us.append(cpu / options.customers * 1e6)
        figure.peak_mb = max(figure.peak_mb, peak)
        figure.limit.append(options.customers / plain(path))
    yield figure
