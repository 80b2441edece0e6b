#!/usr/bin/python3
"""Single sign-on: whom a reverse proxy names over its own socket comes into the console with his account's role; nobody
else's word counts, and what is said badly lets nobody in. Wrong passwords from elsewhere keep nobody out of his own browser."""

import http.client
import os
import pwd
import re
import socket
import subprocess
import unittest

from browser import PASSWORD, Browser
from console_case import ConsoleCase
from other_user import become
from service import PROGRAMS

HEADER = "X-Remote-User"
PROXY_USER = 65534  # nobody


class Proxied(Browser):
    """A browser whose requests a proxy passes on: it says where the client is, and who has logged in."""

    def __init__(self, scenario):
        super().__init__(scenario)
        self.path = scenario.folder / "proxy.sock"
        self.client = "203.0.113.9"
        self.user = None

    def connect(self):
        connection = http.client.HTTPConnection("localhost", timeout=60)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(str(self.path))
        return connection

    def request(self, method, target, body=None, headers=()):
        said = {"X-Forwarded-For": f"6.6.6.6, {self.client}", **dict(headers)}
        if self.user is not None:
            said[HEADER] = self.user
        return super().request(method, target, body, said)

    def press(self):
        """The button of the log-in page."""
        self.get("/console/log-in")
        return self.post("/console/log-in")


def with_proxy(config, proxy):
    return re.sub(r"^http: \{(.*)\}$", lambda found: f"http: {{{found.group(1)}, proxy: {proxy}}}", config, flags=re.MULTILINE)


