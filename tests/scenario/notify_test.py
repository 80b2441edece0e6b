#!/usr/bin/python3
"""What the service tells systemd: a listener on NOTIFY_SOCKET takes systemd's place."""

import contextlib
import ctypes
import errno
import os
import pathlib
import signal
import socket
import threading
import time
import unittest

from service import Scenario, wait_for


class Systemd:
    """Gathers what is said to NOTIFY_SOCKET, all the time: a service that nobody listens to would wait."""

    def __init__(self, scenario, watchdog=2_000_000):
        path = str(scenario.folder / "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(path)
        self.socket.settimeout(0.2)
        self.said = []  # (monotonic time, {KEY: value})
        self.closing = False
        scenario.environment = {"NOTIFY_SOCKET": path, "WATCHDOG_USEC": str(watchdog)}
        self.thread = threading.Thread(target=self.listen)
        self.thread.start()

    def listen(self):
        while not self.closing:
            try:
                datagram = self.socket.recv(4096).decode()
            except TimeoutError:
                continue
            self.said.append((time.monotonic(), dict(line.split("=", 1) for line in datagram.splitlines())))

    def values(self, key):
        return [fields[key] for _, fields in list(self.said) if key in fields]

    def close(self):
        self.closing = True
        self.thread.join()
        self.socket.close()


@contextlib.contextmanager
def stopped_thread(pid, name):
    """One thread of a process stands, as a disk that does not answer would make it stand; the others go on."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p]
    attach, detach, wall = 16, 17, 0x40000000  # ptrace(2), waitpid(2)
    tid = next(int(task.name) for task in pathlib.Path(f"/proc/{pid}/task").iterdir()
               if (task / "comm").read_text().strip() == name)
    if libc.ptrace(attach, tid, None, None) != 0:
        if ctypes.get_errno() == errno.EPERM and os.geteuid() != 0:
            raise unittest.SkipTest("only root may stop a thread of the service, which keeps its memory private")
        raise OSError(ctypes.get_errno(), "ptrace")
    os.waitpid(tid, wall)
    try:
        yield
    finally:
        libc.ptrace(detach, tid, None, None)


class Notify(unittest.TestCase):
    def setUp(self):
        self.scenario = self.enterContext(Scenario())
        self.systemd = Systemd(self.scenario)
        self.addCleanup(self.systemd.close)

    def test_ready_status_reloading_and_stopping_are_told_in_time(self):
        scenario, systemd = self.scenario, self.systemd
        # Slow enough to be still under way when the status is told.
        slow = scenario.config.read_text().replace("kind: email", "kind: email\n    rate: 1/min")
        scenario.config.write_text(slow)
        scenario.start()
        wait_for("READY", lambda: "1" in systemd.values("READY"))
        wait_for("a status", lambda: any("zalo stopped" in text for text in systemd.values("STATUS")))
        scenario.ask("customers", "import", scenario.customers(50))
        path, campaign = scenario.campaign(routes="\n  - send: [email]\n")
        scenario.ask("campaign", "plan", path)
        scenario.ask("campaign", "approve", campaign)
        wait_for("the campaign in the status", lambda: any(campaign in text for text in systemd.values("STATUS")))

        good = scenario.config.read_text()
        scenario.config.write_text(good.replace("kind: email", "kind: pigeon"))
        scenario.service.send_signal(signal.SIGHUP)
        wait_for("the refusal in the status", lambda: "refused" in systemd.values("STATUS")[-1])
        self.assertEqual(systemd.values("RELOADING"), [])

        scenario.config.write_text(good)
        scenario.service.send_signal(signal.SIGHUP)
        wait_for("READY again", lambda: systemd.values("READY").count("1") == 2)
        self.assertEqual(systemd.values("RELOADING"), ["1"])
        self.assertEqual(len(systemd.values("MONOTONIC_USEC")), 1)
        self.assertEqual(scenario.stop(), 0)
        self.assertEqual(systemd.values("STOPPING"), ["1"])

    def test_the_watchdog_is_fed_by_a_service_that_works_and_not_by_one_that_stands(self):
        scenario, systemd = self.scenario, self.systemd
        scenario.start()
        wait_for("the watchdog to be fed", lambda: len(systemd.values("WATCHDOG")) >= 3)
        os.kill(scenario.service.pid, signal.SIGSTOP)
        try:
            time.sleep(0.2)
            fed = len(systemd.values("WATCHDOG"))
            deadline = time.monotonic() + 2
            while time.monotonic() < deadline:
                time.sleep(0.1)
            self.assertEqual(len(systemd.values("WATCHDOG")), fed)
        finally:
            os.kill(scenario.service.pid, signal.SIGCONT)
        wait_for("the watchdog to be fed again", lambda: len(systemd.values("WATCHDOG")) > fed)

    def test_the_watchdog_starves_when_only_the_thread_that_writes_stands(self):
        scenario, systemd = self.scenario, self.systemd
        scenario.start()
        wait_for("the watchdog to be fed", lambda: systemd.values("WATCHDOG"))
        with stopped_thread(scenario.service.pid, "writer"):
            wait_for("the log", lambda: "writer_stuck" in scenario.log(), 30)
            fed = len(systemd.values("WATCHDOG"))
            time.sleep(3)
            self.assertEqual(len(systemd.values("WATCHDOG")), fed)
        wait_for("the watchdog to be fed again", lambda: len(systemd.values("WATCHDOG")) > fed)

    def test_the_watchdog_is_fed_while_it_waits_for_answers_before_a_reload(self):
        scenario, systemd = self.scenario, self.systemd
        scenario.put_rules([{"match": {"channel": "sms"}, "action": {"delay_ms": 4500, "no_receipt": True}}])
        scenario.config.write_text(scenario.config.read_text().replace("timeout: 3s", "timeout: 10s").replace(
            "drain: 5s", "drain: 8s"))
        scenario.start()
        scenario.ask("customers", "import", scenario.customers(60, 7, "--faults", "0"))
        path, campaign = scenario.campaign(routes="\n  - send: [sms]\n")
        scenario.ask("campaign", "plan", path)
        scenario.ask("campaign", "approve", campaign)
        wait_for("messages on their way", lambda: scenario.status(campaign)["channels"]["sms"]["sending"] > 3)
        scenario.service.send_signal(signal.SIGHUP)
        wait_for("READY again", lambda: systemd.values("READY").count("1") == 2)
        begun = next(at for at, fields in systemd.said if fields.get("RELOADING") == "1")
        patience = int(systemd.values("WATCHDOG_USEC")[-2])
        self.assertGreater(patience, 60_000_000)  # while the next one starts
        self.assertEqual(systemd.values("WATCHDOG_USEC")[-1], "2000000")
        fed = [at for at, fields in systemd.said if "WATCHDOG" in fields and at > begun]
        self.assertGreater(len(fed), 2)
        self.assertLess(max(b - a for a, b in zip([begun, *fed], fed)), 2)
        self.assertEqual(scenario.status(campaign)["channels"]["sms"]["in_doubt"], 0)


if __name__ == "__main__":
    unittest.main()
