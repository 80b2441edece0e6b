"""A scenario's letters as the print house finds them."""

import csv
import hashlib
import json
import pathlib
import re
import subprocess

ROUTE = "\n  - send: [letter]\n"


def configure(scenario, batch=40, more=""):
    """One letter channel with batches of that size."""
    scenario.config.write_text(scenario.default_config(f"""  letter:
    kind: letter
    directory: {scenario.letters}
    batch: {batch}
    cut_off: "23:59"
    sender_address: "EVNNPC"
    place: Hà Nội
    price: 6000
    retry: {{attempts: 100, first: 200ms, factor: 1, max: 200ms}}
{more}"""))


def begin(scenario, customers, batch=40, more=""):
    """A running campaign of letters alone; its name and how many are to be printed."""
    configure(scenario, batch, more)
    scenario.start()
    scenario.ask("customers", "import", scenario.customers(customers))
    path, campaign = scenario.campaign(routes=ROUTE)
    planned = scenario.ask("campaign", "plan", path)["recipients"]["pending"]
    scenario.ask("campaign", "approve", campaign)
    return campaign, planned


class Batch:
    """One batch as it lies in a folder, checked as a print house would check it."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.about = json.loads((self.folder / "batch.json").read_text())
        with open(self.folder / "manifest.csv", encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file))
        self.references = [row["reference"] for row in self.rows]

    def faults(self):
        """What is wrong with it: an empty list for a good one."""
        out = []
        if sorted(path.name for path in self.folder.iterdir()) != ["batch.json", "letters.pdf", "manifest.csv"]:
            out.append("other files")
        if self.about["batch"] != self.folder.name:
            out.append("another name")
        for name, digest in self.about["sha256"].items():
            if hashlib.sha256((self.folder / name).read_bytes()).hexdigest() != digest:
                out.append(f"{name} has other bytes")
        if self.about["counts"]["letters"] != len(self.rows):
            out.append("another number of letters")
        if [row["sequence"] for row in self.rows] != [str(n + 1) for n in range(len(self.rows))]:
            out.append("sequences with gaps")
        pages = self.pages()
        if len(pages) != self.about["counts"]["pages"]:
            out.append("another number of pages")
        for row in self.rows:
            text = pages[int(row["page"]) - 1]
            for part in (row["reference"], *row["name"].split(), *row["province"].split()):
                if part not in text:
                    out.append(f"page {row['page']} lacks {part} of {row['reference']}")
        return out

    def pages(self):
        """The words of each page."""
        text = subprocess.run(["pdftotext", "-raw", self.folder / "letters.pdf", "-"], check=True, capture_output=True,
                              text=True).stdout
        return [re.split(r"\s+", page) for page in text.split("\f")[:-1]]


def batches(*folders):
    """Every batch in these folders."""
    return [Batch(path) for folder in folders for path in sorted(pathlib.Path(folder).glob("*")) if path.is_dir()]


def printed(*folders):
    """Every reference that was printed, one for each time."""
    return [reference for batch in batches(*folders) for reference in batch.references]