class SignOn(ConsoleCase):
    BROWSER = Proxied

    @classmethod
    def prepare(cls, scenario):
        user = pwd.getpwuid(PROXY_USER if os.getuid() == 0 else os.getuid()).pw_name
        scenario.config.write_text(with_proxy(
            scenario.config.read_text(), f"{{socket: proxy.sock, socket_user: {user}, user_header: {HEADER}}}"))
        scenario.start()
        for name, role in (("lan", "support"), ("quan-tri", "admin"), ("nghi", "support")):
            scenario.ask("users", "add", name, "--role", role, "--no-password")
        scenario.ask("users", "disable", "nghi")
        scenario.ask("users", "add", "minh", "--role", "support", input=PASSWORD + "\n")

    def proxied(self, user):
        browser = self.browser()
        browser.user = user
        return browser

    def audited(self, who):
        entries = self.scenario.ask("audit", "list", "--who", who, "--action", "console")["entries"]
        return [(entry["action"], entry["reason"]) for entry in entries]

    def test_whom_the_proxy_names_comes_in_with_his_role_and_goes_when_he_says(self):
        lan = self.proxied("lan")
        page = lan.get("/console/log-in")[1]
        self.assertIn("Vào bằng tài khoản lan", page)
        self.assertNotIn('type="password"', page)
        self.assertEqual(lan.get("/")[0].status, 303)
        self.assertEqual(lan.press()[0].status, 303)
        self.assertEqual(lan.get("/")[0].status, 200)
        self.assertEqual(lan.get("/console/users")[0].status, 403)
        self.assertEqual(self.audited("lan")[0], ("console.log_in", "from 203.0.113.9, signed on by the proxy"))
        admin = self.proxied("quan-tri")
        admin.press()
        self.assertEqual(admin.get("/console/users")[0].status, 200)
        lan.get("/")
        self.assertEqual(lan.post("/console/log-out", token="0" * 64)[0].status, 403)
        self.assertEqual(lan.post("/console/log-out")[0].status, 303)
        self.assertEqual(lan.get("/")[0].status, 303)
        self.assertEqual(self.audited("lan")[0][0], "console.log_out")

    def test_the_cookie_alone_opens_nothing_and_a_new_role_ends_the_session(self):
        self.scenario.ask("users", "add", "thu", "--role", "support", "--no-password")
        thu = self.proxied("thu")
        thu.press()
        self.assertEqual(thu.get("/")[0].status, 200)
        direct = Browser(self.scenario)
        direct.cookies = thu.cookies
        self.assertEqual(direct.get("/")[0].status, 303)
        self.assertEqual(direct.request("GET", "/", headers={HEADER: "thu"})[0].status, 303)
        thu.user = None
        self.assertEqual(thu.get("/")[0].status, 303)
        thu.user = "thu"
        self.assertEqual(thu.get("/")[0].status, 200)
        self.scenario.ask("users", "role", "thu", "viewer")
        self.assertEqual(thu.get("/")[0].status, 303)

    def test_nobody_elses_word_counts_and_the_log_counts_them(self):
        before = self.scenario.logged("sign_on_ignored")[0]
        stranger = Browser(self.scenario)
        for _ in range(60):
            answer, page = stranger.request("GET", "/console/log-in", headers={HEADER: "quan-tri"})
            self.assertIn('type="password"', page)
        self.assertEqual(stranger.post("/console/log-in", headers={HEADER: "quan-tri"})[0].status, 403)
        lines = self.scenario.logged("sign_on_ignored")[0]
        self.assertGreater(lines, before)
        self.assertLessEqual(lines, 2 * 20 + 2)  # a minute may have begun meanwhile
        self.assertNotIn("quan-tri", self.scenario.log())

    def test_the_api_takes_no_proxys_word(self):
        lan = self.proxied("quan-tri")
        for path in ("/api/v1/status", "/api/v1/users", "/metrics", "/livez"):
            self.assertEqual(lan.get(path)[0].status, 401, path)

    def test_who_has_no_account_or_a_disabled_one_is_kept_out(self):
        for name in ("nobody-here", "nghi", "LAN"):
            with self.subTest(name):
                browser = self.proxied(name)
                answer, page = browser.get("/console/log-in")
                self.assertEqual(answer.status, 403)
                self.assertIn("không có ở đây hoặc đã bị khóa", page)
                browser.user = "lan"
                browser.get("/console/log-in")
                browser.user = name
                self.assertEqual(browser.post("/console/log-in")[0].status, 403)
                self.assertNotIn("triand-session", browser.cookies)
        self.assertEqual(self.audited("nghi")[0], ("console.refused", "from 203.0.113.9, signed on by the proxy"))
        self.assertIn(("console.refused", "from 203.0.113.9, signed on by the proxy as nobody-here"),
                      self.audited("(unknown)"))

    def raw(self, *lines):
        """The status that a request with these header lines is answered with, as bytes that no library has seen."""
        with socket.socket(socket.AF_UNIX) as one:
            one.settimeout(60)
            one.connect(str(self.scenario.folder / "proxy.sock"))
            one.sendall(b"\r\n".join([b"GET /console/log-in HTTP/1.1", b"Host: x", b"Connection: close", *lines, b"", b""]))
            answer = b""
            while piece := one.recv(65536):
                answer += piece
        return int(answer.split()[1]), answer.decode()

    def test_a_header_that_comes_twice_empty_too_long_or_ill_formed_lets_nobody_in(self):
        good = f"{HEADER}: lan".encode()
        self.assertEqual(self.raw(good)[0], 200)
        for lines in ((good, good), (good, f"{HEADER.lower()}: quan-tri".encode()), (f"{HEADER}:".encode(),),
                      (f"{HEADER}: ".encode() + b"a" * 65,), (f"{HEADER}: l".encode() + b"\xc3",),
                      (f"{HEADER}: ".encode() + b"\xff\xfe",), (good + b", quan-tri",), (good + b" quan-tri",),
                      (f"{HEADER}: lân".encode(),), (f"{HEADER}: NPC".encode() + b"\\lan",)):
            with self.subTest(lines):
                status, answer = self.raw(*lines)
                self.assertEqual(status, 403)
                self.assertIn("không nêu rõ một tài khoản", answer)
                self.assertNotIn("<form method=\"post\" action=\"/console/log-in\"", answer)
        for lines in ((good, b"\tquan-tri"), (f"{HEADER} : lan".encode(),), (f"{HEADER}: l".encode() + b"\x00n",)):
            with self.subTest(lines):
                self.assertEqual(self.raw(*lines)[0], 400)
        self.assertGreater(self.scenario.logged("sign_on_refused")[0], 0)

    def test_guesses_from_elsewhere_keep_nobody_out_of_his_own_browser(self):
        minh = self.browser("minh")
        self.assertIn("triand-device", minh.cookies)
        minh.cookies.pop("triand-session")
        stranger = self.browser()
        for count in range(80):
            stranger.client = f"198.51.100.{count + 1}"
            stranger.log_in("minh", "wrong")
        stranger.client = "198.51.100.200"
        self.assertEqual(stranger.log_in("minh", "wrong")[0].status, 429)
        self.assertEqual(minh.log_in("minh")[0].status, 303)

    @unittest.skipIf(os.getuid() != 0, "only root can be another system user")
    def test_only_the_proxys_own_user_is_heard_on_its_socket(self):
        os.chmod(self.scenario.folder, 0o755)
        os.chmod(self.scenario.folder / "proxy.sock", 0o666)
        self.assertTrue(self.is_heard(PROXY_USER))
        self.assertFalse(self.is_heard(1))
        self.assertGreater(self.scenario.logged("http_user_refused")[0], 0)

    def is_heard(self, uid):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                become(uid)
                code = int(self.raw(f"{HEADER}: lan".encode())[0] != 200)
            except (OSError, IndexError):
                pass
            finally:
                os._exit(code)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

    def test_a_configuration_that_would_believe_everybody_is_refused(self):
        good = self.scenario.config.read_text()
        path = self.scenario.folder / "other.yaml"
        for proxy, words in (("{addresses: [0.0.0.0/0], user_header: X-Remote-User}", "nearly everybody"),
                             ("{addresses: [\"::/0\"], user_header: X-Remote-User}", "nearly everybody"),
                             ("{addresses: [10.0.0.0/8], user_header: X-Remote-User}", "nearly everybody"),
                             ("{user_header: X-Remote-User}", "say who is believed"),
                             ("{socket: p.sock, user_header: X-Remote-User}", "socket_user"),
                             ("{socket: control.sock, socket_user: root}", "control socket"),
                             ("{addresses: [10.0.4.7], user_header: Cookie}", "for something else")):
            with self.subTest(proxy):
                path.write_text(re.sub(r", proxy: \{.*?\}\}$", f", proxy: {proxy}}}", good, flags=re.MULTILINE))
                checked = subprocess.run([PROGRAMS / "triand", "--config", path, "--check"], capture_output=True, text=True,
                                         timeout=120)
                self.assertEqual(checked.returncode, 2, checked.stderr)
                self.assertIn("http.proxy", checked.stdout + checked.stderr)
                self.assertIn(words, checked.stdout + checked.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
