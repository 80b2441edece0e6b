#!/usr/bin/python3
"""What the service keeps to itself on its machine: its secrets whatever is wrong in its configuration, its files whatever
the umask, its memory and cores. Each test shows first that what it forbids can be seen at all."""

import contextlib
import os
import pathlib
import resource
import signal
import stat
import subprocess
import sys
import unittest

from service import PROGRAMS, Scenario, wait_for


def mode_of(path):
    return stat.S_IMODE(os.lstat(path).st_mode)


@contextlib.contextmanager
def loose_umask():
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


class Secrets(unittest.TestCase):
    def test_no_check_prints_a_secret_whatever_is_wrong_beside_it(self):
        """Every key that holds a secret, once right among faults and once wrong itself."""
        secrets = [f"kanari{at:02d}kanari" for at in range(20)]
        one = iter(secrets)
        channels = f"""  sms:
    kind: sms
    gateway: esms
    endpoint: "https://user:{next(one)}@gateway.example"
    credentials: {{api_key: {next(one)}, secret_key: [{next(one)}], further_key: {next(one)}}}
    webhook_secret: {{a: {next(one)}}}
    sender: EVNNPC
  other:
    kind: sms
    gateway: esms
    endpoint: "https://gateway.example"
    credentials: {next(one)}
    webhook_secret: "{next(one)}/ with blanks"
    sender: EVNNPC
    rates: 5/s
  zalo:
    kind: zalo
    endpoint: "ftp://{next(one)}@openapi.example"
    app_id: "1"
    app_secret: {next(one)}
    oa_secret_key: [{next(one)}]
    oa_secret: {next(one)}
  email:
    kind: email
    server: "smtp://user:{next(one)}@mail.example:25"
    username: triand
    password: {{x: {next(one)}}}
    from: "EVNNPC <cskh@npc.example>"
  smpp:
    kind: smpp
    server: "127.0.0.1:2775"
    system_id: triand
    password: {next(one)}
  website:
    kind: website
    endpoint: "https://portal.example"
    signing_secret: {next(one)}
    feed_token: {{x: {next(one)}}}
  program:
    kind: exec
    command: "/nowhere {next(one)}"
    environment: {{TOKEN: [{next(one)}], TOKEN2: !vault {next(one)}}}
"""
        with Scenario() as scenario:
            scenario.config.write_text(scenario.default_config(channels))
            done = subprocess.run([PROGRAMS / "triand", "--config", scenario.config, "--check"], text=True,
                                  capture_output=True, timeout=60)
            self.assertEqual(done.returncode, 2, done.stderr)
            used = [secret for secret in secrets if secret in channels]
            self.assertGreaterEqual(len(used), 18)
            said = done.stdout + done.stderr
            for key in ("channels.sms.endpoint", "channels.sms.webhook_secret", "channels.zalo.oa_secret",
                        "channels.email.server", "channels.smpp.password", "channels.website.signing_secret"):
                self.assertIn(f": {key}", said)
            self.assertEqual([secret for secret in used if secret in said], [], said)


