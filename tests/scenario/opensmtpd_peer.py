"""OpenSMTPD as a mail server of a scenario. Its package cannot stand beside Postfix's, so `./dev test` unpacks it with what
it needs into a folder of its own; here it runs with that folder as its root, in namespaces that end with it."""

import email
import email.policy
import os
import pathlib
import re
import signal
import subprocess
import unittest

from mail_peers import listens, wait_until
from service import ROOT, free_port

PEER = ROOT / "build/peers/opensmtpd"
HOST = "localhost"
# Numbers that no package of Debian's takes for itself.
USERS = {"root": (0, "/root"), "nobody": (65534, "/var/mail"), "opensmtpd": (64901, "/var/lib/opensmtpd/empty"),
         "opensmtpq": (64902, "/var/lib/opensmtpd/empty")}


def need_opensmtpd():
    """Skips the test where the server is not to be had."""
    if os.geteuid() != 0:
        raise unittest.SkipTest("a private OpenSMTPD needs root")
    if not (PEER / "usr/sbin/smtpd").exists():
        raise unittest.SkipTest(f"no OpenSMTPD in {PEER}; ./dev test fetches it where there is a network")


class OpenSmtpd:
    """An OpenSMTPD in `folder` that takes mail only over STARTTLS, with a certificate of its own, and only from `user`
    with `password`. What it takes for `mailboxes` it delivers to a Maildir. `filters`: name -> the phase, condition and
    answer of a filter. `rules` come before that of the mailboxes, and may name its action, "keep"."""

    def __init__(self, folder, user, password, mailboxes, filters, rules=(), max_size="35M", max_mails=100):
        self.folder = pathlib.Path(folder)
        self.port = free_port()
        self.server = f"smtp://{HOST}:{self.port}"
        self.certificate = self.folder / "etc/certificate.pem"
        self.maildir = self.folder / "var/mail/taken"
        self.process = None
        for name in ("root", "etc/ssl/certs", "run", "var/lib/opensmtpd/empty", "var/mail", "var/spool/smtpd"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "var/run").symlink_to("/run")
        (self.folder / "var/spool/smtpd").chmod(0o711)
        os.chown(self.folder / "var/mail", 65534, 65534)
        etc = self.folder / "etc"
        key = etc / "key.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
                        "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", key, "-out", self.certificate],
                       check=True, stderr=subprocess.DEVNULL)
        key.chmod(0o600)
        # It relays nothing, and yet wants to know whom it would believe.
        (etc / "ssl/certs/ca-certificates.crt").write_bytes(self.certificate.read_bytes())
        (etc / "passwd").write_text("".join(f"{name}:x:{number}:{number}::{home}:/bin/sh\n"
                                            for name, (number, home) in USERS.items()))
        (etc / "group").write_text("".join(f"{name}:x:{number}:\n" for name, (number, _) in USERS.items()))
        (etc / "hosts").write_text(f"127.0.0.1 {HOST}\n")
        (etc / "resolv.conf").write_text("lookup file\n")
        (etc / "mailboxes").write_text("".join(f"{mailbox}: nobody\n" for mailbox in mailboxes))
        (etc / "known").write_text("".join(f"{mailbox}\n" for mailbox in mailboxes))
        secret = subprocess.run(["openssl", "passwd", "-6", "-stdin"], input=password, text=True, check=True,
                                capture_output=True).stdout.strip()
        lines = [f'filter "{name}" phase {text}' for name, text in filters.items()]
        lines.append(f'filter "all" chain {{ {", ".join(chr(34) + name + chr(34) for name in filters)} }}')
        (etc / "smtpd.conf").write_text("\n".join((
            f'pki {HOST} cert "/etc/certificate.pem"', f'pki {HOST} key "/etc/key.pem"',
            f'table credentials {{ "{user}" = "{secret}" }}', "table mailboxes file:/etc/mailboxes",
            "table known file:/etc/known", f"smtp max-message-size {max_size}", f"smtp limit max-mails {max_mails}", *lines,
            f'listen on 127.0.0.1 port {self.port} hostname {HOST} tls-require pki {HOST} auth <credentials> filter "all"',
            'action "keep" maildir "/var/mail/taken" user nobody virtual <mailboxes>', *rules,
            'match auth from any for rcpt-to <known> action "keep"', "")))
        self.start()

    def start(self):
        script = (f"set -e; mount --bind {PEER} root; for name in etc run var; do mount --bind $name root/$name; done; "
                  "mount --rbind /dev root/dev; exec chroot root /usr/sbin/smtpd -d")
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script], cwd=self.folder,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

        def ready():
            assert self.process.poll() is None, self.log()[-2000:]
            return listens(self.port)
        wait_until("OpenSMTPD", ready)

    def kill(self):
        """As the power fails: all of its processes at once, since the first of their namespace takes the others along."""
        if self.process.poll() is None:
            unshare = self.process.pid
            for first in pathlib.Path(f"/proc/{unshare}/task/{unshare}/children").read_text().split():
                os.kill(int(first), signal.SIGKILL)
        self.process.wait()
        wait_until("OpenSMTPD to be gone", lambda: not listens(self.port))

    def log(self):
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def refusals(self):
        """Each refused command with its answer, in their order."""
        return re.findall(r'smtp failed-command command="([^"]*)" result="([^"]*)"', self.log())

    def messages(self):
        """What was delivered: (envelope sender, envelope recipient, message). A death cuts off a delivery that is under way;
        OpenSMTPD makes it again, and the beginning of it stays where it is."""
        out = []
        for path in sorted((self.maildir / "new").glob("*")):
            text = path.read_bytes()
            if not text.rstrip().endswith(b"--"):  # of a message in parts
                continue
            mail = email.message_from_bytes(text, policy=email.policy.default)
            out.append((mail["Return-Path"].strip("<>"), mail["Delivered-To"], mail))
        return out
