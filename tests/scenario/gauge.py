"""What a process has of the machine, looked at from outside."""

import contextlib
import os
import pathlib
import threading


class Gauge:
    """Looks at a process whenever it is told to, and keeps a series of each kind."""

    def __init__(self):
        self.series = {}

    def look(self, pid):
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
        self.add("memory", int(status.split("VmRSS:")[1].split()[0]) * 1024)
        self.add("threads", int(status.split("Threads:")[1].split()[0]))
        # The service keeps its memory private: nobody but root may see what it has open.
        with contextlib.suppress(PermissionError):
            sockets, others = open_descriptors(pid)
            self.add("sockets", sockets)
            self.add("descriptors", others)

    def add(self, kind, figure):
        """A figure of another kind, at the same moment."""
        self.series.setdefault(kind, []).append(figure)


def open_descriptors(pid):
    """(sockets, all others). Sockets come and go with the connections that wait for more."""
    sockets = others = 0
    for descriptor in pathlib.Path(f"/proc/{pid}/fd").iterdir():
        try:
            is_socket = os.readlink(descriptor).startswith("socket:")
        except FileNotFoundError:  # closed while we look
            continue
        sockets += is_socket
        others += not is_socket
    return sockets, others


def size_of(path):
    """Bytes of a file; 0 where there is none."""
    try:
        return os.stat(path).st_size
    except FileNotFoundError:
        return 0


class LargestSize:
    """The most that a file ever had. Use as a context manager."""

    def __init__(self, path):
        self._path = path
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.most = 0

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ending.set()
        self._thread.join()

    def _look(self):
        while not self._ending.wait(0.02):
            self.most = max(self.most, size_of(self._path))
