"""TLS in front of a gateway, with certificates good and bad; counts what came of each handshake."""

import datetime
import socket
import ssl
import subprocess
import threading

from gate import end

KINDS = ("good", "other_name", "expired", "self_signed")


class TlsFront:
    """Use as a context manager. `kind` says which certificate the next connections are shown; only who trusts
    `authority` may find one of them good. `connections` and `talked` count, by kind, who came and who said something
    inside; kind `plain` speaks no TLS at all."""

    def __init__(self, folder, behind, name):
        self._folder = folder
        self._behind = behind
        self._make_certificates(name)
        self._contexts = {kind: self._context(kind) for kind in KINDS}
        self.kind = "good"
        self.connections = {kind: 0 for kind in (*KINDS, "plain")}
        self.talked = dict(self.connections)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self._listener)

    def _openssl(self, *arguments):
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, cwd=self._folder)

    def _make_certificates(self, name):
        self.authority = self._folder / "authority.pem"
        self._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "authority.key", "-out", self.authority,
                      "-days", "2", "-subj", "/CN=authority")
        (self._folder / "index.txt").touch()
        (self._folder / "serial").write_text("01\n")
        (self._folder / "ca.conf").write_text(
            "[ca]\ndefault_ca = d\n[d]\ndir = .\ndatabase = index.txt\nserial = serial\nnew_certs_dir = .\n"
            "default_md = sha256\npolicy = p\ncopy_extensions = copy\nunique_subject = no\n[p]\ncommonName = supplied\n")
        now = datetime.datetime.now(datetime.timezone.utc)
        for kind, host, first, last in (("good", name, -1, 2), ("other_name", f"other.{name}", -1, 2),
                                        ("expired", name, -3, -1)):
            start, finish = (f"{now + datetime.timedelta(days=days):%y%m%d%H%M%SZ}" for days in (first, last))
            self._openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{kind}.key", "-out", f"{kind}.csr", "-subj",
                          f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}")
            self._openssl("ca", "-batch", "-config", "ca.conf", "-cert", self.authority, "-keyfile", "authority.key", "-in",
                          f"{kind}.csr", "-out", f"{kind}.pem", "-startdate", start, "-enddate", finish)
        self._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "self_signed.key", "-out",
                      "self_signed.pem", "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}")

    def _context(self, kind):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._folder / f"{kind}.pem", self._folder / f"{kind}.key")
        return context

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client, self.kind), daemon=True).start()

    def _serve(self, raw, kind):
        self.connections[kind] += 1
        raw.settimeout(30)
        if kind == "plain":
            if not raw.recv(65536).startswith(b"\x16"):  # a TLS handshake is what it must be
                self.talked[kind] += 1
            raw.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            return end(raw)
        try:
            client = self._contexts[kind].wrap_socket(raw, server_side=True)
            first = client.recv(65536)
        except OSError:
            return end(raw)
        if first:
            self.talked[kind] += 1
            self._forward(client, first)
        end(client)

    def _forward(self, client, piece):
        """One request at a time: its whole answer comes back before the next is read."""
        try:
            with socket.create_connection(("127.0.0.1", self._behind)) as gateway:
                threading.Thread(target=self._carry_back, args=(gateway, client), daemon=True).start()
                while piece:
                    gateway.sendall(piece)
                    piece = client.recv(65536)
        except OSError:
            pass

    @staticmethod
    def _carry_back(gateway, client):
        try:
            while piece := gateway.recv(65536):
                client.sendall(piece)
        except OSError:
            pass
