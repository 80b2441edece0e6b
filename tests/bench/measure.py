"""What every benchmark needs: a process's CPU time and memory, medians, and the table in the end."""

import dataclasses
import os
import pathlib
import statistics

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    """User and system time of a process with its threads and ended children."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(int(fields[at]) for at in (11, 12, 13, 14)) / TICKS


def memory(pid, key):
    """VmRSS (now) or VmHWM (the most so far) of a process, in MB."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(key + ":"):
            return int(line.split()[1]) / 1024
    return 0.0


def forget_peak(pid):
    """Lets VmHWM begin anew; without root it stays the most since the start, for the service keeps its memory private."""
    try:
        pathlib.Path(f"/proc/{pid}/clear_refs").write_text("5")
    except PermissionError:
        pass


@dataclasses.dataclass
class Figure:
    """One benchmark's line: ours against its limit, both measured in the same run."""

    bench: str
    unit: str
    ours: list  # one value a round, the higher the better (or the lower, where `aim` is a time)
    limit: list
    limit_name: str
    aim: str = ""
    cpu_us: list = dataclasses.field(default_factory=list)  # of the service for one item
    peak_mb: float = 0.0
    note: str = ""

    @property
    def ratio(self):
        return statistics.median(self.ours) / statistics.median(self.limit) if self.limit else None

    def document(self):
        return {"bench": self.bench, "unit": self.unit, "figure": statistics.median(self.ours),
                "limit": statistics.median(self.limit) if self.limit else None, "limit_name": self.limit_name,
                "ratio": self.ratio, "cpu_us": statistics.median(self.cpu_us) if self.cpu_us else None,
                "peak_mb": self.peak_mb or None, "rounds": len(self.ours), "aim": self.aim, "note": self.note}

    def cells(self):
        one = self.document()

        def number(value, digits=0):
            return "" if value is None else f"{value:,.{digits}f}".replace(",", " ")

        digits = 2 if one["figure"] < 100 else 0
        return [self.bench, number(one["figure"], digits) + " " + self.unit,
                number(one["limit"], digits) + (" " + self.limit_name if self.limit else self.limit_name),
                number(one["ratio"], 2), self.aim, number(one["cpu_us"], 1), number(one["peak_mb"]), self.note]


HEAD = ["bench", "figure", "limit in the same run", "ratio", "aim", "CPU µs/item", "peak MB", ""]


def table(figures):
    """The figures as a Markdown table, which reads as well on a terminal."""
    rows = [HEAD] + [figure.cells() for figure in figures]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEAD))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
