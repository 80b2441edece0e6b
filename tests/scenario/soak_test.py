#!/usr/bin/python3
"""One service for many days, which pass on a clock that is set: each day a list, a campaign with faults at every gateway,
the console, a copy, another configuration; what is over is removed. At the end of each day its books are held against the
gateways' and its memory, descriptors, threads and files are looked at: all of them stay where they are. Needs libfaketime.

Without an option: some days, with small lists. `--long`: an hour of days, for the release programs; `--seconds N`,
`--customers N` and `--guests N` set one of them. The last lines are the account of the soak.
"""

import argparse
import subprocess
import sys
import time
import unittest

from fake_clock import library
from gauge import Gauge
from service import skip_script
from soak import Soak
from steady import growth, grows

MEGABYTE = 1 << 20
# The log is taken in at 32 MB, and with each 4 MB more until nobody reads it at that moment. A transaction that is being
# written comes on top.
LARGEST_LOG = 64 * MEGABYTE
# What there may be more of in the end than after the warm-up: shares of what there was then, or so many.
ALLOWED = {"heap": MEGABYTE, "descriptors": 6, "threads": 2, "spool files": 2, "spool bytes": 0.25, "customers": 0.25}
# Where nobody counts what is allocated, as with sanitizers and in few days, what is resident goes up and down from day to
# day.
RESIDENT = 0.15
# Connections to gateways, and theirs for receipts, are kept for more or closed as the day goes: their number says nothing,
# only that it never passes what all lanes and their gateways may have open together. What is kept for years of those who
# were written to makes the database grow, and SQLite has more and more of it at hand: until the writer has 64 MB, and each
# of a dozen readers 8 MB (daemon/store/database.cpp).
MOST = {"sockets": 80, "database memory": (64 + 12 * 8) * MEGABYTE}
# A page of 4,096 bytes and what SQLite keeps beside it are 4,368; allocators have 5,120 for them.
TAKEN = 5120 / 4368


def apart_from_pages(series):
    """The same series with the resident memory that is not the database's pages."""
    if "database memory" not in series:
        return series
    return {**series, "memory": [round(memory - TAKEN * pages)
                                 for memory, pages in zip(series["memory"], series["database memory"], strict=True)]}


def too_much(series, warm_up):
    """The kinds that grow, each with by how much, or that pass what there may be."""
    out = {}
    for kind, allowed in (ALLOWED if "heap" in series else {**ALLOWED, "memory": RESIDENT}).items():
        if kind not in series:
            continue
        limit = allowed * series[kind][warm_up] if allowed < 1 else allowed
        if grows(series[kind], limit, warm_up):
            out[kind] = round(growth(series[kind], warm_up))
    for kind, most in MOST.items():
        if max(series.get(kind, [0])) > most:
            out[kind] = max(series[kind])
    return out


