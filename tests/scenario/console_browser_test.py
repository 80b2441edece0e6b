#!/usr/bin/python3
"""The console in Debian's Chromium: what tests/browser/*_test.mjs look at, each against the same service. The pictures that
they take are in build/screens."""

import pathlib
import shutil
import unittest

from console_desk import BROWSER, ConsoleDesk
from npm_peer import with_packages
from service import ROOT, skip_script


class ConsoleBrowser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = ConsoleDesk()
        try:
            with_packages(BROWSER)
            cls.desk.open()
        except BaseException:
            cls.desk.__exit__(True)
            raise

    @classmethod
    def tearDownClass(cls):
        cls.desk.__exit__(None)


def test_of(script):
    def test(self):
        end, words = self.desk.browse(script, ROOT / "build" / "screens")
        self.assertEqual(end, 0, f"tests/browser/{script}:\n{words}")

    return test


for path in sorted(BROWSER.glob("*_test.mjs")):
    setattr(ConsoleBrowser, "test_" + path.stem.removesuffix("_test"), test_of(path.name))


if __name__ == "__main__":
    for program in ("node", "npm", "chromium"):
        if not shutil.which(program):
            skip_script(f"there is no {program} here")
    if not pathlib.Path("/usr/bin/chromium").exists():
        skip_script("there is no Chromium of Debian's here")
    unittest.main(verbosity=2)
