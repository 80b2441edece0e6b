"""A name server (RFC 1035) that answers as a test wants, and not at all if it wants that."""

import collections
import socket
import struct
import threading

PORT = 53  # resolvers know no other
ADDRESS_RECORD = 1
CODES = {"answer": 0, "failure": 2, "unknown": 3}


class NameServer:
    """Use as a context manager. `mode`: `answer` says 127.0.0.1 to every name, `failure` SERVFAIL, `unknown` NXDOMAIN,
    `silent` nothing. `asked` counts the questions by mode."""

    def __init__(self, address, mode="answer"):
        self.address = address
        self.mode = mode
        self.asked = collections.Counter()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((address, PORT))
        # Looks up now and then: closing a socket does not wake who waits for it, and its port stays taken until then.
        self._socket.settimeout(0.1)
        self._over = False
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._over = True
        self._thread.join()
        self._socket.close()

    def _serve(self):
        while not self._over:
            try:
                question, sender = self._socket.recvfrom(4096)
            except TimeoutError:
                continue
            mode = self.mode
            self.asked[mode] += 1
            if mode != "silent":
                self._socket.sendto(self._answer(question, mode), sender)

    @staticmethod
    def _answer(question, mode):
        end = question.index(b"\0", 12) + 5  # behind the name, its type and its class
        wanted = struct.unpack(">H", question[end - 4:end - 2])[0]
        known = mode == "answer" and wanted == ADDRESS_RECORD
        head = question[:2] + struct.pack(">HHHHH", 0x8180 | CODES[mode], 1, int(known), 0, 0)
        # The answer's name points at the question's; a second is long enough to be cached by nobody.
        record = b"\xc0\x0c" + struct.pack(">HHIH4s", ADDRESS_RECORD, 1, 1, 4, socket.inet_aton("127.0.0.1"))
        return head + question[12:end] + (record if known else b"")
