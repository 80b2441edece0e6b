"""A service with its gateways, its desks and its print house, for as many days as are wanted, on a clock that is set."""

import collections
import contextlib
import datetime
import itertools
import json
import os
import shutil
import signal
import sqlite3
import subprocess

from books import Books, Reconciliation, ledger_of, reference
from browser import PASSWORD, Browser
from fake_clock import FakeClock, sanitizer
from gauge import Gauge, LargestSize, size_of
from heap_gauge import HeapGauge
from metrics import figure, page
from press import printed
from service import PROGRAMS, ROOT, ROUTES, Scenario, wait_for
from soak_rules import RULES

GATEWAYS = ("sms", "zalo", "email")
WORK = ("list", "campaign", "session", "look-up", "copy", "report", "reload", "removal", "erasure", "letter")
MORNING = datetime.time(9)
DAY = 24 * 3600
RELOADS = (1, 3)  # days; behind the warm-up one service lives to the end, so that what it gathers is not let go by a new one
CONCURRENCY = 8   # small, so that a day's idle connections to a gateway are as many as another's
OF_EVERY_DAY = 7  # units whose customers are in every list; the others have guests, one after the other


# What a soak has come to: `faults` names what is wrong between the books, `given` counts what the gateways delivered.
Account = collections.namedtuple("Account", "faults struck given")


def tag_of(campaign):
    """How every reference of a campaign begins."""
    return reference(campaign, "", 0, "")[:5]