class Private(unittest.TestCase):
    def test_every_file_is_its_owners_whatever_the_umask(self):
        with loose_umask(), Scenario() as scenario:
            control = scenario.folder / "as-loose-as-it-gets"
            control.write_text("")
            self.assertEqual(mode_of(control), 0o666)
            scenario.start()
            scenario.authorize()
            rows = scenario.customers(120)
            with open(rows, "a", encoding="utf-8") as file:
                file.write("bad\n")
            told = scenario.ask("customers", "import", rows, exit=3)
            path, campaign = scenario.campaign()
            scenario.ask("campaign", "plan", path)
            scenario.ask("campaign", "approve", campaign)
            scenario.finish(campaign)
            scenario.ask("backup", scenario.folder / "copy.db")
            scenario.ask("deliveries", "export", campaign, "-o", scenario.folder / "out.csv")
            scenario.ask("campaign", "report", campaign, "-o", scenario.folder / "out.xlsx")
            for name in ("triand.db", "triand.db-wal", "triand.db-shm", "triand.db.lock", "copy.db"):
                self.assertEqual(mode_of(scenario.folder / name), 0o600, name)
            self.assertEqual(mode_of(scenario.socket), 0o660)
            spool = pathlib.Path(f"{scenario.database}.spool")
            kept = [spool, *spool.rglob("*")]
            self.assertGreater(len(kept), 1)
            for found in kept:
                self.assertEqual(mode_of(found) & 0o077, 0, found)
            self.assertEqual(mode_of(scenario.folder / told["rejects_file"]) & 0o007, 0)
            for name in ("out.csv", "out.xlsx"):
                self.assertEqual(mode_of(scenario.folder / name) & 0o007, 0, name)
            # The print house's group may read what it prints, and nobody else.
            letters = [found for found in scenario.letters.rglob("*")]
            self.assertTrue(any(found.name == "letters.pdf" for found in letters))
            for found in letters:
                self.assertEqual(mode_of(found) & 0o027, 0, found)
            # Nothing of the service's is left out: whatever else lies there was made by this script.
            ours = {"triand.yaml", "triand.log", "rules.json", "ports.json", "customers.csv", "as-loose-as-it-gets", path.name,
                    "letters"}
            for found in scenario.folder.iterdir():
                if found.name not in ours and found != scenario.socket:
                    self.assertEqual(mode_of(found) & 0o007, 0, found)

    def test_the_service_leaves_no_core(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        size = 1 << 20
        if hard != resource.RLIM_INFINITY and hard < size and os.geteuid() != 0:
            self.skipTest("no core may be written here")
        with Scenario() as scenario:
            resource.setrlimit(resource.RLIMIT_CORE, (size, max(hard, size) if hard != resource.RLIM_INFINITY else hard))
            self.addCleanup(resource.setrlimit, resource.RLIMIT_CORE, (soft, max(hard, size) if hard != -1 else hard))
            # The sanitizers' build would forbid cores by itself.
            options = os.environ.get("ASAN_OPTIONS", "")
            scenario.environment["ASAN_OPTIONS"] = (options + ":" if options else "") + "disable_coredump=0"
            self.addCleanup(os.chdir, os.getcwd())
            os.chdir(scenario.folder)  # where a core would lie
            scenario.start()
            core = r"Max core file size\s+"
            self.assertNotRegex(pathlib.Path("/proc/self/limits").read_text(), core + r"0\s")
            self.assertRegex(pathlib.Path(f"/proc/{scenario.service.pid}/limits").read_text(), core + r"0\s+0\s")
            control = subprocess.Popen([sys.executable, "-c", "import os; os.abort()"])
            if not os.WCOREDUMP(self.end_of(control)):
                self.skipTest("this machine writes no cores")
            scenario.service.send_signal(signal.SIGABRT)
            status = self.end_of(scenario.service)
            self.assertEqual(os.WTERMSIG(status), signal.SIGABRT)
            self.assertFalse(os.WCOREDUMP(status))

    def end_of(self, process):
        """The whole status of a process, of which subprocess tells the signal alone."""
        _, status = os.waitpid(process.pid, 0)
        process.returncode = -os.WTERMSIG(status)
        return status

    def test_another_process_of_the_same_user_cannot_look_into_the_service(self):
        with Scenario() as scenario:
            owner = os.geteuid()
            if owner == 0:
                owner = 65534
                for found in (scenario.folder, *scenario.folder.rglob("*")):
                    os.chown(found, owner, owner)
            with open(scenario.folder / "triand.log", "a") as log:
                scenario.service = subprocess.Popen([PROGRAMS / "triand", "--config", scenario.config], stderr=log,
                                                    user=owner, group=owner if owner == 65534 else None)
            wait_for("the service", lambda: scenario.service.poll() is not None or scenario.api("/api/v1/status"))
            self.assertIsNone(scenario.service.poll(), scenario.log())
            control = subprocess.Popen(["sleep", "60"], user=owner, group=owner if owner == 65534 else None)
            self.addCleanup(control.wait)
            self.addCleanup(control.kill)
            wait_for("the control", lambda: os.stat(f"/proc/{control.pid}/environ").st_uid == owner)
            self.assertEqual(self.looking_into(control.pid, owner), "seen")
            self.assertEqual(self.looking_into(scenario.service.pid, owner), "refused")

    def looking_into(self, pid, owner):
        """What becomes of reading a process's environment as its own user."""
        script = (f"try:\n  open('/proc/{pid}/environ', 'rb').read()\n  print('seen')\n"
                  "except PermissionError:\n  print('refused')")
        done = subprocess.run([sys.executable, "-c", script], text=True, capture_output=True, user=owner,
                              group=owner if owner == 65534 else None, timeout=60, cwd="/")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.strip()


if __name__ == "__main__":
    unittest.main(verbosity=2)
