#!/usr/bin/python3
"""Accounts: a system user has the role that his account gives him on the control socket, at once and after a restart; a
password is typed without being shown, and only its hash is kept."""

import http.client
import json
import os
import pty
import socket
import sqlite3
import unittest

from service import PROGRAMS, Scenario, skip_script

NOBODY = 65534
PASSWORD = "correct horse battery"


def open_to_all(scenario):
    """As if everybody were in the group that may reach the socket."""
    os.chmod(scenario.folder, 0o755)
    os.chmod(scenario.socket, 0o666)


def ask_as_nobody(scenario, method, path, body=None):
    """(status, document) of a request of another system user: a child takes his identity before it connects."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            connection = http.client.HTTPConnection("localhost", timeout=30)
            connection.sock = socket.socket(socket.AF_UNIX)
            connection.sock.connect(str(scenario.socket))
            connection.request(method, path, body=body)
            answer = connection.getresponse()
            os.write(writing, json.dumps([answer.status, answer.read().decode()]).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        status, text = json.loads(pipe.read())
    os.waitpid(child, 0)
    return status, json.loads(text)


def type_password(scenario, *typed):
    """Runs `users passwd lan` at a terminal; (exit code, everything that was shown)."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(PROGRAMS / "trianctl", ["trianctl", "--socket", str(scenario.socket), "users", "passwd", "lan"])
    shown = b""

    def read():
        try:
            return os.read(terminal, 4096)
        except OSError:  # the other end is closed
            return b""

    for prompt, line in zip((b"New password of lan: ", b"The same again: "), typed):
        while not shown.endswith(prompt):
            piece = read()
            if not piece:
                break
            shown += piece
        os.write(terminal, line.encode() + b"\n")
    while piece := read():
        shown += piece
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode()


class Users(unittest.TestCase):
    def test_a_system_user_has_the_role_of_his_account(self):
        with Scenario() as scenario:
            scenario.start()
            open_to_all(scenario)
            status, document = ask_as_nobody(scenario, "GET", "/api/v1/status")
            self.assertEqual((status, document["exit"]), (403, 4))
            scenario.ask("users", "add", "nobody", "--role", "viewer", "--no-password")
            self.assertEqual(ask_as_nobody(scenario, "GET", "/api/v1/status")[0], 200)
            status, document = ask_as_nobody(scenario, "POST", "/api/v1/backup")
            self.assertEqual((status, document["error"]), (403, "not-allowed"))

            scenario.ask("users", "role", "nobody", "operator", "--unit", "PA05")
            status, document = ask_as_nobody(scenario, "GET", "/api/v1/status")
            self.assertEqual((status, document["error"]), (403, "limited-to-units"))
            self.assertEqual(ask_as_nobody(scenario, "GET", "/api/v1/campaigns")[0], 200)
            status, document = ask_as_nobody(scenario, "GET", "/api/v1/openapi.json")
            self.assertEqual((status, document["openapi"]), (200, "3.1.0"))
            self.assertEqual(document["paths"]["/api/v1/jobs/{id}"]["get"]["x-role"], "viewer")

            self.assertEqual(scenario.stop(), 0)
            scenario.start()
            open_to_all(scenario)
            self.assertEqual(ask_as_nobody(scenario, "GET", "/api/v1/campaigns")[0], 200)
            scenario.ask("users", "disable", "nobody")
            self.assertEqual(ask_as_nobody(scenario, "GET", "/api/v1/campaigns")[0], 403)

            scenario.ask("users", "role", "nobody", "operator", "--unit", "XX99", exit=5)
            scenario.ask("users", "add", "nobody", "--role", "viewer", "--no-password", exit=6)
            done = [entry["action"] for entry in scenario.ask("audit", "list", "--action", "user")["entries"]]
            self.assertEqual(done, ["user.disable", "user.role", "user.add"])

    def test_a_password_is_typed_unseen_and_only_its_hash_is_kept(self):
        with Scenario() as scenario:
            scenario.start()
            user = scenario.ask("users", "add", "lan", "--role", "support", input=PASSWORD + "\n")
            self.assertTrue(user["password"])
            before = self.hash_of_lan(scenario)
            self.assertTrue(before.startswith("$y$"))

            exit, shown = type_password(scenario, PASSWORD + "!", PASSWORD + "?")
            self.assertEqual(exit, 2, shown)
            self.assertEqual(self.hash_of_lan(scenario), before)
            exit, shown = type_password(scenario, PASSWORD + "!", PASSWORD + "!")
            self.assertEqual(exit, 0, shown)
            self.assertNotIn("correct", shown)
            after = self.hash_of_lan(scenario)
            self.assertTrue(after.startswith("$y$"))
            self.assertNotEqual(after, before)

            scenario.ask("users", "passwd", "lan", input="too short", exit=2)
            for words in ("users", "list"), ("audit", "list"):
                told = json.dumps(scenario.ask(*words))
                self.assertNotIn("$y$", told)
                self.assertNotIn("correct", told)
            self.assertNotIn("correct", scenario.log())

    def hash_of_lan(self, scenario):
        with sqlite3.connect(f"file:{scenario.database}?mode=ro", uri=True) as database:
            return database.execute("SELECT password FROM user WHERE name = 'lan'").fetchone()[0]


if __name__ == "__main__":
    if os.getuid() != 0:
        skip_script("only root can be another system user")
    unittest.main(verbosity=2)