class Days(unittest.TestCase):
    seconds = 0       # the least; 0: as many days as are needed
    days = 9
    customers = 40    # in every list
    guests = 12       # in one list alone, who are removed when their time is over
    retention = (2, 3)
    settles = 0       # days after which nothing is kept for the first time any more

    def test_a_service_whose_days_pass_stays_as_it_is(self):
        began = time.monotonic()
        with Soak(self.customers, self.guests, *self.retention, counted=self.settles > 0) as soak:
            warm_up = max(soak.warm_up(), self.settles)
            while len(soak.evenings) < self.days or time.monotonic() - began < self.seconds:
                soak.live_a_day()
                if self.seconds:
                    print(soak.line(), flush=True)
            account = soak.end()
            self.assertEqual(account.faults, {})
            self.assertTrue(all(account.struck), f"a rule never struck: {account.struck}")
            for name, times in soak.work.items():
                self.assertGreater(times, 0, f"no {name} in all these days")
            self.assertLess(soak.largest_log, LARGEST_LOG)
            series = apart_from_pages(soak.gauge.series)
            for kind, figures in series.items():
                shown = [figure // 1024 if figure > 100_000 else figure for figure in figures]
                print(f"{kind}: {shown[:3]} … {shown[-3:]}, growth {growth(figures, warm_up):+.0f} behind {warm_up} days")
            done = ", ".join(f"{times} × {name}" for name, times in soak.work.items())
            print(f"soak: {len(soak.evenings)} days, {account.given} messages delivered, faults struck {account.struck}, "
                  f"0 twice, 0 denied, 0 invented, every counter as counted, log at most {soak.largest_log >> 10} kB; {done}")
            self.assertEqual(too_much(series, warm_up), {})

    def test_a_reader_that_never_ends_is_seen_by_the_log_that_is_not_emptied(self):
        """The control: what the end of every day asserts of the log can fail."""
        with Soak(self.customers, self.guests, *self.retention) as soak:
            soak.live_a_day()
            with soak.endless_reader():
                with self.assertRaisesRegex(AssertionError, "the log to be emptied"):
                    soak.live_a_day(patience=8)


LEAKING = """
import socket, sys, threading, time
kept = []
for line in sys.stdin:
    leaks = line.strip() == "leak"
    memory, file, thread = bytearray(1 << 20), open("/dev/null"), threading.Thread(target=time.sleep, args=(300,), daemon=True)
    memory[::4096] = b"x" * 256
    sockets = [socket.socket() for _ in range(6)]
    if leaks:
        thread.start()
        kept.append((memory, file, thread, sockets))
    print("done", flush=True)
"""


class Pages(unittest.TestCase):
    def test_what_pages_take_is_no_leak_and_what_else_grows_is(self):
        pages = [day * MEGABYTE for day in range(1, 21)]
        series = {"database memory": pages, "memory": [round(100 * MEGABYTE + TAKEN * held) for held in pages]}
        self.assertEqual(too_much(apart_from_pages(series), 4), {})
        series["memory"] = [100 * MEGABYTE + 3 * held for held in pages]
        self.assertEqual(set(too_much(apart_from_pages(series), 4)), {"memory"})

    def test_where_what_is_allocated_is_counted_a_small_leak_is_found_and_resident_memory_is_not_judged(self):
        series = {"heap": [7 * MEGABYTE] * 20, "memory": [(100 + 5 * day) * MEGABYTE for day in range(20)]}
        self.assertEqual(too_much(series, 4), {})
        series["heap"] = [7 * MEGABYTE + 100_000 * day for day in range(20)]
        self.assertEqual(set(too_much(series, 4)), {"heap"})

    def test_more_pages_than_all_connections_may_keep_are_too_many(self):
        pages = [200 * MEGABYTE] * 20
        series = {"database memory": pages, "memory": [round(100 * MEGABYTE + TAKEN * held) for held in pages]}
        self.assertEqual(set(too_much(apart_from_pages(series), 4)), {"database memory"})


class Leaks(unittest.TestCase):
    def looks_at(self, order, times=16):
        """The series of a program that is told so many times to leak, or not to."""
        gauge = Gauge()
        with subprocess.Popen([sys.executable, "-c", LEAKING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as one:
            for _ in range(times):
                print(order, file=one.stdin, flush=True)
                self.assertEqual(one.stdout.readline(), "done\n")
                gauge.look(one.pid)
            one.kill()
        return gauge.series

    def test_the_control_a_program_that_leaks_is_found_by_each_of_its_series(self):
        self.assertEqual(set(too_much(self.looks_at("leak"), 4)), {"memory", "descriptors", "threads", "sockets"})

    def test_one_that_does_not_leak_is_found_by_none(self):
        self.assertEqual(too_much(self.looks_at("work"), 4), {})


if __name__ == "__main__":
    if library() is None:
        skip_script("the package faketime is not installed")
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--long", action="store_true", help="an hour, lists of 3,000 customers and 300 guests")
    options.add_argument("--seconds", type=int)
    options.add_argument("--customers", type=int)
    options.add_argument("--guests", type=int)
    chosen, others = options.parse_known_args()
    if chosen.long:
        Days.retention = (8, 12)
        # The service keeps what became of its last 200 jobs, which are those of five weeks.
        Days.settles = 38
        Days.days = 45
    Days.seconds = chosen.seconds or (3600 if chosen.long else Days.seconds)
    Days.customers = chosen.customers or (3000 if chosen.long else Days.customers)
    Days.guests = chosen.guests or (300 if chosen.long else Days.guests)
    sys.exit(unittest.main(argv=[sys.argv[0], *others], verbosity=2))
