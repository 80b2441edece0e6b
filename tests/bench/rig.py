"""A service and a fast stand-in to measure, with lists and plans of any size."""

import atexit
import contextlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile

from books import BUCKETS
from service import PROGRAMS, ROOT, Scenario, wait_for

LIMITS = PROGRAMS / "triand-limits"
LISTS = pathlib.Path(tempfile.gettempdir()) / "triand-bench-lists"


def customer_list(count):
    """A list of so many customers; made once and kept between runs."""
    LISTS.mkdir(exist_ok=True)
    path = LISTS / f"customers-{count}.csv"
    if not path.exists():
        made = path.with_suffix(".part")
        subprocess.run([PROGRAMS / "triand-standin", "customers", "--count", str(count), "--seed", "2026", "--faults",
                        "1", "--units", ROOT / "config/demo/units.csv", "--output", made], check=True)
        made.rename(path)
    return path


def limit(*words):
    """The seconds (or what else it prints) of one run of triand-limits."""
    return float(subprocess.run([LIMITS, *map(str, words)], check=True, capture_output=True, text=True).stdout)


class Rig(Scenario):
    """A scenario whose gateways only count."""

    def __init__(self, channels=None, standin_options=("--fast",)):
        super().__init__(standin_options=standin_options)
        self.config.write_text(self.default_config(channels or self.fast_channels()))

    def fast_channels(self, concurrency=64):
        return f"""  sms:
    kind: sms
    gateway: esms
    endpoint: {self.url}
    credentials: {{api_key: key, secret_key: secret}}
    sender: EVNNPC
    concurrency: {concurrency}
    price: 850
    webhook_secret: sms-hook
"""

    def save(self, to):
        """A copy of the stopped service's database."""
        shutil.copyfile(self.database, to)

    def restore(self, source):
        for suffix in ("", "-wal", "-shm"):
            pathlib.Path(f"{self.database}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(source, self.database)

    def long_ask(self, *arguments):
        """A command that may take minutes; its progress is not wanted."""
        done = subprocess.run([PROGRAMS / "trianctl", "--socket", self.socket, "--json", *map(str, arguments)],
                              text=True, capture_output=True, cwd=self.folder)
        assert done.returncode in (0, 3), f"{arguments}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def sms_campaign(self, pace="fast"):
        return self.campaign("bench", routes="\n  - send: [sms]\n", pace=pace)

    def pending(self, campaign):
        """Recipients without an outcome yet, as the database counts them: to answer would be measured too."""
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as database:
            return database.execute(
                "SELECT coalesce(sum(n), 0) FROM recipient_count WHERE bucket = ? AND campaign_id = (SELECT id FROM campaign "
                "WHERE name = ? AND state NOT IN ('planning', 'replaced'))", (BUCKETS.index("pending"), campaign)).fetchone()[0]

    def wait_until_sent(self, campaign, left=0):
        """Until no more than `left` are not written to yet; how many those are."""
        wait_for("the campaign", lambda: self.pending(campaign) <= left, 3600)
        return self.pending(campaign)


PLANNED = {}


def planned(count):
    """A database with so many customers and their SMS campaign, planned, and the campaign's name; made once in a run."""
    if count not in PLANNED:
        with Rig() as rig:
            rig.start()
            rig.long_ask("customers", "import", customer_list(count))
            path, campaign = rig.sms_campaign()
            rig.long_ask("campaign", "plan", path)
            rig.stop()
            kept = LISTS / f"planned-{count}-{os.getpid()}.db"
            shutil.move(rig.database, kept)
            atexit.register(kept.unlink, missing_ok=True)
            PLANNED[count] = kept, campaign
    return PLANNED[count]


def environment():
    """The machine in one line."""
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "")
    return f"{os.cpu_count()} × {model}"
