"""The smallest SMPP server that there is, over TLS: binds everybody, takes every message, keeps what it was sent."""

import socket
import ssl
import struct
import subprocess
import threading

BIND_TRANSCEIVER, SUBMIT_SM, ENQUIRE_LINK, UNBIND = 9, 4, 0x15, 6
ANSWER = 0x80000000


class SmallSmsc:
    """Use as a context manager. `certificate` is the file that a client must trust."""

    def __init__(self, folder):
        self.certificate = folder / "smsc.pem"
        key = folder / "smsc.key"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", self.certificate,
                        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
                       check=True, capture_output=True)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(self.certificate, key)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.bodies = []  # of each submit_sm
        self.connections = 0
        self._lock = threading.Lock()
        self._open = []
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.close()
        for connection in self._open:
            connection.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, raw):
        try:
            with self._context.wrap_socket(raw, server_side=True) as connection:
                while self._one(connection):
                    pass
        except OSError:
            pass

    def _one(self, connection):
        head = self._read(connection, 16)
        if not head:
            return False
        length, command, _, sequence = struct.unpack(">IIII", head)
        body = self._read(connection, length - 16) if length > 16 else b""
        answer = b""
        if command == BIND_TRANSCEIVER:
            answer = b"small\0"
        elif command == SUBMIT_SM:
            with self._lock:
                self.bodies.append(body)
                answer = str(len(self.bodies)).encode() + b"\0"
        elif command not in (ENQUIRE_LINK, UNBIND):
            return True
        connection.sendall(struct.pack(">IIII", 16 + len(answer), command | ANSWER, 0, sequence) + answer)
        return command != UNBIND

    def _read(self, connection, size):
        data = b""
        while len(data) < size:
            more = connection.recv(size - len(data))
            if not more:
                return b""
            data += more
        return data
