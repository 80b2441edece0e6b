#!/usr/bin/python3
"""Each control (tests/controls) still applies to the sources as they are, and names a test that exists. That it makes the
test fail is seen by `./dev bench controls`."""

import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "controls"))

from control import Control, scenario, unit  # noqa: E402
from protections import CONTROLS  # noqa: E402


def rooms():
    """Each program of unit tests with the folder that its sources lie in, as tests/CMakeLists.txt has them."""
    text = (ROOT / "tests" / "CMakeLists.txt").read_text()
    out = {f"test_{name}": folder for name, folder in re.findall(r"^\s*triand_test\((\w+) ([\w/]+) ", text, re.MULTILINE)}
    kinds = re.search(r"foreach\(kind ([\w ]+)\)", text).group(1).split()
    return {**out, **{f"test_channels_{kind}": f"channels/{kind}" for kind in kinds}}


def missing_case(shown, case):
    """Whether nothing of that name is tested there."""
    if shown.is_scenario:
        group, _, name = case.partition(".")
        text = (ROOT / "tests" / "scenario" / shown.test).read_text()
        return f"class {group}(" not in text or f"    def {name}(" not in text
    folder = ROOT / "tests" / rooms()[shown.test]
    return not any(f'TEST_CASE("{case}"' in path.read_text() for path in folder.glob("*.cpp"))


def faults(control):
    """What keeps a control from being seen."""
    out = []
    file = ROOT / control.file
    times = file.read_text().count(control.before) if file.is_file() else 0
    if times != 1:
        out.append(f"{control.name}: what it takes away stands {times} times in {control.file}")
    if control.before == control.after:
        out.append(f"{control.name}: it takes nothing away")
    if control.shown.is_scenario and not (ROOT / "tests" / "scenario" / control.shown.test).is_file():
        return [*out, f"{control.name}: there is no {control.shown.test}"]
    if not control.shown.is_scenario and not control.shown.cases:
        out.append(f"{control.name}: a whole room is no test of it")
    return out + [f"{control.name}: there is no test {case!r} in {control.shown.test}"
                  for case in control.shown.cases if missing_case(control.shown, case)]


class Controls(unittest.TestCase):
    def test_each_applies_to_the_sources(self):
        self.assertEqual([fault for control in CONTROLS for fault in faults(control)], [])

    def test_each_has_a_name_of_its_own(self):
        names = [control.name for control in CONTROLS]
        self.assertEqual(sorted(set(names)), sorted(names))

    def test_one_that_does_not_apply_is_found(self):
        right = CONTROLS[0]
        flood = "flood_test.py", "Floods.test_a_stranger_fills_no_log"

        def found(file=right.file, before=right.before, after=right.after, shown=right.shown):
            return len(faults(Control("planted", "", file, before, after, shown)))

        self.assertEqual(found(), 0)
        self.assertEqual(found(file="daemon/app/nowhere.cpp"), 1)
        self.assertEqual(found(before="this stands nowhere"), 1)
        self.assertEqual(found(before="return"), 1)
        self.assertEqual(found(after=right.before), 1)
        self.assertEqual(found(shown=scenario("nothing_test.py")), 1)
        self.assertEqual(found(shown=scenario(flood[0], "Floods.test_nothing")), 1)
        self.assertEqual(found(shown=scenario(flood[0], "Nothing." + flood[1].split(".")[1])), 1)
        self.assertEqual(found(shown=unit("server", "nothing of the kind")), 1)
        self.assertEqual(found(shown=unit("server")), 1)


if __name__ == "__main__":
    unittest.main()
