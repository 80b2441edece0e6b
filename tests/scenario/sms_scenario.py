"""A campaign by SMS alone, for the faults between the service and one gateway."""

import collections
import json

from books import ATTEMPT, Books, Reconciliation, ledger_of
from service import Scenario, buckets_add_up

# As numbers they stand in the database (domain::Reason).
REASONS = {0: "none", 9: "throttled", 13: "gateway_down", 14: "timeout", 22: "unknown_answer", 30: "connection_lost"}

CHANNEL = """  sms:
    kind: sms
    gateway: esms
    endpoint: {endpoint}
    credentials: {{api_key: key, secret_key: secret}}
    sender: EVNNPC
    concurrency: {concurrency}
    price: 850
    timeout: {timeout}
    webhook_secret: sms-hook
    retry: {{attempts: 5, first: 200ms, factor: 2, max: 1s}}
{more}"""


class SmsScenario(Scenario):
    """`endpoint`: where the service sends instead of the stand-in; `more`: further keys of the channel."""

    def __init__(self, rules=(), endpoint=None, concurrency=16, timeout="2s", more=()):
        self._endpoint = endpoint
        self.concurrency = concurrency
        self._timeout = timeout
        self._more = more
        super().__init__(rules)

    def default_channels(self, concurrency=None):
        return CHANNEL.format(endpoint=self._endpoint or self.url, concurrency=concurrency or self.concurrency,
                              timeout=self._timeout, more="".join(f"    {key}\n" for key in self._more))

    def send_through(self, endpoint, *more):
        """Before the start: where the service sends, with these further keys of the channel."""
        self._endpoint = endpoint
        self._more = more or self._more
        self.config.write_text(self.default_config())

    def begin(self, customers):
        """A campaign that is approved; its id."""
        self.ask("customers", "import", self.telephones(customers))
        path, campaign = self.campaign(routes="\n  - send: [sms]\n")
        path.write_text(path.read_text().replace(", zalo: tri-an/zalo.yaml, email: tri-an/email, letter: "
                                                 "tri-an/letter.txt", ""))
        self.ask("campaign", "plan", path)
        self.ask("campaign", "approve", campaign)
        return campaign

    def telephones(self, count):
        """A list of so many customers; a telephone's last digit is its row's."""
        path = self.folder / "customers.csv"
        rows = (f"PA05{row:09},Nguyễn Thị Mẫu,0912{row:06},PA05\n" for row in range(count))
        path.write_text("customer_code,full_name,phone,unit\n" + "".join(rows))
        return path

    def counts(self, campaign):
        return self.status(campaign)["channels"]["sms"]

    def requests(self):
        """How often the gateway was asked for something."""
        return json.loads(self.gateway("/ledger/requests"))["requests"]

    def attempts(self):
        """How often a delivery was handed over, as the database tells, for each reason."""
        with Books(self.database) as books:
            return collections.Counter({REASONS.get(reason, str(reason)): times for reason, times in books.rows(
                "SELECT reason, count(*) FROM history WHERE event = ? GROUP BY 1", ATTEMPT)})

    def account(self, campaign, seconds=120):
        """Waits for the end, stops the service and compares both sides line by line: nobody twice, nobody denied,
        nobody forgotten, and every counter is what counting the rows gives. How many deliveries ended in each state."""
        self.finish(campaign, seconds)
        self.settle_receipts()
        finished = self.finish(campaign, seconds)
        assert buckets_add_up(finished), finished["recipients"]
        assert finished["recipients"]["pending"] == 0, finished["recipients"]
        assert self.stop() == 0
        with Books(self.database) as books:
            assert books.integrity() == ["ok"]
            faults = Reconciliation(books, campaign, ledger_of(self, ("sms",))).faults()
            assert faults == {}, faults
            assert books.wrong_counters(campaign) == [], books.wrong_counters(campaign)
            assert books.recipients(campaign) == finished["recipients"]["total"]
            return collections.Counter(d.state for d in books.deliveries(campaign))
