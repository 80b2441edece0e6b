#!/usr/bin/python3
"""Plants every kind of violation that tests/layering.cmake is for and asserts that it is found: its negative control."""

import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "tests" / "layering.cmake"

ROOMS = ["config", "templates", "channels"] + [
    f"daemon/{room}" for room in ("domain", "schedule", "plan", "store", "intake", "receipts", "dispatch", "server", "ctl",
                                  "app")]

# Who may include whom, written out once more and by hand.
ALLOWED = {
    "config": "",
    "templates": "config",
    "channels": "config templates",
    "daemon/domain": "",
    "daemon/schedule": "daemon/domain",
    "daemon/plan": "daemon/domain daemon/schedule templates config",
    "daemon/store": "daemon/domain",
    "daemon/intake": "daemon/domain daemon/store templates",
    "daemon/receipts": "daemon/domain daemon/store channels",
    "daemon/dispatch": "daemon/domain daemon/schedule daemon/store templates channels",
    "daemon/server": "daemon/domain daemon/schedule daemon/store daemon/plan daemon/intake daemon/receipts config templates channels",
    "daemon/ctl": "",
    "daemon/app": " ".join(room for room in ROOMS if room not in ("daemon/app", "daemon/ctl")),
}
ASIO = {"channels", "daemon/dispatch", "daemon/receipts", "daemon/server", "daemon/app", "daemon/ctl"}
LIBRARIES = {
    "<boost/asio/post.hpp>": ASIO,
    "<boost/asio.hpp>": ASIO,
    "<boost/beast/http.hpp>": ASIO,
    "<curl/curl.h>": {"channels"},
    "<SQLiteCpp/Database.h>": {"daemon/store"},
    "<sqlite3.h>": {"daemon/store"},
    "<sqlite3ext.h>": {"daemon/store"},
}
EVERYWHERE = ["<string>", "<boost/json.hpp>", "<fmt/format.h>"]


def run(root):
    done = subprocess.run([shutil.which("cmake") or "cmake", f"-DROOT={root}", "-P", str(SCRIPT)], capture_output=True,
                          text=True, check=False)
    return done.returncode, done.stdout + done.stderr


