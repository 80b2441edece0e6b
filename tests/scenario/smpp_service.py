"""A service whose only channel speaks SMPP: to the stand-in, or to a server that others wrote."""

import shutil

from books import Books, Reconciliation
from service import ROOT, Scenario

ROUTES = "\n  - send: [sms]\n"


class SmppScenario(Scenario):
    """`keys`: further lines of the channel; `server`: where, without it the stand-in."""

    def __init__(self, keys="", rules=(), options=(), server=None, concurrency=32):
        self.keys = keys
        self.server = server
        self.concurrency = concurrency
        super().__init__(rules, options)
        self.templates = self.folder / "templates"
        shutil.copytree(ROOT / "templates/messages", self.templates)
        self.config.write_text(self.default_config().replace(f"{ROOT}/templates/messages", str(self.templates)))

    def default_channels(self, concurrency=32):
        defaults = {"window": "16", "sessions": "2", "rate": "5000/s", "timeout": "20s", "password": "testpw",
                    "text": "plain"}
        lines = []
        for line in self.keys.strip().splitlines():
            defaults.pop(line.strip().split(":")[0], None)
            lines.append("    " + line.strip())
        lines += [f"    {key}: {value}" for key, value in defaults.items()]
        return f"""  sms:
    kind: smpp
    server: {self.server or f"smpp://127.0.0.1:{self.ports['smpp']}"}
    system_id: triand
    sender: EVNNPC
    concurrency: {self.concurrency}
    price: 850
    retry: {{attempts: 5, first: 200ms, factor: 2, max: 1s}}
    reconnect: {{first: 50ms, max: 500ms}}
""" + "\n".join(lines) + "\n"

    def message(self, text):
        (self.templates / "tri-an/sms.txt").write_text(text)
        (self.templates / "tri-an/sms.en.txt").write_text(text)

    def telephones(self, count):
        """A list whose telephones end in every digit equally often; the made-up lists' mostly end in 00."""
        path = self.folder / "telephones.csv"
        path.write_text("customer_code,full_name,phone\n" +
                        "".join(f"PM04{i:09},Nguyễn Văn An,0912{i:06}\n" for i in range(count)))
        return path

    def begin(self, customers):
        """Starts the service and a campaign for a list, or for so many customers; its id."""
        self.start()
        self.ask("customers", "import", self.customers(customers) if isinstance(customers, int) else customers)
        path, campaign = self.campaign(routes=ROUTES)
        path.write_text(path.read_text().replace(
            "messages: {sms: tri-an/sms.txt, zalo: tri-an/zalo.yaml, email: tri-an/email, letter: tri-an/letter.txt}",
            "messages: {sms: tri-an/sms.txt}"))
        self.ask("campaign", "plan", path)
        self.ask("campaign", "approve", campaign)
        return campaign

    def run(self, customers, seconds=120):
        campaign = self.begin(customers)
        return campaign, self.finish(campaign, seconds)

    def by_phone(self, campaign):
        """Telephone (84…) to delivery, with the row's reason and attempts."""
        with Books(self.database) as books:
            phones = dict(books.rows("SELECT id, phone FROM customer WHERE phone IS NOT NULL"))
            return {str(phones[d.customer]): d for d in books.deliveries(campaign) if d.customer in phones}

    def reconcile(self, campaign):
        """What the stand-in would have delivered against the database, line by line. SMPP knows telephones only."""
        given = self.gateway("/ledger/references?channel=sms").split()
        deliveries = self.by_phone(campaign)
        named = [deliveries[phone].reference if phone in deliveries else phone for phone in given]
        with Books(self.database) as books:
            assert books.wrong_counters(campaign) == []
            return Reconciliation(books, campaign, {"sms": named}).faults()
