"""Installs the npm packages of a test by their lock file, once for each state of that file."""

import hashlib
import pathlib
import shutil
import subprocess
import unittest

from service import ROOT


def npm_peer(name):
    """The folder of tests/peers/NAME with its packages beside it; skips the test where there is no npm."""
    return with_packages(ROOT / "tests/peers" / name)


def with_packages(source):
    """A folder with the scripts of `source` and, beside them, the packages of its lock file; skips the test where there is
    no npm."""
    lock = (source / "package-lock.json").read_bytes()
    folder = ROOT / "build/npm" / f"{source.name}-{hashlib.sha256(lock).hexdigest()[:12]}"
    if not (folder / "node_modules/.package-lock.json").exists():
        if not shutil.which("npm") or not shutil.which("node"):
            raise unittest.SkipTest("there is no npm here")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for file in ("package.json", "package-lock.json"):
            shutil.copy(source / file, folder)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL, timeout=300)
    for script in pathlib.Path(source).glob("*.mjs"):
        shutil.copy(script, folder)
    return folder
