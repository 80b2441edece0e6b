#!/usr/bin/python3
"""The .deb: what it holds, that lintian finds no error, that the default configuration is good, and that the units are as
tight as they may be. The programs are those of this build; `tests/scenario/clean_root.py` installs the real one."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from service import PROGRAMS, ROOT

BUILD = PROGRAMS.parent


def run(*arguments, **options):
    done = subprocess.run(arguments, text=True, capture_output=True, **options)
    assert done.returncode == 0, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="triand-package-")
        where = pathlib.Path(cls.folder.name)
        run("cmake", "--build", BUILD, "--target", "triand_package_files")
        # How well it is compressed is nobody's concern here, and how long that takes is.
        run("cpack", "--config", BUILD / "CPackConfig.cmake", "-B", where, "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=gzip",
            cwd=where)
        cls.deb = next(where.glob("triand_*.deb"))
        cls.root = where / "root"
        run("dpkg-deb", "-x", cls.deb, cls.root)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_lintian_finds_no_error(self):
        # The sanitizers' own build is not hardened as a release is.
        done = subprocess.run(["lintian", "--fail-on", "error", "--suppress-tags", "binary-from-other-architecture",
                               self.deb], text=True, capture_output=True,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_every_file_of_the_administrator_is_a_conffile(self):
        conffiles = set(run("dpkg-deb", "-I", self.deb, "conffiles").split())
        files = {"/" + str(path.relative_to(self.root)) for path in (self.root / "etc").rglob("*") if path.is_file()}
        self.assertEqual(conffiles, files)
        self.assertIn("/etc/triand/triand.yaml", files)
        self.assertIn("/etc/triand/gateways/esms.yaml", files)

    def test_the_dependencies_come_from_the_libraries(self):
        depends = run("dpkg-deb", "-f", self.deb, "Depends")
        for library in ("libc6", "libcurl4 (>= 7.88", "libsqlite3-0", "libssl3", "systemd"):
            self.assertIn(library, depends)

    def test_the_default_configuration_is_good(self):
        config = self.root / "etc" / "triand" / "triand.yaml"
        text = config.read_text().replace("/etc/triand", str(config.parent))
        config.write_text(text.replace("/var/lib/triand", self.folder.name).replace("/run/triand", self.folder.name))
        self.assertIn("is good", run(PROGRAMS / "triand", "--config", config, "--check"))

    def test_the_units_are_without_fault_and_tight(self):
        units = self.root / "lib" / "systemd" / "system"
        for unit in ("triand.service", "triand@.service"):
            run("systemd-analyze", "security", "--offline=true", "--threshold=12", units / unit)
        text = (units / "triand.service").read_text()
        with open(units / "loose.service", "w", encoding="utf-8") as loose:  # the control: a looser one is refused
            loose.write(text.replace("ProtectSystem=strict\n", "").replace("NoNewPrivileges=yes\n", ""))
        done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=12",
                               units / "loose.service"], capture_output=True)
        self.assertNotEqual(done.returncode, 0)
        (units / "loose.service").unlink()
        # What that score does not count.
        for unit in ("triand.service", "triand@.service", "triand-backup.service"):
            lines = (units / unit).read_text().splitlines()
            for line in ("UMask=0077", "StateDirectoryMode=0700") + (() if "backup" in unit else ("LimitCORE=0",)):
                self.assertIn(line, lines, unit)
        # What our units stand behind is systemd's own.
        shutil.copytree("/lib/systemd/system", units, symlinks=True, dirs_exist_ok=True)
        for command in ("bin/kill", "bin/sh", "usr/bin/find"):
            (self.root / command).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(f"/{command}", self.root / command)
        done = subprocess.run(["systemd-analyze", "verify", "--root", self.root, "--man=no", "triand.service",
                               "triand@x.service", "triand-backup.service", "triand-backup.timer",
                               "triand-backup@x.service", "triand-backup@x.timer"],
                              text=True, capture_output=True)
        ours = [line for line in (done.stdout + done.stderr).splitlines() if "triand" in line]
        self.assertEqual(ours, [])

    def test_the_manual_pages_are_without_fault(self):
        for page in ("man1/trianctl.1.gz", "man5/triand.yaml.5.gz", "man8/triand.8.gz"):
            run("mandoc", "-T", "lint", "-W", "warning", self.root / "usr" / "share" / "man" / page)


if __name__ == "__main__":
    unittest.main()
