#!/usr/bin/python3
"""What a program says of its commit: that of its own folder, and `unknown` where the source came without its history."""

import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "daemon" / "app" / "build_commit.cmake"
GIVEN = ROOT / "daemon" / "app" / "build_commit.cpp.in"


def git(folder, *words):
    said = subprocess.run(["git", "-c", "user.name=test", "-c", "user.email=test@example.vn", "-C", folder, *words],
                          check=True, capture_output=True, text=True)
    return said.stdout.strip()


class BuildCommit(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name) / "source"
        self.root.mkdir()
        (self.root / "file").write_text("one\n")
        self.out = pathlib.Path(self.folder.name) / "build_commit.cpp"

    def says(self, root=None):
        subprocess.run(["cmake", f"-DROOT={root or self.root}", f"-DIN={GIVEN}", f"-DOUT={self.out}", "-P", SCRIPT],
                       check=True, capture_output=True)
        return self.out.read_text().split('"')[-2]

    def commit(self):
        git(self.root, "init", "--quiet")
        git(self.root, "add", ".")
        git(self.root, "commit", "--quiet", "--message", "first")
        return git(self.root, "rev-parse", "HEAD")[:12]

    def test_a_clone_says_its_commit_and_whether_files_differ_from_it(self):
        commit = self.commit()
        git(self.root, "tag", "v1")
        self.assertEqual(self.says(), commit)
        (self.root / "file").write_text("two\n")
        self.assertEqual(self.says(), commit + "-dirty")

    def test_a_tarball_says_unknown_also_inside_another_repository(self):
        self.assertEqual(self.says(), "unknown")
        self.commit()
        inner = self.root / "unpacked"
        inner.mkdir()
        self.assertEqual(self.says(inner), "unknown")

    def test_what_has_not_changed_is_not_written_again(self):
        self.commit()
        self.says()
        written = self.out.stat().st_mtime_ns
        self.says()
        self.assertEqual(self.out.stat().st_mtime_ns, written)


if __name__ == "__main__":
    unittest.main()
