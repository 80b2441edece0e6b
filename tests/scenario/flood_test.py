#!/usr/bin/python3
"""Too much at once: receipts as fast as they are taken, a stranger's receipts, and clients that open connections and never
come to the point, on the HTTP port and on the control socket. The campaign goes on, what was acknowledged is stored, and
the service answers meanwhile."""

import contextlib
import http.client
import multiprocessing
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
from service import wait_for
from sms_scenario import SmsScenario
from status_watch import StatusWatch

SECONDS = 5
SENDERS = 8
# As the service limits them: connections over TCP and over the control socket, and how long a request's head may take.
CONNECTIONS, LOCAL_CONNECTIONS, HEAD_SECONDS = 512, 128, 5
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


class Idlers:
    """Connections that say half a request, a byte now and then, and begin anew when they are closed. Use as a context
    manager."""

    def __init__(self, count, connect):
        self._connect = connect
        self._sockets = [None] * count
        self._ending = threading.Event()
        self.opened = 0
        self.closed = 0

    def __enter__(self):
        for place in range(len(self._sockets)):
            self._open(place)
        self._thread = threading.Thread(target=self._drip, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ending.set()
        self._thread.join()
        for one in self._sockets:
            if one:
                one.close()

    def _open(self, place):
        one = None
        try:
            one = self._connect()
            one.setblocking(False)
            one.send(b"GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
            self._sockets[place] = one
            self.opened += 1
        except OSError:
            if one:
                one.close()
            self._sockets[place] = None

    def _drip(self):
        while not self._ending.wait(0.5):
            for place, one in enumerate(self._sockets):
                if one and self._is_open(one):
                    continue
                if one:
                    self.closed += 1
                    one.close()
                self._open(place)

    @staticmethod
    def _is_open(one):
        try:
            one.send(b"x")
            return one.recv(1) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False


def connect_to(path):
    one = socket.socket(socket.AF_UNIX)
    one.settimeout(5)
    one.connect(str(path))
    return one


class OtherUser:
    """A process of another user of the system that, once told to begin, has slow connections to the control socket, as many
    as there are places. Use as a context manager."""

    def __init__(self, uid, path):
        fork = multiprocessing.get_context("fork")
        self._beginning = fork.Event()
        self._ending = fork.Event()
        self._closed = fork.Value("i", 0)
        self._process = fork.Process(target=self._press, args=(uid, path), daemon=True)

    def __enter__(self):
        self._process.start()
        return self

    def __exit__(self, *_):
        self._ending.set()
        self._beginning.set()
        self._process.join()

    def begin(self):
        self._beginning.set()

    @property
    def closed(self):
        """How many of its connections the service has closed."""
        return self._closed.value

    def _press(self, uid, path):
        become(uid)
        self._beginning.wait()
        with Idlers(LOCAL_CONNECTIONS, lambda: connect_to(path)) as idlers:
            while not self._ending.wait(0.1):
                self._closed.value = idlers.closed


def become(uid):
    os.setgroups([])
    os.setgid(uid)
    os.setuid(uid)


def is_answered(uid, path):
    """Whether another user of the system is answered: that he has no role."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            become(uid)
            connection = http.client.HTTPConnection("localhost")
            connection.sock = connect_to(path)
            connection.request("GET", "/api/v1/status")
            code = int(connection.getresponse().status != 403)
        except (OSError, http.client.HTTPException):
            pass
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


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
            with Idlers(CONNECTIONS + 50, lambda: socket.create_connection(address, 5)) as idlers:
                with StatusWatch(scenario) as watch:
                    campaign = scenario.begin(200)
                    scenario.finish(campaign)
                    wait_for("some to be closed", lambda: idlers.closed > CONNECTIONS, 4 * HEAD_SECONDS)
                self.assertIn("http_connection_refused", scenario.log())
            wait_for("the port to be free again", lambda: self.answers(address))
            states = scenario.account(campaign)
            self.assertEqual(states, {"accepted": 200})
            # What is left out is told when the service ends, if not before.
            lines, told = scenario.logged("http_connection_refused")
            self.assertLess(lines, told)
            print(f"slow clients: {idlers.opened} connections, {idlers.closed} closed by the service, slowest status "
                  f"{watch.slowest:.2f} s")

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
                first, *others = [stack.enter_context(OtherUser(uid, scenario.socket)) for uid in OTHER_UIDS]
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
