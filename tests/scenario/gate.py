"""A door in front of a gateway: forwards every connection, until it is shut as if the gateway were gone."""

import socket
import threading


class Gate:
    """Use as a context manager. `port` is its own; while it is shut, who connects there is refused."""

    def __init__(self, behind):
        self._behind = behind
        self._lock = threading.Lock()
        self._open = set()
        self._listener = None
        self.port = 0
        self.passed = 0  # connections
        self.cut = 0     # those that were open when it was shut
        self.open()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._listener:
            self.shut()

    def open(self):
        self._listener = socket.create_server(("127.0.0.1", self.port), backlog=256)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def shut(self):
        with self._lock:
            # Not close() alone: a thread that waits in accept() would keep it listening.
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
            for one in self._open:
                self.cut += 1
                end(one)
            self._open.clear()

    def _accept(self, listener):
        while True:
            try:
                client, _ = listener.accept()
                gateway = socket.create_connection(("127.0.0.1", self._behind))
            except OSError:
                return
            with self._lock:
                if listener is not self._listener:
                    end(client), end(gateway)
                    return
                self.passed += 1
                self._open |= {client, gateway}
            for source, target in ((client, gateway), (gateway, client)):
                threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source, target):
        try:
            while piece := source.recv(65536):
                target.sendall(piece)
        except OSError:
            pass
        with self._lock:
            self._open -= {source, target}
        end(source), end(target)


def end(connection):
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    connection.close()
