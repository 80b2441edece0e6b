#!/usr/bin/python3
"""The decision of the soak on series that were made by hand: what stays is called steady, what leaks is found."""

import random
import unittest

from steady import growth, grows, slope

LOOKS = 60
ALLOWED = 3000  # of a level of 60,000


def noisy(at, level=60_000, seed=5):
    return level + random.Random(seed * 1000 + at).randint(-400, 400)


class Steady(unittest.TestCase):
    def test_what_stays_does_not_grow(self):
        for name, series in (("flat", [7] * LOOKS), ("noise", [noisy(at) for at in range(LOOKS)]),
                             ("it shrinks", [90_000 - 100 * at for at in range(LOOKS)]),
                             ("a saw tooth", [60_000 + 2000 * (at % 7) for at in range(LOOKS)]),
                             ("three looks far out", [noisy(at) + (200_000 if at in (9, 30, 58) else 0) for at in range(LOOKS)]),
                             ("a cache that fills once", [noisy(at) + (1500 if at > 40 else 0) for at in range(LOOKS)])):
            with self.subTest(name):
                self.assertFalse(grows(series, ALLOWED), growth(series))

    def test_what_leaks_grows(self):
        for name, series in (("bit by bit", [60_000 + 100 * at for at in range(LOOKS)]),
                             ("under noise", [noisy(at) + 100 * at for at in range(LOOKS)]),
                             ("in steps", [60_000 + 1500 * (at // 10) for at in range(LOOKS)]),
                             ("under a saw tooth", [60_000 + 2000 * (at % 7) + 100 * at for at in range(LOOKS)]),
                             ("faster and faster", [60_000 + 2 * at * at for at in range(LOOKS)])):
            with self.subTest(name):
                self.assertTrue(grows(series, ALLOWED), growth(series))

    def test_a_warm_up_is_not_judged_and_what_comes_behind_it_is(self):
        warming = [60_000 + 1000 * at for at in range(20)]
        self.assertTrue(grows(warming + [80_000] * 10, ALLOWED))
        self.assertFalse(grows(warming + [80_000] * 10, ALLOWED, warm_up=20))
        self.assertTrue(grows(warming + [80_000 + 500 * at for at in range(10)], ALLOWED, warm_up=20))

    def test_a_slope_is_by_look(self):
        self.assertEqual(slope([5, 8, 11, 14]), 3)
        self.assertEqual(growth([5, 8, 11, 14]), 9)
        self.assertEqual(growth([99, 5, 8, 11, 14], warm_up=1), 9)

    def test_a_single_descriptor_a_look_is_found(self):
        self.assertTrue(grows([40 + at for at in range(6)], 3))
        self.assertFalse(grows([40, 41, 40, 42, 41, 40], 3))

    def test_too_few_looks_are_no_verdict(self):
        for series, warm_up in (([], 0), ([1, 2, 3], 0), ([1] * 6, 3)):
            with self.assertRaises(ValueError):
                grows(series, ALLOWED, warm_up)


if __name__ == "__main__":
    unittest.main(verbosity=2)
