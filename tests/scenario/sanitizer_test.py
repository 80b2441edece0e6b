#!/usr/bin/python3
"""Which sanitizer a program has in it is read out of what ldd says."""

import unittest

from fake_clock import sanitizer_in

LINKED = """\tlinux-vdso.so.1 (0x00007ffd5a9f2000)
{}\tlibstdc++.so.6 => /lib/x86_64-linux-gnu/libstdc++.so.6 (0x00007f3cf2a00000)
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f3cf281f000)
"""


def linked_with(*names):
    return LINKED.format("".join(f"\t{name} => /lib/x86_64-linux-gnu/{name} (0x00007f3cf3000000)\n" for name in names))


class Sanitizer(unittest.TestCase):
    def test_each_is_found_wherever_it_stands(self):
        for names, library in ((("libasan.so.8",), "libasan.so.8"), (("libasan.so.8", "libubsan.so.1"), "libasan.so.8"),
                               (("libcurl.so.4", "libtsan.so.2"), "libtsan.so.2")):
            with self.subTest(names):
                self.assertEqual(sanitizer_in(linked_with(*names)), f"/lib/x86_64-linux-gnu/{library}")

    def test_a_release_program_has_none(self):
        self.assertIsNone(sanitizer_in(linked_with("libcurl.so.4", "libtsandbox.so.1")))


if __name__ == "__main__":
    unittest.main(verbosity=2)
