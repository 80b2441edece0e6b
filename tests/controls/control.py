"""What a control is: a protection, how it is taken away, and the test that must fail without it."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Shown:
    """By what a protection is shown. `target`: what is built for it; `test`: a script of tests/scenario, or the program of
    a room's unit tests; `cases`: which of its tests, none for all."""

    target: tuple
    test: str
    cases: tuple

    @property
    def is_scenario(self):
        return self.test.endswith(".py")


def scenario(script, *cases):
    return Shown(("triand", "trianctl", "triand-standin"), script, cases)


def unit(room, *cases):
    return Shown((f"test_{room}",), f"test_{room}", cases)


@dataclasses.dataclass(frozen=True)
class Control:
    name: str
    protection: str
    file: str
    before: str  # stands in the file once
    after: str
    shown: Shown
