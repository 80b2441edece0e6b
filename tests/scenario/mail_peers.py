"""Real mail servers for scenarios: Postfix's smtp-sink and a private Postfix that delivers to a Maildir."""

import email
import email.policy
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import time

SMTP_SINK = shutil.which("smtp-sink", path=f"/usr/sbin:{os.environ.get('PATH', '')}")
POSTFIX = shutil.which("postfix", path=f"/usr/sbin:{os.environ.get('PATH', '')}")


def listens(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def wait_until(what, condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what}: not within {seconds} s"
        time.sleep(0.05)


class Sink:
    """A smtp-sink that writes each message it takes into a file; `options` are its faults."""

    def __init__(self, folder, port, *options):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        os.chmod(self.folder, 0o777)
        self.port = port
        user = ["-u", "nobody"] if os.geteuid() == 0 else []
        self.process = subprocess.Popen([SMTP_SINK, *user, "-d", f"{self.folder}/m.", *options, f"127.0.0.1:{port}", "256"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until("smtp-sink", lambda: listens(port))

    def messages(self):
        """Whole messages: (envelope sender, envelope recipient, message)."""
        out = []
        for path in sorted(self.folder.glob("m.*")):
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            sender, recipient = mail["X-Mail-Args"] or "", mail["X-Rcpt-Args"] or ""
            if sender:
                out.append((sender.split()[0].strip("<>"), recipient.split()[0].strip("<>"), mail))
        return out

    def stop(self):
        self.process.kill()
        self.process.wait()


class Postfix:
    """A Postfix of its own in `folder`, which everybody may enter. `transports`: domain -> transport. Mail to anything at
    `bounce_domain` is delivered to the Maildir `maildir`. Needs root."""

    def __init__(self, folder, port, transports, bounce_domain, lifetime="2s", warning="0h"):
        self.folder = pathlib.Path(folder)
        self.port = port
        self.maildir = self.folder / "mail" / "bounces"
        self.config = self.folder / "etc"
        owner = pwd.getpwnam("postfix")
        nobody = pwd.getpwnam("nobody")
        for name in ("etc", "queue", "data", "mail", "log"):
            (self.folder / name).mkdir()
        for name in ("", "tmp", "new", "cur"):
            (self.maildir / name).mkdir()
            os.chown(self.maildir / name, nobody.pw_uid, nobody.pw_gid)
        os.chown(self.folder / "mail", nobody.pw_uid, nobody.pw_gid)
        os.chown(self.folder / "data", owner.pw_uid, owner.pw_gid)
        rows = " ".join(f"{{ {domain} = {transport} }}" for domain, transport in transports.items())
        (self.config / "main.cf").write_text(f"""compatibility_level = 3.6
queue_directory = {self.folder}/queue
data_directory = {self.folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {self.folder}/log/maillog
maillog_file_prefixes = {self.folder}/log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
myhostname = mta.triand.test
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
default_transport = discard:
transport_maps = inline:{{ {rows} }}
recipient_delimiter = +
virtual_mailbox_domains = {bounce_domain}
virtual_mailbox_base = {self.folder}/mail
virtual_mailbox_maps = inline:{{ {{ bounces@{bounce_domain} = bounces/ }} }}
virtual_uid_maps = static:{nobody.pw_uid}
virtual_gid_maps = static:{nobody.pw_gid}
virtual_minimum_uid = 1
smtp_tls_security_level = none
smtp_host_lookup = native
disable_dns_lookups = yes
maximal_queue_lifetime = {lifetime}
minimal_backoff_time = 1s
maximal_backoff_time = 1s
queue_run_delay = 1s
delay_warning_time = {warning}
in_flow_delay = 0
""")
        services = "\n".join(f"{name} unix {private} {unprivileged} n {wake} {limit} {command}" for name, private, unprivileged, wake, limit, command in (
            ("cleanup", "n", "-", "-", 0, "cleanup"), ("qmgr", "n", "-", "1", 1, "qmgr"), ("rewrite", "-", "-", "-", "-", "trivial-rewrite"),
            ("bounce", "-", "-", "-", 0, "bounce"), ("defer", "-", "-", "-", 0, "bounce"), ("trace", "-", "-", "-", 0, "bounce"),
            ("flush", "n", "-", "1000?", 0, "flush"), ("proxymap", "-", "-", "-", "-", "proxymap"), ("smtp", "-", "-", "-", "-", "smtp"),
            ("error", "-", "-", "-", "-", "error"), ("retry", "-", "-", "-", "-", "error"), ("discard", "-", "-", "-", "-", "discard"),
            ("virtual", "-", "n", "-", "-", "virtual"), ("anvil", "-", "-", "-", 1, "anvil"), ("scache", "-", "-", "-", 1, "scache"),
            ("tlsmgr", "-", "-", "1000?", 1, "tlsmgr")))
        (self.config / "master.cf").write_text(
            f"127.0.0.1:{port} inet n - n - - smtpd\n{services}\npostlog unix-dgram n - n - 1 postlogd\n")
        self.start()

    def _postfix(self, command, check=True):
        return subprocess.run([POSTFIX, "-c", self.config, command], check=check, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, timeout=60).returncode

    def start(self):
        self._postfix("start")
        wait_until("postfix", lambda: listens(self.port))

    def stop(self):
        pid = self.folder / "queue" / "pid" / "master.pid"
        master = int(pid.read_text()) if pid.exists() else 0
        self._postfix("stop", check=False)
        if master:
            try:
                os.kill(master, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def log(self):
        path = self.folder / "log" / "maillog"
        return path.read_text() if path.exists() else ""
