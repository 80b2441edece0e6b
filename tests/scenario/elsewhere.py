"""A place that nobody configured, and a gateway that names it in everything it says."""

import collections
import http.client
import http.server
import json
import re
import socket
import threading


class Elsewhere:
    """Listens, and counts who comes. Use as a context manager; `url` is where it is."""

    def __init__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = self._socket.getsockname()
        self.host = "{}:{}".format(*self.address)
        self.url = f"http://{self.host}/"
        self._lock = threading.Condition()
        self.visits = 0

    def __enter__(self):
        threading.Thread(target=self._count, daemon=True).start()
        return self

    def __exit__(self, *_):
        # Closing it does not wake who waits for it.
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _count(self):
        while True:
            try:
                visitor, _ = self._socket.accept()
            except OSError:
                return
            visitor.close()
            with self._lock:
                self.visits += 1
                self._lock.notify_all()

    def visit(self):
        """One visit of the test's own, counted when this returns: whoever came before is counted as well."""
        with self._lock:
            before = self.visits
        socket.create_connection(self.address, 10).close()
        with self._lock:
            assert self._lock.wait_for(lambda: self.visits > before, 10), "a visit was not counted"


class Pointing(http.server.ThreadingHTTPServer):
    """In front of the stand-in: gives its answers with `elsewhere` in headers and in every object of the body, and sends
    whoever writes to a telephone that ends with 1 or 3 there. Use as a context manager; `pointed` counts both kinds."""

    daemon_threads = True

    def __init__(self, gateway_port, elsewhere):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.gateway_port = gateway_port
        self.elsewhere = elsewhere
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.pointed = collections.Counter()

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def pointing(self, value):
        """A JSON value with addresses of that place added."""
        if isinstance(value, list):
            return [self.pointing(one) for one in value]
        if not isinstance(value, dict):
            return value
        named = {key: self.elsewhere.url for key in ("url", "Location", "next", "callback", "CallbackUrl", "previewUrl")}
        return named | {key: self.pointing(one) for key, one in value.items()} | {"previewUrl": self.elsewhere.url}


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self._answer()

    def do_POST(self):
        self._answer()

    def _answer(self):
        server, there = self.server, self.server.elsewhere.url
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {"Location": there, "Content-Location": there, "Refresh": f"0; url={there}", "Link": f"<{there}>; rel=next"}
        if re.search(rb'"(?:Phone|phone)"\s*:\s*"\d*[13]"', body):
            server.pointed["redirect"] += 1
            return self._send(302, headers, f"<a href={there}>moved</a>".encode())
        asked = http.client.HTTPConnection("127.0.0.1", server.gateway_port, timeout=30)
        passed = {key: value for key, value in self.headers.items()
                  if key.lower() not in ("host", "content-length", "connection", "expect")}
        asked.request(self.command, self.path, body, passed)
        answer = asked.getresponse()
        said = answer.read()
        asked.close()
        try:
            said = json.dumps(server.pointing(json.loads(said))).encode()
        except ValueError:
            pass
        server.pointed["answer"] += 1
        return self._send(answer.status, {**headers, "Content-Type": answer.getheader("Content-Type", "text/plain")}, said)

    def _send(self, status, headers, body):
        self.send_response(status)
        for key, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