class Layering(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="triand-layering-")
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def write_rooms(self):
        for room in ROOMS:
            self.write(f"{room}/own.hpp", "#pragma once\n")

    def refused(self, path, text, line):
        """Plants one file among clean rooms: that line, and no other, must be named, and the script must fail."""
        self.write(path, text)
        code, output = run(self.root)
        (self.root / path).unlink()
        self.assertNotEqual(code, 0, f"{path} was let through:\n{text}")
        named = [word for word in output.splitlines() if ".hpp:" in word or ".cpp:" in word]
        self.assertEqual([word.split(": ")[0] for word in named], [f"{path}:{line}"], text)

    def test_clean_rooms_are_let_through(self):
        self.write_rooms()
        self.write("channels/sms/sms_plugin.hpp", '#include "channels/own.hpp"\n#include "channels/curl/multi.hpp"\n')
        self.write("channels/sms/sms.cpp", '#include "channels/sms/sms_plugin.hpp"\n')
        self.write("channels/curl/multi.hpp", "#include <curl/curl.h>\n")
        self.write("channels/registry.cpp", '#include "channels/sms/sms_plugin.hpp"\n')
        self.write("daemon/main.cpp", '#include "daemon/app/own.hpp"\n#include <boost/asio/io_context.hpp>\n')
        self.write("daemon/ctl/main.cpp", '#include "daemon/ctl/own.hpp"\n')
        self.write("tests/standin/anything.cpp", '#include "tests/standin/own.hpp"\n')
        code, output = run(self.root)
        self.assertEqual(code, 0, output)

    def test_every_pair_of_rooms_and_every_library_is_judged(self):
        self.write_rooms()
        expected = set()
        for room in ROOMS:
            lines = ["#pragma once"]
            for target in ROOMS:
                lines.append(f'#include "{target}/own.hpp"')
                if target != room and target not in ALLOWED[room].split():
                    expected.add(f"{room}/planted.hpp:{len(lines)}")
            for name, rooms in LIBRARIES.items():
                lines.append(f"#include {name}")
                if room not in rooms:
                    expected.add(f"{room}/planted.hpp:{len(lines)}")
            lines += [f"#include {name}" for name in EVERYWHERE]
            self.write(f"{room}/planted.hpp", "\n".join(lines) + "\n")
        code, output = run(self.root)
        self.assertNotEqual(code, 0)
        named = {word.split(": ")[0] for word in output.splitlines() if "planted.hpp:" in word}
        self.assertEqual(named, expected)
        self.assertGreater(len(expected), 100)

    def test_each_violation_alone_fails(self):
        self.write_rooms()
        self.write("channels/sms/sms_plugin.hpp", "#pragma once\n")
        self.write("channels/fax/fax_plugin.hpp", "#pragma once\n")
        plant = self.refused
        plant("templates/a.cpp", '#include <string>\n\n#include "channels/own.hpp"\n', 3)
        plant("daemon/domain/a.hpp", '#pragma once\n#include "daemon/store/own.hpp"\n', 2)
        plant("daemon/store/a.cpp", '#include "daemon/schedule/own.hpp"\n', 1)
        plant("daemon/schedule/deeper/a.cpp", '#include "daemon/plan/own.hpp"\n', 1)
        plant("daemon/ctl/a.cpp", '#include "config/own.hpp"\n', 1)
        plant("daemon/ctl/main.cpp", '#include "daemon/server/own.hpp"\n', 1)
        plant("config/a.cpp", "#include <boost/asio/post.hpp>\n", 1)
        plant("daemon/plan/a.cpp", "#include <curl/curl.h>\n", 1)
        plant("daemon/server/a.cpp", "#include <sqlite3.h>\n", 1)
        plant("daemon/app/a.cpp", '#include "tests/standin/ledger.hpp"\n', 1)
        plant("daemon/main.cpp", "#include <SQLiteCpp/Database.h>\n", 1)

    def test_kinds_of_channels_stay_apart(self):
        self.write_rooms()
        self.write("channels/sms/sms_plugin.hpp", "#pragma once\n")
        self.write("channels/fax/fax_plugin.hpp", "#pragma once\n")
        for path in ("channels/zalo/a.cpp", "channels/curl/a.cpp", "channels/a.cpp", "channels/fax/a.cpp",
                     "daemon/dispatch/a.cpp", "daemon/app/a.cpp"):
            self.refused(path, '#include "channels/sms/sms_plugin.hpp"\n', 1)
        self.refused("channels/sms/a.cpp", '#include "channels/fax/fax_plugin.hpp"\n', 1)

    def test_includes_are_written_so_that_they_can_be_judged(self):
        self.write_rooms()
        self.write("daemon/store/row.hpp", "#pragma once\n")
        plant = self.refused
        plant("daemon/store/a.cpp", '#include "own.hpp"\n', 1)
        plant("daemon/store/a.cpp", '#include "../schedule/own.hpp"\n', 1)
        plant("daemon/store/a.cpp", '#include "daemon/store/../schedule/own.hpp"\n', 1)
        plant("daemon/store/a.cpp", "#include <daemon/schedule/own.hpp>\n", 1)
        plant("daemon/store/a.cpp", "#define HEADER <string>\n#include HEADER\n", 2)
        plant("daemon/store/row.cpp", '#include <string>\n#include "daemon/store/row.hpp"\n', 1)
        plant("daemon/store/a.cpp", '\t#  include\t"daemon/schedule/own.hpp"\n', 1)
        plant("daemon/store/a.cpp", '// [ a; b\n#include <string> // [; x\n#include "daemon/plan/own.hpp" // ]\n', 3)
        plant("daemon/store/a.cpp", '#include <string>\n#include "daemon/plan/own.hpp"', 2)
        plant("daemon/nowhere/a.cpp", "int a;\n", 1)
        plant("daemon/a.cpp", "int a;\n", 1)
        plant("daemon/store/a.cpp", '#include "daemon/nowhere/a.hpp"\n', 1)

    def test_a_violation_is_found_among_the_real_sources(self):
        for folder in ("config", "templates", "channels", "daemon"):
            shutil.copytree(ROOT / folder, self.root / folder)
        self.write("daemon/domain/planted.hpp", '#pragma once\n\n#include "daemon/store/writer.hpp"\n')
        code, output = run(self.root)
        self.assertNotEqual(code, 0)
        self.assertIn("daemon/domain/planted.hpp:3: daemon/domain may not include daemon/store", output)

    def test_an_empty_or_wrong_root_is_no_success(self):
        self.assertNotEqual(run(self.root)[0], 0)
        (self.root / "daemon").mkdir()
        self.assertNotEqual(run(self.root)[0], 0)


if __name__ == "__main__":
    unittest.main()
