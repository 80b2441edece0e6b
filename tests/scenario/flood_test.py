#!/usr/bin/python3
"""Too much at once: receipts as fast as they are taken, a stranger's receipts, and clients that open connections and never
come to the point, with a head, with the body of a log-in, on the HTTP port and on the control socket. The campaign goes on,
what was acknowledged is stored, and the service answers meanwhile."""

import collections
import contextlib
import http.client
import os
import re
import resource
import socket
import sys
import threading
import time
import unittest
import urllib.parse

from books import RECEIPT, Books
from idlers import HALF_A_HEAD, SLOW_BODY, Idlers
from other_user import OtherUser, connect_to, is_answered
from service import wait_for
from sms_scenario import SmsScenario
from status_watch import StatusWatch

SECONDS = 5
SENDERS = 8
# As the service limits them: connections over TCP and over the control socket, and how long a request's head and body may
# take.
CONNECTIONS, LOCAL_CONNECTIONS, HEAD_SECONDS, BODY_SECONDS = 512, 128, 5, 30
# Of somebody who asks for a page while so many others do; sanitizers and a busy machine included.
PATIENCE = 10  # seconds
# Users of the system who are no administrators: nobody, daemon, bin, sys.
OTHER_UIDS = (65534, 1, 2, 3)
# As app::LogThrottle: so many lines of an event within a minute, and one that tells of the rest.
LINES_A_MINUTE = 20
FORGED = 10_000
SILENT = [{"match": {}, "action": {"no_receipt": True}}]


