"""What a release program has allocated and not freed, byte by byte, where its resident memory moves by tens of megabytes with
what its allocator keeps for each thread."""

import pathlib
import subprocess
import time

from service import wait_for

NEAR = 50_000  # bytes


class HeapGauge:
    """Puts glibc's allocator, which counts, in front of the service's own. Made before the service starts."""

    def __init__(self, scenario):
        library, self._file = scenario.folder / "heap_gauge.so", scenario.folder / "heap"
        source = pathlib.Path(__file__).with_suffix(".c")
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, source], check=True)
        preload = scenario.environment.get("LD_PRELOAD", "").split()
        # libfaketime looks for the clock of whatever stands behind it.
        scenario.environment["LD_PRELOAD"] = " ".join([*preload, "libstdc++.so.6", str(library), "libc.so.6"])
        scenario.environment["HEAP_GAUGE"] = str(self._file)

    def read(self):
        """Bytes, as soon as two looks, a second apart, say nearly the same."""
        return wait_for("the heap to rest", self._rests)

    def _rests(self):
        before = int(self._file.read_text())
        time.sleep(1.5)
        now = int(self._file.read_text())
        return now if abs(now - before) < NEAR else None
