#!/usr/bin/python3
"""The console's overview while a campaign is sent: its numbers move without a reload, are those of `campaign status` line
by line when it has finished, and an account of one unit sees that unit alone."""

import html.parser
import re
import subprocess
import unittest

from browser import PASSWORD, Browser
from service import PROGRAMS, wait_for
from sms_scenario import SmsScenario

# As trianctl and as the page call a bucket.
BUCKETS = {"total": "Tổng", "pending": "Đang chờ gửi", "sent": "Đã gửi, không có báo phát", "reached": "Đã nhận",
           "unreached": "Không tới được", "in doubt": "Chưa rõ", "suppressed": "Không được phép gửi",
           "duplicate": "Trùng khách", "expired": "Hết thời gian", "cancelled": "Đã hủy"}
STATES = {"QUEUED": "Đang chờ", "SENDING": "Đang gửi", "ACCEPTED": "Đã gửi", "DELIVERED": "Đã nhận",
          "FAILED": "Không gửi được", "IN DOUBT": "Chưa rõ", "EXPIRED": "Hết thời gian", "CANCELLED": "Đã hủy"}
# Some fail, and of some nobody knows whether they left.
RULES = [
    {"match": {"channel": "sms", "probability": 0.1, "seed": 2}, "action": {"error": "108"}},
    {"match": {"channel": "sms", "probability": 0.1, "seed": 3}, "action": {"reset_after_reading": True,
                                                                            "no_receipt": True}},
]
EACH = 120  # customers of each of two units
CHANNELS = "Tình trạng và tốc độ"
LIVE = "/console/overview/live"


class Tables(html.parser.HTMLParser):
    """The tables of a page: by caption a list of rows, each a list of cells."""

    def __init__(self, page):
        super().__init__()
        self.tables = {}
        self._into = None
        self._text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag in ("caption", "td", "th"):
            self._text = ""
        if tag == "tr" and self._into is not None:
            self._into.append([])

    def handle_data(self, data):
        self._text += data

    def handle_endtag(self, tag):
        if tag == "caption":
            self._into = self.tables.setdefault(self._text, [])
        if tag in ("td", "th") and self._into is not None:
            self._into[-1].append(self._text.strip())
        if tag == "table":
            self._into = None


def told_by_ctl(scenario, campaign):
    """The lines of recipients and of channels that `trianctl campaign status` prints for people."""
    text = subprocess.run([PROGRAMS / "trianctl", "--socket", scenario.socket, "campaign", "status", campaign], text=True,
                          capture_output=True, check=True, timeout=60).stdout
    recipients = dict(line.strip().rsplit(None, 1)
                      for line in text.split("\nRecipients\n")[1].split("\n\n")[0].splitlines())
    head, *rows = next(block for block in text.split("\n\n") if block.strip().startswith("CHANNEL") and
                       "QUEUED" in block).strip().splitlines()
    titles = re.split(r"\s{2,}", head.strip())
    return recipients, {row.split()[0]: dict(zip(titles[1:], row.split()[1:])) for row in rows}


