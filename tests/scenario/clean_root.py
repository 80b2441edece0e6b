#!/usr/bin/python3
"""The .deb under a real systemd: a clean Debian 12 is made and booted in a container, and triand is installed, started,
killed, hung, reloaded, backed up, upgraded, removed and purged in it. Needs root, mmdebstrap and systemd-container.

    clean_root.py triand_VERSION_amd64.deb [ROOT]

ROOT is kept and used again if it is given. Prints each thing that was shown, and ends with the count.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

PACKAGES = ("systemd,systemd-sysv,dbus,procps,ca-certificates,tzdata,fonts-liberation2,init-system-helpers")
CONFIG = """database: /var/lib/triand/triand.db
control_socket: /run/triand/control.sock
http: {listen: "127.0.0.1:8480"}
templates: /etc/triand/templates
gateways: /etc/triand/gateways
units: /etc/triand/units.csv
drain: 5s
channels:
  sms:
    kind: sms
    gateway: esms
    endpoint: http://127.0.0.1:9
    credentials: {api_key: !credential esms-api-key, secret_key: !credential esms-secret-key}
    sender: EVNNPC
"""


def run(*arguments, **options):
    done = subprocess.run(list(map(str, arguments)), text=True, capture_output=True, **options)
    if done.returncode != 0:
        raise AssertionError(f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def wait_for(what, condition, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            found = condition()
        except AssertionError:
            found = None
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"{what}: not within {seconds} s")


class Container:
    """A booted Debian. Commands run inside it as root."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.process = subprocess.Popen(
            ["systemd-nspawn", "-D", self.root, "--machine=triand-test", "--register=no", "--keep-unit", "-b",
             "--console=pipe", "--private-network", "--system-call-filter=bpf", "--capability=CAP_BPF,CAP_PERFMON"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1"})
        self.leader = wait_for("the container", lambda: subprocess.run(
            ["pgrep", "-P", str(self.process.pid)], text=True, capture_output=True).stdout.split()[:1])[0]
        wait_for("the boot", lambda: self.inside("systemctl is-system-running || true").strip() in ("running", "degraded"))

    def inside(self, command, check=True):
        done = subprocess.run(["nsenter", "-t", self.leader, "-m", "-p", "-n", "-i", "-u", "-C", "-r", "-w", "env", "-i",
                               "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "sh", "-c", command],
                              text=True, capture_output=True, timeout=120)
        if check and done.returncode != 0:
            raise AssertionError(f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done.stdout + ("" if check else done.stderr)

    def property(self, name, unit="triand"):
        return self.inside(f"systemctl show -p {name} --value {unit}").strip()

    def write(self, path, text, mode=0o644):
        self.inside(f"cat > {path} <<'END_OF_FILE'\n{text}END_OF_FILE\nchmod {mode:o} {path}")

    def stop(self):
        self.inside("systemctl poweroff", check=False)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def make_root(root, deb):
    """A clean Debian with what the package depends on, and the package itself beside it, not installed."""
    if not (root / "usr").is_dir():
        print("making a clean Debian 12", flush=True)
        run("mmdebstrap", "--variant=minbase", f"--include={PACKAGES},{depends(deb)}", "bookworm", root)
    shutil.copy(deb, root / "triand.deb")


def depends(deb):
    """The names of the packages it needs; the first where any of several will do."""
    names = run("dpkg-deb", "-f", deb, "Depends").split(",")
    return ",".join(name.split("|")[0].split("(")[0].strip() for name in names)


class Story:
    def __init__(self, container):
        self.container = container
        self.shown = 0

    def show(self, what):
        self.shown += 1
        print(f"ok {self.shown} - {what}", flush=True)

    def install(self):
        c = self.container
        said = c.inside("dpkg -i /triand.deb 2>&1")
        assert "not started" in said, said
        assert c.property("ActiveState") == "inactive"
        assert c.inside("systemctl is-enabled triand").strip() == "enabled"
        assert c.inside("stat -c '%U %a' /etc/triand").strip() == "root 750"
        self.show("installed, enabled, not started")

    def refuse_a_wrong_configuration(self):
        c = self.container
        c.write("/etc/triand/triand.yaml", CONFIG)
        c.inside("systemctl start triand", check=False)
        wait_for("the failure", lambda: c.property("ActiveState") == "failed")
        assert c.property("NRestarts") == "0"
        log = c.inside("journalctl -u triand")
        line = next(at for at, text in enumerate(CONFIG.splitlines(), 1) if "esms-api-key" in text)
        assert f"triand.yaml:{line}: " in log and "esms-api-key" in log, log
        self.show("a missing credential: named with its line, and not tried again and again")

    def start(self):
        c = self.container
        for name in ("esms-api-key", "esms-secret-key"):
            c.write(f"/etc/credstore/{name}", "not-a-secret-of-anybody\n", 0o600)
        c.inside("systemctl reset-failed triand; systemctl start triand")
        wait_for("the status", lambda: "no campaign" in c.property("StatusText"))
        assert "triand.status/v1" in c.inside("trianctl --json status")
        assert "ready" in c.inside("journalctl -u triand TRIAND_EVENT=ready")
        assert c.inside("stat -c '%U %a' /var/lib/triand /var/lib/triand/triand.db").split() == ["triand", "700", "triand", "600"]
        assert "not-a-secret-of-anybody" not in c.inside("journalctl -u triand")
        self.show("started with its credentials; status, log and files as they should be")

    def peers_are_known(self):
        c = self.container
        c.inside("useradd --system --no-create-home --groups triand stranger")
        said = c.inside("setpriv --reuid stranger --regid triand --init-groups trianctl status", check=False)
        assert "no role" in said, said
        self.show("a user without a role is told apart from root on the control socket")

    def survive_a_kill(self):
        c = self.container
        c.inside("kill -9 $(systemctl show -p MainPID --value triand)")
        wait_for("the restart", lambda: c.property("NRestarts") == "1" and c.property("ActiveState") == "active")
        self.show("killed: running again")

    def be_woken_by_the_watchdog(self):
        c = self.container
        c.inside("mkdir -p /run/systemd/system/triand.service.d && "
                 "printf '[Service]\\nWatchdogSec=5\\n' > /run/systemd/system/triand.service.d/watchdog.conf && "
                 "systemctl daemon-reload && systemctl restart triand")
        c.inside("kill -STOP $(systemctl show -p MainPID --value triand)")
        wait_for("the watchdog", lambda: "Watchdog timeout" in c.inside("journalctl -u triand"), 30)
        wait_for("the restart", lambda: c.property("ActiveState") == "active", 30)
        self.show("hung: the watchdog restarts it")

    def reload(self):
        c = self.container
        c.write("/etc/triand/triand.yaml", CONFIG.replace("kind: sms", "kind: pigeon"))
        c.inside("systemctl reload triand")
        wait_for("the refusal", lambda: "refused" in c.property("StatusText"))
        assert c.property("ActiveState") == "active"
        c.write("/etc/triand/triand.yaml", CONFIG)
        c.inside("systemctl reload triand")
        wait_for("the good one", lambda: "no campaign" in c.property("StatusText") and "refused" not in c.property("StatusText"))
        self.show("reloaded: a wrong configuration is refused in the status, a good one taken up")

    def back_up(self):
        c = self.container
        if "backup" not in c.inside("trianctl --help"):
            return
        c.inside("systemctl start triand-backup.service")
        copies = c.inside("ls /var/lib/triand/backup").split()
        assert len(copies) == 1, copies
        self.show("backed up while it runs")

    def restore(self):
        """The run-book's restore, word for word: a copy sends nothing until it is adopted, with the unit's credentials."""
        c = self.container
        c.inside("systemctl stop triand && mkdir /var/lib/triand/broken && mv /var/lib/triand/triand.db* /var/lib/triand/broken && "
                 "install -o triand -g triand -m 0600 /var/lib/triand/backup/triand-*.db /var/lib/triand/triand.db && "
                 "systemctl start triand")
        wait_for("the warning", lambda: "copied or restored" in c.property("StatusText"))
        c.inside("systemctl stop triand; mkdir -p /run/systemd/system/triand.service.d; printf '%s\\n' '[Service]' ExecStart= "
                 "'ExecStart=/usr/bin/triand --config /etc/triand/triand.yaml --adopt' > "
                 "/run/systemd/system/triand.service.d/adopt.conf; systemctl daemon-reload && systemctl start triand && "
                 "rm /run/systemd/system/triand.service.d/adopt.conf && systemctl daemon-reload")
        wait_for("the adopted one", lambda: "no campaign" in c.property("StatusText"))
        c.inside("systemctl restart triand")
        wait_for("it stays adopted", lambda: "no campaign" in c.property("StatusText"))
        self.show("restored from the backup: sends nothing until it is adopted")

    def look_over_a_configuration(self):
        c = self.container
        said = c.inside("CREDENTIALS_DIRECTORY=/etc/credstore triand --check")
        assert "is good" in said, said
        self.show("root checks a configuration with credentials as the run-book says")

    def upgrade(self):
        c = self.container
        before = c.property("MainPID")
        c.inside("dpkg -i /triand.deb")
        wait_for("the new process", lambda: c.property("ActiveState") == "active" and c.property("MainPID") not in ("0", before))
        assert "!credential" in c.inside("cat /etc/triand/triand.yaml")
        self.show("upgraded: a new process, the configuration is the administrator's still")

    def start_limit(self):
        c = self.container
        for _ in range(12):
            c.inside("kill -9 $(systemctl show -p MainPID --value triand)", check=False)
            try:
                wait_for("a process or the end", lambda: c.property("ActiveState") == "failed" or
                         c.property("MainPID") != "0" and c.property("ActiveState") == "active", 20)
            except AssertionError:
                break
            if c.property("ActiveState") == "failed":
                break
        wait_for("the end", lambda: c.property("ActiveState") == "failed")
        wait_for("the alert", lambda: "has failed and stays down" in c.inside("journalctl -t triand-alert"))
        self.show("killed ten times: it stays down and the alert unit says so")

    def purge(self):
        c = self.container
        c.inside("dpkg --remove triand")
        assert c.inside("test -e /usr/bin/triand && echo there || true").strip() == ""
        assert "triand.yaml" in c.inside("ls /etc/triand")
        c.inside("dpkg --purge triand")
        assert "triand.db" in c.inside("ls /var/lib/triand")
        assert c.inside("test -e /etc/triand/triand.yaml && echo there || true").strip() == ""
        self.show("removed and purged: the configuration is gone, the data stays")


def main():
    if os.geteuid() != 0 or not shutil.which("systemd-nspawn"):
        sys.exit("clean_root.py: needs root and systemd-nspawn (apt-get install systemd-container mmdebstrap)")
    deb = pathlib.Path(sys.argv[1]).resolve()
    kept = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    root = kept or pathlib.Path(tempfile.mkdtemp(prefix="triand-root-"))
    try:
        make_root(root, deb)
        container = Container(root)
        story = Story(container)
        try:
            story.install()
            story.refuse_a_wrong_configuration()
            story.start()
            story.peers_are_known()
            story.survive_a_kill()
            story.be_woken_by_the_watchdog()
            story.reload()
            story.look_over_a_configuration()
            story.back_up()
            story.restore()
            story.upgrade()
            story.start_limit()
            story.purge()
        finally:
            container.stop()
        print(f"{story.shown} passed, 0 failed")
    finally:
        if kept is None:
            shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    main()
