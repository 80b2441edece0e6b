#!/usr/bin/python3
"""`./dev bench [NAME...]`: each benchmark against its own limit, measured in turn in the same run.

Nothing here fails for being slow: it prints. Data is made by the seeded generator of triand-standin.
"""

import argparse
import importlib
import json
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
os.environ.setdefault("TRIAND_PROGRAMS", str(ROOT / "build" / "bin"))
sys.path[:0] = [str(HERE), str(ROOT / "tests" / "scenario")]

import measure  # noqa: E402

BENCHES = ["import", "plan", "dispatch", "dispatch-even", "email", "letters", "receipts", "lookup", "restart",
           "footprint"]


def main():
    options = argparse.ArgumentParser(prog="./dev bench", description=__doc__.splitlines()[0])
    options.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES) + "; none: all of them")
    options.add_argument("--customers", type=int, default=100_000, help="rows of the list (100000)")
    options.add_argument("--messages", type=int, default=1_000_000,
                         help="as many messages of the list are measured by `dispatch` (1000000)")
    options.add_argument("--rounds", type=int, default=5, help="rounds of ours and limit in turn (5)")
    options.add_argument("--json", action="store_true", help="one JSON document instead of the table")
    chosen = options.parse_args()
    for name in chosen.names:
        if name not in BENCHES:
            options.error(f"there is no benchmark {name}; there are {', '.join(BENCHES)}")
    figures = []
    for name in chosen.names or BENCHES:
        module = importlib.import_module(name.replace("-", "_") + "_bench")
        for figure in module.run(chosen):
            figures.append(figure)
            print(" ".join(cell for cell in figure.cells() if cell), file=sys.stderr, flush=True)
    if chosen.json:
        print(json.dumps({"schema": "triand.bench/v1", "figures": [figure.document() for figure in figures]}))
    else:
        print(measure.table(figures))


if __name__ == "__main__":
    main()
