"""A service whose console has something to tell: a small campaign that is over, with a message that the second channel took
and one in doubt, and an account of every role."""

import json
import os
import subprocess

from browser import PASSWORD
from npm_peer import with_packages
from service import PROGRAMS, ROOT, Scenario, wait_for

# One telephone is unknown to the network, one gateway's answer never comes.
UNKNOWN, SILENT = "0987654321", "0966654321"
RULES = [{"match": {"channel": "sms", "address_regex": "987654321$"}, "action": {"failed_receipt": True}},
         {"match": {"channel": "sms", "address_regex": "966654321$"}, "action": {"hang": True, "no_receipt": True}}]
ROUTES = """
  - send: [sms | zalo]
"""
# The name is one that a page must neither run nor be burst by.
HOSTILE = "<script>document.title=1</script>" + "x" * 80
ROWS = f"""customer_code,full_name,phone,email,address,unit
PA05010000001,Nguyễn Văn An,0912345678,an@example.vn,12 Trần Phú,PA05
PA05010000002,Trần Thị Bình,0912345678,binh@example.vn,14 Trần Phú,PA05
PA05010000003,Lê Chi,{UNKNOWN},chi@example.vn,16 Trần Phú,PA05
PA05010000004,Hoàng Giang,{SILENT},giang@example.vn,20 Trần Phú,PA05
PA05010000005,{HOSTILE},0935654321,{"h" * 60}@example.vn,{"dài" * 60},PA05
PA01010000006,Phạm Dung,0977654321,dung@example.vn,18 Trần Phú,PA01
"""
CUSTOMERS = {"phone": "0912345678", "reached": "PA05010000001", "duplicate": "PA05010000002", "fallback": "PA05010000003",
             "doubt": "PA05010000004", "hostile": "PA05010000005", "alone": "PA01010000006"}
ACCOUNTS = {"viewer": (), "support": (), "operator": (), "approver": (), "admin": (), "planner": ("--role", "approver"),
            "unit-support": ("--role", "support", "--unit", "PA01"),
            "unit-operator": ("--role", "operator", "--unit", "PA01"), "leaver": ("--role", "support")}
BROWSER = ROOT / "tests" / "browser"


class ConsoleDesk(Scenario):
    def __init__(self):
        super().__init__(RULES)

    def open(self, window=None):
        """Starts the service and runs the campaign to its end; `window`: of other days than today, "from: …, to: …"."""
        self.start()
        self.authorize()
        path = self.folder / "list.csv"
        path.write_text(ROWS)
        assert self.ask("customers", "import", path)["taken"] == 6
        plan, campaign = self.campaign(name="tri-an", routes=ROUTES)
        if window:
            text = plan.read_text()
            plan.write_text(text.replace(text[text.index("from: "):text.index(", hours")], window))
        campaign = self.ask("campaign", "plan", plan)["id"]
        self.ask("campaign", "approve", campaign)
        self.finish(campaign)
        self.settle_receipts()
        wait_for("one in doubt and all others settled", lambda: self.settled(campaign))
        for name, words in ACCOUNTS.items():
            self.ask("users", "add", name, *(words or ("--role", name)), input=PASSWORD + "\n")

    def settled(self, campaign):
        recipients = self.status(campaign)["recipients"]
        return (recipients["reached"], recipients["in_doubt"], recipients["duplicate"]) == (4, 1, 1)

    def browse(self, script, pictures, seconds=600):
        """Runs tests/browser/SCRIPT against the console; pictures go to that folder. How it ended, and what it printed."""
        folder = with_packages(BROWSER)
        pictures.mkdir(parents=True, exist_ok=True)
        world = {"address": f"http://127.0.0.1:{self.port}", "password": PASSWORD, "customers": CUSTOMERS,
                 "trianctl": str(PROGRAMS / "trianctl"), "socket": str(self.socket), "pictures": str(pictures)}
        try:
            done = subprocess.run(["node", script], cwd=folder, env={**os.environ, "TRIAND_CONSOLE": json.dumps(world)},
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds)
        except subprocess.TimeoutExpired as late:
            return f"not within {seconds} s", (late.stdout or b"").decode()
        return done.returncode, done.stdout.decode()
