#!/usr/bin/python3
"""What the service tells systemd: a listener on NOTIFY_SOCKET takes systemd's place."""

import os
import signal
import socket
import time
import unittest

from service import Scenario, wait_for


class Systemd:
    """Gathers what is said to NOTIFY_SOCKET."""

    def __init__(self, scenario, watchdog=2_000_000):
        path = str(scenario.folder / "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(path)
        self.socket.setblocking(False)
        self.said = []  # (monotonic time, {KEY: value})
        scenario.environment = {"NOTIFY_SOCKET": path, "WATCHDOG_USEC": str(watchdog)}

    def listen(self):
        while True:
            try:
                datagram = self.socket.recv(4096).decode()
            except BlockingIOError:
                return self.said
            self.said.append((time.monotonic(), dict(line.split("=", 1) for line in datagram.splitlines())))

    def values(self, key):
        return [fields[key] for _, fields in self.listen() if key in fields]

    def close(self):
        self.socket.close()


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
            systemd.listen()
            fed = len(systemd.values("WATCHDOG"))
            deadline = time.monotonic() + 2
            while time.monotonic() < deadline:
                time.sleep(0.1)
            self.assertEqual(len(systemd.values("WATCHDOG")), fed)
        finally:
            os.kill(scenario.service.pid, signal.SIGCONT)
        wait_for("the watchdog to be fed again", lambda: len(systemd.values("WATCHDOG")) > fed)


if __name__ == "__main__":
    unittest.main()
