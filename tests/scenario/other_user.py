"""Other users of the system at the control socket."""

import http.client
import multiprocessing
import os
import socket

from idlers import Idlers


def connect_to(path):
    one = socket.socket(socket.AF_UNIX)
    one.settimeout(5)
    one.connect(str(path))
    return one


class OtherUser:
    """A process of another user of the system that, once told to begin, has slow connections to the control socket, as many
    as there are `places`. Use as a context manager."""

    def __init__(self, uid, path, places):
        fork = multiprocessing.get_context("fork")
        self._beginning = fork.Event()
        self._ending = fork.Event()
        self._closed = fork.Value("i", 0)
        self._process = fork.Process(target=self._press, args=(uid, path, places), daemon=True)

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

    def _press(self, uid, path, places):
        become(uid)
        self._beginning.wait()
        with Idlers(places, lambda: connect_to(path)) as idlers:
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