class Flood:
    """Several senders on connections of their own, each as fast as it is answered. Use as a context manager.
    `path(number)` is what the so-manieth request asks for; `statuses` has each answer, by number."""

    def __init__(self, port, path):
        self._port = port
        self._path = path
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self.sent = 0
        self.statuses = {}

    def __enter__(self):
        self._threads = [threading.Thread(target=self._send, daemon=True) for _ in range(SENDERS)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def count(self, status):
        return sum(one == status for one in list(self.statuses.values()))

    def _send(self):
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        while not self._ending.is_set():
            with self._lock:
                self.sent += 1
                number = self.sent
            try:
                connection.request("GET", self._path(number))
                answer = connection.getresponse()
                answer.read()
                self.statuses[number] = answer.status
            except (OSError, http.client.HTTPException) as trouble:
                self.statuses[number] = type(trouble).__name__
                connection.close()
        connection.close()


class Floods(unittest.TestCase):
    def test_receipts_as_fast_as_they_are_taken(self):
        with SmsScenario(SILENT) as scenario:
            scenario.start()
            campaign = scenario.begin(200)
            scenario.finish(campaign)
            references = scenario.references()

            def receipt(number):
                fields = {"SMSID": "id", "SendFailed": 0, "SendStatus": 5, "SendSuccess": 1, "TotalPrice": 850,
                          "RequestId": references[number % len(references)], "telcoid": number}
                return f"/webhooks/sms/sms-hook?{urllib.parse.urlencode(fields)}"

            with StatusWatch(scenario) as watch, Flood(scenario.port, receipt) as flood:
                time.sleep(SECONDS)
                wait_for("a receipt for everybody", lambda: flood.count(200) > 2 * len(references))
            self.assertEqual(set(flood.statuses.values()), {200})
            states = scenario.account(campaign)
            self.assertEqual(states, {"delivered": len(references)})
            with Books(scenario.database) as books:
                stored = {int(number) for detail, in books.rows("SELECT detail FROM history WHERE event = ?", RECEIPT)
                          for number in re.findall(r"telcoid=(\d+)", detail)}
            self.assertEqual(set(flood.statuses) - stored, set(), "acknowledged and lost")
            print(f"receipts: {len(flood.statuses)} in {SECONDS} s, 0 lost, slowest status {watch.slowest:.2f} s")

    def test_a_stranger_with_receipts_of_his_own(self):
        with SmsScenario() as scenario:
            scenario.start()
            with Flood(scenario.port, lambda number: f"/webhooks/sms/guess-{number}?RequestId=x&SendStatus=5") as flood:
                with StatusWatch(scenario) as watch:
                    campaign = scenario.begin(200)
                    scenario.finish(campaign)
                    wait_for("the stranger", lambda: flood.count(403) > 500)
            self.assertEqual(set(flood.statuses.values()), {403})
            self.assertEqual(scenario.api("/api/v1/status")["service"]["receipts_refused"], len(flood.statuses))
            # The gateway's own receipts came through all the time.
            wait_for("the receipts", lambda: scenario.counts(campaign)["accepted"] == 0)
            states = scenario.account(campaign)
            self.assertEqual(states, {"delivered": sum(states.values())})
            print(f"stranger: {len(flood.statuses)} refused and counted, slowest status {watch.slowest:.2f} s, {dict(states)}")

    def test_a_stranger_fills_no_log(self):
        with SmsScenario() as scenario:
            scenario.start()
            begun = time.monotonic()
            with Flood(scenario.port, lambda number: f"/webhooks/sms/guess-{number}?RequestId=x&SendStatus=5") as flood:
                with StatusWatch(scenario) as watch:
                    wait_for("the stranger", lambda: flood.count(403) >= FORGED, 300)
            forged = len(flood.statuses)
            self.assertEqual(set(flood.statuses.values()), {403})
            self.assertEqual(scenario.api("/api/v1/status")["service"]["receipts_refused"], forged)
            wait_for("the rest to be told", lambda: scenario.logged("receipt_refused")[1] == forged, 120)
            minutes = (time.monotonic() - begun) // 60 + 1
            lines, _ = scenario.logged("receipt_refused")
            self.assertLessEqual(lines, minutes * (LINES_A_MINUTE + 1))
            print(f"log: {forged} forged receipts left {lines} lines, which tell of all, slowest status {watch.slowest:.2f} s")

    def test_clients_that_never_come_to_the_point_on_the_http_port(self):
        with SmsScenario(SILENT) as scenario:
            scenario.start()
            address = ("127.0.0.1", scenario.port)
            # Whoever finds no place is closed at once, and is no sign of a time that has passed.
            with Idlers(CONNECTIONS + 50, lambda: socket.create_connection(address, 5),
                        patience=HEAD_SECONDS - 1) as idlers:
                with StatusWatch(scenario) as watch:
                    campaign = scenario.begin(200)
                    scenario.finish(campaign)
                    wait_for("those with a place to lose it", lambda: idlers.outwaited > CONNECTIONS // 2, 4 * HEAD_SECONDS)
                self.assertIn("http_connection_refused", scenario.log())
            wait_for("the port to be free again", lambda: self.answers(address))
            states = scenario.account(campaign)
            self.assertEqual(states, {"accepted": 200})
            # What is left out is told when the service ends, if not before.
            lines, told = scenario.logged("http_connection_refused")
            self.assertLess(lines, told)
            print(f"slow clients: {idlers.opened} connections, {idlers.closed} closed by the service, {idlers.outwaited} of "
                  f"them when their time was over, slowest status {watch.slowest:.2f} s")

    def test_clients_whose_log_in_never_ends(self):
        with SmsScenario(SILENT) as scenario:
            scenario.start()
            address = ("127.0.0.1", scenario.port)
            asked = collections.Counter()
            slowest = 0.0
            with Idlers(CONNECTIONS + 50, lambda: socket.create_connection(address, 5), SLOW_BODY, anew=False) as idlers:
                began = time.monotonic()
                with StatusWatch(scenario) as watch:
                    campaign = scenario.begin(200)
                    scenario.finish(campaign)
                    while idlers.closed < idlers.opened and time.monotonic() < began + 2 * BODY_SECONDS:
                        told, seconds = self.log_in_page(address)
                        asked[told] += 1
                        slowest = max(slowest, seconds)
                        time.sleep(0.2)
                # Of themselves none has left: what they send does not make their time any longer.
                self.assertEqual(idlers.closed, idlers.opened)
                held = time.monotonic() - began
                wait_for("the log-in", lambda: self.log_in_page(address)[0] == 200, PATIENCE)
            # With all places taken somebody else is refused at once, not left waiting.
            self.assertGreater(asked["refused"], 10, asked)
            self.assertEqual(set(asked) - {"refused", 200}, set(), asked)
            self.assertLess(slowest, PATIENCE)
            self.assertIn("http_connection_refused", scenario.log())
            states = scenario.account(campaign)
            self.assertEqual(states, {"accepted": 200})
            print(f"slow log-ins: {idlers.opened} connections, all closed by the service within {held:.0f} s; the page "
                  f"meanwhile {dict(asked)}, slowest {slowest:.2f} s, slowest status {watch.slowest:.2f} s")

    def test_500_slow_clients_keep_nobody_out(self):
        with SmsScenario(SILENT) as scenario:
            scenario.start()
            address = ("127.0.0.1", scenario.port)
            for name, says in (("heads", HALF_A_HEAD), ("bodies", SLOW_BODY)):
                slowest = asked = 0
                with Idlers(500, lambda: socket.create_connection(address, 5), says) as idlers:
                    end = time.monotonic() + HEAD_SECONDS + 3
                    while time.monotonic() < end:
                        told, seconds = self.log_in_page(address)
                        self.assertEqual(told, 200, name)
                        asked += 1
                        slowest = max(slowest, seconds)
                    self.assertGreaterEqual(idlers.opened, 500)
                self.assertLess(slowest, PATIENCE, name)
                print(f"500 slow {name}: {asked} others answered, the slowest in {slowest:.2f} s, {idlers.closed} closed")
                wait_for("the places", lambda: self.answers(address))

    def test_clients_that_never_come_to_the_point_on_the_control_socket(self):
        with SmsScenario(SILENT) as scenario:
            scenario.start()

            def connect():
                return connect_to(scenario.socket)

            # As many as leave a place to others: nobody waits for them.
            with Idlers(LOCAL_CONNECTIONS - 28, connect) as idlers, StatusWatch(scenario) as watch:
                campaign = scenario.begin(200)
                scenario.finish(campaign)
                wait_for("some to be closed", lambda: idlers.closed > 10, 4 * HEAD_SECONDS)
            # More than that, once: they are cut off, and there is room again.
            many = [connect() for _ in range(2 * LOCAL_CONNECTIONS)]
            wait_for("them to be refused", lambda: scenario.api("/api/v1/status") is None or
                     "http_connection_refused" in scenario.log())
            wait_for("the status", lambda: scenario.api("/api/v1/status"), 4 * HEAD_SECONDS)
            self.assertIn("http_connection_refused", scenario.log())
            for one in many:
                one.close()
            states = scenario.account(campaign)
            self.assertEqual(states, {"accepted": 200})
            print(f"slow clients of the control socket: {idlers.opened} connections, {idlers.closed} closed by the service, "
                  f"slowest status {watch.slowest:.2f} s")

    @unittest.skipIf(os.getuid() != 0, "other users' processes need root")
    def test_users_of_the_machine_cannot_keep_an_administrator_or_one_another_out(self):
        with SmsScenario(SILENT) as scenario:
            scenario.start()
            # As if everybody were in the group that may reach the socket.
            os.chmod(scenario.folder, 0o755)
            os.chmod(scenario.socket, 0o666)
            with contextlib.ExitStack() as stack:
                first, *others = [stack.enter_context(OtherUser(uid, scenario.socket, LOCAL_CONNECTIONS))
                                  for uid in OTHER_UIDS]
                first.begin()
                wait_for("one to be shown his share", lambda: first.closed > LOCAL_CONNECTIONS)
                scenario.ask("status")
                self.assertEqual({is_answered(OTHER_UIDS[1], scenario.socket) for _ in range(20)}, {True})
                with StatusWatch(scenario) as watch:
                    for user in others:
                        user.begin()
                    # Their shares are more than all that there is.
                    wait_for("all to be shown theirs", lambda: all(user.closed > LOCAL_CONNECTIONS for user in others))
                    before = watch.answered
                    wait_for("an administrator to be answered", lambda: watch.answered > before + 10)
            self.assertEqual(scenario.stop(), 0)
            lines, told = scenario.logged("http_connection_refused")
            self.assertGreater(told, LOCAL_CONNECTIONS)
            print(f"users: {len(OTHER_UIDS)} with {LOCAL_CONNECTIONS} slow connections each, {told} refused in {lines} "
                  f"lines, slowest status {watch.slowest:.2f} s")

    def log_in_page(self, address):
        """What somebody gets who asks for it, a status or `refused`, and how long that takes."""
        began = time.monotonic()
        connection = http.client.HTTPConnection(*address, timeout=60)
        try:
            connection.request("GET", "/console/log-in")
            told = connection.getresponse().status
        except (ConnectionError, http.client.HTTPException):
            told = "refused"
        finally:
            connection.close()
        return told, time.monotonic() - began

    def answers(self, address):
        connection = http.client.HTTPConnection(*address, timeout=10)
        try:
            connection.request("GET", "/livez")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


if __name__ == "__main__":
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if hard != resource.RLIM_INFINITY and hard < 8192 else 8192, hard))
    sys.exit(unittest.main(verbosity=2))
