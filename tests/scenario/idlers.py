"""Clients that open connections and never come to the point."""

import threading
import time

HALF_A_HEAD = b"GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
# Of somebody who has not logged in, to the one form that is there for him.
SLOW_BODY = (b"POST /console/log-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
             b"Content-Length: 16000\r\n\r\nname=")


class Idlers:
    """Connections that say half a request, a byte now and then, and begin anew when they are closed, or not. Use as a
    context manager. `closed`: how many were; `outwaited`: those of them that had been left open for `patience` seconds, so
    that there had been a place for them."""

    def __init__(self, count, connect, says=HALF_A_HEAD, anew=True, patience=0):
        self._connect = connect
        self._says = says
        self._anew = anew
        self._patience = patience
        self._sockets = [None] * count
        self._begun = [0.0] * count
        self._ending = threading.Event()
        self.opened = 0
        self.closed = 0
        self.outwaited = 0

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
            one.send(self._says)
            self._sockets[place] = one
            self._begun[place] = time.monotonic()
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
                    self.outwaited += time.monotonic() - self._begun[place] >= self._patience
                    one.close()
                    self._sockets[place] = None
                if self._anew:
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