class Soak:
    """Use as a context manager. `keep_deliveries`, `keep_customers`: days, as `retention:` has them. `counted`: what a
    release program allocates is counted."""

    def __init__(self, customers, guests, keep_deliveries, keep_customers, counted=False):
        self._guests = guests
        self._keep = (keep_deliveries, keep_customers)
        self.scenario = scenario = Scenario(RULES)
        text = scenario.default_config(scenario.default_channels(CONCURRENCY)).replace("timeout: 3s", "timeout: 500ms").replace(
            "drain: 5s", f"drain: 5s\nretention: {{customers: {keep_customers}d, deliveries: {keep_deliveries}d}}")
        scenario.config.write_text(text)
        self._texts = itertools.cycle((text.replace("price: 850", "price: 860"), text))
        self._begin = datetime.datetime.combine(datetime.date.today() + datetime.timedelta(days=1), MORNING)
        self._clock = FakeClock(scenario, self._begin)
        if sanitizer() is not None:
            # What was freed is not kept for as long as usually: it would look like a leak until it is full.
            scenario.environment["ASAN_OPTIONS"] = ":".join(filter(None, (os.environ.get("ASAN_OPTIONS"),
                                                                          "quarantine_size_mb=2")))
        self._heap = HeapGauge(scenario) if counted and sanitizer() is None else None
        self._units = (ROOT / "config/demo/units.csv").read_text().splitlines()
        self._list = self._customers(customers, 7, self._units[:1 + OF_EVERY_DAY])
        self._log = f"{scenario.database}-wal"
        self._spool = scenario.folder / "triand.db.spool"
        self.largest_log = 0
        self.gauge = Gauge()
        self.evenings = {}  # of each day's campaign what the account said in the evening
        self.work = dict.fromkeys(WORK, 0)

    def __enter__(self):
        scenario = self.scenario
        try:
            scenario.gateway("/standin/zalo/settings", method="POST", body=b'{"retry_scale": 0.02}')
            scenario.start()
            scenario.authorize()
            scenario.ask("users", "add", "lan", "--role", "operator", input=PASSWORD + "\n")
        except BaseException:
            scenario.__exit__(True)
            raise
        return self

    def __exit__(self, failed, *_):
        self.scenario.__exit__(failed)

    def warm_up(self):
        """The days after which as much is removed each day as comes in."""
        return max(self._keep) + 1

    def live_a_day(self, patience=60):
        """From nine in the morning until everything is quiet. `patience`: seconds for each thing that is waited for."""
        scenario, number = self.scenario, len(self.evenings)
        with LargestSize(self._log) as log:
            self._wake(number)
            self._load(number)
            campaign = self._approve(number)
            self._work_at_the_desk(number)
            scenario.ask("backup", scenario.folder / "copy.db")
            self.work["copy"] += 1
            if number in RELOADS:
                self._reload()
                self._work_at_the_desk(number)
            scenario.finish(campaign)
            scenario.settle_receipts()
            letters = self._post_letters(self._date(number))
            # What the last receipts have queued again goes as well.
            scenario.finish(campaign)
            scenario.settle_receipts()
            self._report(campaign)
        self.largest_log = max(self.largest_log, log.most)
        self._settle(number, patience)
        self._reconcile(campaign, letters)
        self._look()

    def line(self):
        """The last day in a line."""
        now = {kind: figures[-1] for kind, figures in self.gauge.series.items()}
        return f"day {len(self.evenings)}: {now}"

    @contextlib.contextmanager
    def endless_reader(self):
        """Another program that reads the database and does not come to an end."""
        reader = sqlite3.connect(f"file:{self.scenario.database}?mode=ro", uri=True, isolation_level=None)
        try:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM customer").fetchone()
            yield
        finally:
            reader.close()

    def end(self):
        """Stops the service and settles with everybody for all days together."""
        scenario = self.scenario
        faults = {}
        for campaign, evening in self.evenings.items():
            now = self._counts(campaign)
            if now != evening:
                faults[campaign] = (evening, now)
        struck = scenario.struck()
        assert scenario.stop() == 0
        ledger = ledger_of(scenario, GATEWAYS)
        known = {tag_of(campaign) for campaign in self.evenings}
        for channel, lines in ledger.items():
            if len(lines) != len(set(lines)):
                faults["twice", channel] = len(lines) - len(set(lines))
            if strangers := {line[:5] for line in lines} - known:
                faults["unknown", channel] = strangers
        with Books(scenario.database) as books:
            if (integrity := books.integrity()) != ["ok"]:
                faults["integrity"] = integrity
            if left := books.number("SELECT count(*) FROM lease"):
                faults["leases"] = left
        return Account(faults, struck, sum(map(len, ledger.values())))

    def _wake(self, number):
        if number == 0:
            return
        # libfaketime shows every file with the offset of now: what was written yesterday would be of today.
        for path in (*self._spool.rglob("*"), *self.scenario.letters.rglob("*")):
            if path.is_file():
                written = os.stat(path).st_mtime - DAY
                os.utime(path, (written, written))
        seen = self.scenario.log().count("clock_set")
        self._clock.set(self._begin + datetime.timedelta(days=number))
        wait_for("the clock", lambda: self.scenario.log().count("clock_set") > seen)

    def _load(self, number):
        """The list of the day: whom every list names, guests, and a row that cannot be taken."""
        scenario = self.scenario
        path = scenario.folder / "today.csv"
        guests = self._customers(self._guests, 100 + number, [self._units[0], self._unit_of_guests(number)])[1:]
        path.write_text("\n".join([*self._list, *guests, ",Không Mã" + "," * (self._list[0].count(",") - 1)]) + "\n")
        scenario.ask("customers", "import", path, exit=3)
        self.work["list"] += 1
        if number:
            scenario.ask("customers", "erase", self._guest, "--confirm", self._guest)
            self.work["erasure"] += 1
        known = {row.split(",")[0] for row in self._list}
        self._guest = next(row.split(",")[0] for row in guests if row.split(",")[0] not in known)

    def _customers(self, count, seed, units):
        """The lines of a list of so many customers of these units, which are lines as well."""
        names, path = self.scenario.folder / "units.csv", self.scenario.folder / "some.csv"
        names.write_text("\n".join(units) + "\n")
        subprocess.run([PROGRAMS / "triand-standin", "customers", "--count", str(count), "--seed", str(seed), "--units", names,
                        "--output", path], check=True)
        return path.read_text().splitlines()

    def _unit_of_guests(self, number):
        """Each day's campaign is for other guests: whom a campaign writes to is not removed before it is over."""
        others = self._units[1 + OF_EVERY_DAY:]
        return others[number % len(others)]

    def _approve(self, number):
        scenario = self.scenario
        units = [row.split(",")[0] for row in (*self._units[1:1 + OF_EVERY_DAY], self._unit_of_guests(number))]
        path, _ = scenario.campaign(f"soak-{number:03}", ROUTES, more=f"audience: {{unit: [{', '.join(units)}]}}\n")
        day = self._date(number)
        text = path.read_text()
        window = next(line for line in text.splitlines() if line.startswith("window:"))
        path.write_text(text.replace(window, f'window: {{from: {day}, to: {day}, hours: "00:00-24:00"}}'))
        campaign = scenario.ask("campaign", "plan", path)["id"]
        scenario.ask("campaign", "approve", campaign, "--accept-shortfall")
        self.work["campaign"] += 1
        return campaign

    def _work_at_the_desk(self, number):
        """Somebody logs in, answers some customers, and does not always log out."""
        scenario, browser = self.scenario, Browser(self.scenario)
        answer, page = browser.log_in("lan")
        assert answer.status == 303, page
        self.work["session"] += 1
        for row in self._list[1 + number % 7:][:8]:
            status, page, _ = browser.look_up(row.split(",")[0])
            assert status == 200, page
            assert scenario.api("/api/v1/deliveries/find", {"query": row.split(",")[0]})
            self.work["look-up"] += 2
        for page in ("/", "/console/campaigns", "/console/lists", "/console/letters", "/metrics"):
            assert browser.get(page)[0].status == 200, page
        if number % 3:
            browser.post("/console/log-out")

    def _reload(self):
        scenario = self.scenario
        ready = scenario.log().count(" ready ")
        scenario.config.write_text(next(self._texts))
        scenario.service.send_signal(signal.SIGHUP)
        wait_for("the new configuration", lambda: scenario.log().count(" ready ") > ready)
        wait_for("the service", lambda: scenario.api("/api/v1/status"))
        self.work["reload"] += 1

    def _post_letters(self, day):
        """The print house takes the batches away and says that all were posted; their references."""
        scenario, outbox = self.scenario, self.scenario.letters / "outbox"
        scenario.release_letters()
        wait_for("the letters", lambda: all(batch["state"] not in ("open", "rendering")
                                            for batch in scenario.ask("letters", "list")["batches"]))
        references = printed(outbox)
        words = scenario.folder / "posted.csv"
        words.write_text("reference,status,date,reason\n" + "".join(f"{one},posted,{day},\n" for one in references))
        if references:
            scenario.ask("letters", "ack", words)
            self.work["letter"] += len(references)
        for batch in list(outbox.iterdir()):
            shutil.rmtree(batch)
        return references

    def _report(self, campaign):
        scenario = self.scenario
        scenario.ask("campaign", "report", campaign, "-o", scenario.folder / "report.xlsx")
        scenario.ask("deliveries", "export", campaign, "-o", scenario.folder / "export.csv")
        self.work["report"] += 2
        with Books(scenario.folder / "copy.db") as books:
            assert books.integrity() == ["ok"]
            assert books.wrong_counters(campaign) == []
        for name in ("report.xlsx", "export.csv", "copy.db"):
            (scenario.folder / name).unlink()

    def _settle(self, number, patience):
        """What is over has been removed, and the log has been taken into the database."""
        due = max(0, number - self._keep[0])

        def archived():
            with Books(self.scenario.database) as books:
                return books.number("SELECT count(*) FROM archive WHERE finished_at <> 0") >= due

        wait_for("what is over to be removed", archived, patience)
        self.work["removal"] = due
        wait_for("the log to be emptied", lambda: size_of(self._log) == 0, patience)

    def _reconcile(self, campaign, letters):
        ledger = {channel: [line for line in lines if line.startswith(tag_of(campaign))]
                  for channel, lines in ledger_of(self.scenario, GATEWAYS).items()}
        with Books(self.scenario.database) as books:
            faults = Reconciliation(books, campaign, {**ledger, "letter": letters}).faults()
            assert faults == {}, faults
            wrong = books.wrong_counters(campaign)
            assert wrong == [], wrong
        self.evenings[campaign] = self._counts(campaign)

    def _counts(self, campaign):
        document = self.scenario.status(campaign)
        return json.dumps([document["state"], document["recipients"], document["channels"], document["cost"]["spent"]])

    def _look(self):
        with Books(self.scenario.database) as books:
            self.gauge.add("customers", books.number("SELECT count(*) FROM customer"))
        files = list(self._spool.iterdir())
        self.gauge.look(self.scenario.service.pid)
        self.gauge.add("spool files", len(files))
        self.gauge.add("spool bytes", sum(size_of(path) for path in files))
        pages = int(figure(page(self.scenario), "triand_db_memory_bytes"))
        self.gauge.add("database memory", pages)
        if self._heap:
            self.gauge.add("heap", self._heap.read() - pages)

    def _date(self, number):
        return (self._begin + datetime.timedelta(days=number)).date()