class Overview(unittest.TestCase):
    def test_a_campaign_is_followed_to_its_end(self):
        with SmsScenario(RULES, more=("rate: 25/s",)) as scenario:
            scenario.start()
            campaign = self.begin(scenario)
            browser = self.browser(scenario, "xem")
            self.follow(scenario, browser, campaign)
            scenario.finish(campaign)
            scenario.settle_receipts()
            scenario.finish(campaign)
            self.same_as_status(scenario, browser, campaign)
            self.nothing_new(browser)
            self.one_unit(scenario)
            self.ended(scenario, browser)
            self.assertNotIn("Nguyễn", scenario.log())
            struck = scenario.struck()
            self.assertTrue(all(struck), struck)

    def begin(self, scenario):
        path = scenario.folder / "customers.csv"
        rows = (f"{unit}{row:09},Nguyễn Thị Mẫu,0912{at}{row:05},{unit},{'yes' if row == 0 else 'no'}\n"
                for at, unit in enumerate(("PA05", "PA01")) for row in range(EACH))
        path.write_text("customer_code,full_name,phone,unit,opt_out\n" + "".join(rows))
        self.assertEqual(scenario.ask("customers", "import", path)["taken"], 2 * EACH)
        for name, *units in (("xem",), ("don-vi", "--unit", "PA01")):
            scenario.ask("users", "add", name, "--role", "viewer", *units, input=PASSWORD + "\n")
        plan, campaign = scenario.campaign(routes="\n  - send: [sms]\n")
        plan.write_text(plan.read_text().replace(", zalo: tri-an/zalo.yaml, email: tri-an/email, letter: "
                                                 "tri-an/letter.txt", ""))
        planned = scenario.ask("campaign", "plan", plan)
        self.assertEqual(planned["recipients"]["suppressed"], 2)
        scenario.ask("campaign", "approve", campaign)
        return campaign

    def browser(self, scenario, name):
        browser = Browser(scenario)
        answer, page = browser.log_in(name)
        self.assertEqual(answer.status, 303, page)
        return browser

    def follow(self, scenario, browser, campaign):
        """What a page that is open asks for changes as messages leave, and only then."""
        wait_for("the first message", lambda: scenario.status(campaign)["recipients"]["pending"] < 2 * EACH - 2)
        answer, page = browser.get("/console/overview")
        self.assertEqual(answer.status, 200)
        self.assertIn(campaign, page)
        self.assertIn("Theo dự báo lúc này", page)
        self.assertIn(f'data-from="{LIVE}"', page)
        policy = answer.getheader("Content-Security-Policy")
        for rule in ("script-src 'self'", "connect-src 'self'", "require-trusted-types-for 'script'", "trusted-types 'none'"):
            self.assertIn(rule, policy)
        script = re.search(r'<script type="module" src="(/console/refresh-[0-9a-f]+\.js)">', page).group(1)
        answer, text = browser.get(script)
        self.assertEqual((answer.status, answer.getheader("Cache-Control")),
                         (200, "public, max-age=31536000, immutable"))
        self.assertEqual(answer.getheader("Content-Type"), "text/javascript; charset=utf-8")
        self.assertIn("XMLHttpRequest", text)
        left = []
        tags = set()

        def moved():
            answer, part = browser.get(LIVE)
            self.assertEqual(answer.status, 200)
            tags.add(answer.getheader("ETag"))
            cells = dict(row[:2] for row in Tables(part).tables["Khách hàng"])
            left.append(int(cells[BUCKETS["pending"]].replace(".", "")))
            return len(set(left)) >= 3

        wait_for("numbers that move", moved, 120)
        self.assertEqual(left, sorted(left, reverse=True))
        self.assertGreater(left[0], 0)
        self.assertGreaterEqual(len(tags), 3)

    def same_as_status(self, scenario, browser, campaign):
        recipients, channels = told_by_ctl(scenario, campaign)
        self.assertEqual(set(recipients), set(BUCKETS))
        self.assertEqual(recipients["pending"], "0")
        self.assertTrue(all(int(recipients[word]) > 0 for word in ("reached", "unreached", "in doubt")), recipients)
        page = browser.get("/console/overview")[1]
        tables = Tables(page).tables
        self.assertEqual([row[0] for row in tables[CHANNELS][1:]], ["sms"])
        shown = {row[0]: row[1] for row in tables["Khách hàng"][1:]}
        self.assertEqual(shown, {BUCKETS[word]: number for word, number in recipients.items()})
        head, *rows = tables["Tin theo kênh"]
        self.assertEqual({row[0]: dict(zip(head[1:], row[1:])) for row in rows},
                         {name: {STATES[state]: number for state, number in states.items()}
                          for name, states in channels.items()})
        document = scenario.status(campaign)
        head, *rows = tables["Đơn vị, kém nhất trước"]
        self.assertEqual(len(rows), 2)
        shares = [float(row[1].split()[0].replace(",", ".")) for row in rows]
        self.assertEqual(shares, sorted(shares))
        self.assertEqual(sorted(int(row[3]) for row in rows),
                         sorted(unit["recipients"]["reached"] for unit in document["units"]))
        doubts = document["recipients"]["in_doubt"]
        self.assertIn(f"Chiến dịch {campaign}, kênh sms: {doubts} tin chưa rõ đã tới khách hay chưa.", page)

    def nothing_new(self, browser):
        tag = ""

        def same():
            nonlocal tag
            answer, part = browser.request("GET", LIVE, headers={"If-None-Match": tag})
            tag = answer.getheader("ETag")
            self.assertIn(answer.status, (200, 304))
            return answer.status == 304 and part == ""

        wait_for("an answer that nothing changed", same)

    def one_unit(self, scenario):
        browser = self.browser(scenario, "don-vi")
        page = browser.get("/console/overview")[1]
        tables = Tables(page).tables
        self.assertEqual(dict(row[:2] for row in tables["Khách hàng"])["Tổng"], str(EACH))
        self.assertEqual(len(tables["Đơn vị, kém nhất trước"]), 2)  # the head and one
        self.assertNotIn(CHANNELS, tables)
        self.assertIn("tài khoản này chỉ xem số liệu của đơn vị mình", page)

    def ended(self, scenario, browser):
        """The page is told that its session is over, and sees nothing after that."""
        scenario.ask("users", "disable", "xem")
        answer, part = browser.get(LIVE)
        self.assertEqual((answer.status, part), (401, ""))
        self.assertEqual(browser.get("/console/overview")[0].status, 303)


if __name__ == "__main__":
    unittest.main(verbosity=2)
