#!/usr/bin/python3
"""A campaign's whole life from the console: planned from a page, approved by another person, paused by unit and
resumed, finished, its report and its deliveries downloaded; each step against what trianctl says."""

import csv
import html
import http.client
import io
import re
import unittest

from browser import PASSWORD
from console_case import ConsoleCase
from service import wait_for

UNIT = "PA05"
CUSTOMERS = 300
ROUTES = """
  - send: [sms]
"""


def read_text(page):
    """What a reader sees: without tags, with single spaces."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


class ConsoleCampaign(ConsoleCase):
    @classmethod
    def prepare(cls, scenario):
        scenario.start()
        scenario.ask("customers", "import", scenario.customers(CUSTOMERS))
        for name, role in (("van", "operator"), ("lan", "approver"), ("binh", "approver"), ("xem", "viewer")):
            scenario.ask("users", "add", name, "--role", role, input=PASSWORD + "\n")

    def send(self, browser, page, action=None, **fields):
        """Opens a page, sends its form, and says where that leads to."""
        browser.get(page)
        answer, body = browser.post(action or page, **fields)
        self.assertEqual(answer.status, 303, read_text(body))
        return answer.getheader("Location")

    def job(self, browser, address):
        """The page of a job once it has ended, as a browser without scripts waits for it."""

        def ended():
            answer, page = browser.get(address)
            self.assertEqual(answer.status, 200, read_text(page))
            refresh = answer.getheader("Refresh")
            if refresh is None:
                return page
            self.assertEqual(refresh, f"2; url={address}")
            return None

        return wait_for("the job", ended, 300)

    def file(self, path, approval):
        return path.read_text().replace("approval: single", f"approval: {approval}")

    def test_a_campaign_from_its_file_to_its_report(self):
        scenario = self.scenario
        path, campaign = scenario.campaign(name="tri-an-console", routes=ROUTES)
        text = self.file(path, "two_person")
        path.write_text(text)
        page = f"/console/campaigns/{campaign}"
        lan, binh, van = (self.browser(name) for name in ("lan", "binh", "van"))
        self.check_faults(van, path, text)

        # Whoever may approve plans it here, so that it is the second person who counts and not the role.
        started = self.send(lan, "/console/campaigns/plan", file=path.name, text=text.replace("\n", "\r\n"), act="plan")
        self.assertEqual(van.get(started)[0].status, 404)
        self.assertIn(page, self.job(lan, started))
        self.check_plan(van, page, campaign)
        self.check_bench(van, campaign)

        approve = f"{page}/approve"
        self.assertNotIn('<button type="submit">Phê duyệt', lan.get(approve)[1])
        shown = re.search(r'name="plan" value="([^"]+)"', binh.get(approve)[1])
        answer, refused = lan.post(approve, plan=html.unescape(shown.group(1)))
        self.assertEqual(answer.status, 422, read_text(refused))
        self.assertEqual(scenario.status(campaign)["state"], "planned")
        self.assertEqual(van.get(approve)[0].status, 403)
        # Nothing leaves before the unit is paused, however slow the machine.
        scenario.ask("channels", "pause", "sms")
        self.assertEqual(self.send(binh, approve, plan=html.unescape(shown.group(1))), f"{page}?done=approve")
        self.assertEqual(scenario.status(campaign)["approved_by"], "binh")

        self.pause_and_resume(van, page, campaign)
        self.finish(van, page, campaign)

    def check_faults(self, browser, path, text):
        answer, page = self.post_file(browser, path.name, text.replace("one_per:", "one_par:"), "check")
        self.assertEqual(answer.status, 400)
        path.write_text(text.replace("one_per:", "one_par:"))
        told = self.scenario.ctl("campaign", "check", path)
        path.write_text(text)
        self.assertEqual(told.returncode, 2)
        self.assertIn("one_par", told.stdout)
        self.assertIn("one_par", page)
        line = text.splitlines().index(next(line for line in text.splitlines() if line.startswith("one_per"))) + 1
        self.assertIn(f"Dòng {line}", read_text(page))
        answer, page = self.post_file(browser, path.name, text, "check")
        self.assertEqual(answer.status, 200, read_text(page))
        self.assertIn("Tệp không có lỗi.", page)
        self.assertEqual(self.scenario.ask("campaign", "status")["campaigns"], [])

    def post_file(self, browser, name, text, act):
        browser.get("/console/campaigns/plan")
        return browser.post("/console/campaigns/plan", file=name, text=text, act=act)

    def check_plan(self, browser, page, campaign):
        """The page shows what `campaign status` tells of the plan."""
        document = self.scenario.ask("campaign", "status", campaign)
        self.assertEqual(document["state"], "planned")
        answer, body = browser.get(page)
        self.assertEqual(answer.status, 200)
        text = read_text(body)
        plan = document["plan"]
        self.assertIn(f"sms {plan['channels']['sms']['messages']} {plan['channels']['sms']['parts']}", text)
        for prefix, unit in plan["units"].items():
            total, pending = unit["recipients"]["total"], unit["recipients"].get("pending", 0)
            self.assertIn(f"{prefix or '(không rõ đơn vị)'} {total} {pending}", text)
        self.assertIn(f"Đang chờ gửi {document['recipients']['pending']}", text)
        self.assertGreater(document["recipients"]["pending"], 0)

    def check_bench(self, browser, campaign):
        """What the bench shows of a message that lies in the folder is what a campaign with it would send, in every part."""
        preview = self.scenario.ask("campaign", "preview", campaign, "--channel", "sms")
        listed = self.scenario.api("/api/v1/templates?message=tri-an/sms.txt")
        self.assertIn({"message": "tri-an/sms.txt", "channels": ["sms"]}, listed["messages"])
        order = {"channel": "sms", "text": listed["texts"]["text"], "title": "Tri ân khách hàng",
                 "customers": [preview["customer_code"]]}
        told = self.scenario.api("/api/v1/templates/preview", order)
        self.assertEqual(told["problems"], [])
        self.assertEqual(told["samples"][0]["messages"], preview["messages"])
        bench = "/console/templates/bench"
        browser.get(f"{bench}?message=tri-an/sms.txt&channel=sms")
        _, page = browser.post(bench, message="tri-an/sms.txt", channel="sms", text="{{ ful_name }}", act="preview")
        self.assertIn("did you mean `full_name`", html.unescape(page))
        answer, text = browser.post(bench, message="tri-an/sms.txt", channel="sms", text="a\r\nb", act="download-text")
        self.assertEqual((answer.getheader("Content-Disposition"), text), ('attachment; filename="sms.txt"', "a\nb\n"))
        self.assertEqual(answer.getheader("X-Content-Type-Options"), "nosniff")

    def pause_and_resume(self, browser, page, campaign):
        self.assertEqual(self.send(browser, f"{page}/pause", unit=UNIT, channel="", reason="khách phàn nàn"),
                         f"{page}?done=pause")
        pauses = [pause for pause in self.scenario.status(campaign)["pauses"] if not pause["every_campaign"]]
        self.assertEqual([(p["unit"], p["channel"], p["who"], p["reason"]) for p in pauses],
                         [(UNIT, "", "van", "khách phàn nàn")])
        self.assertIn(f"Đơn vị {UNIT} : van tạm dừng lúc", read_text(browser.get(page)[1]))

        def pending():
            return {unit["unit"]: unit["recipients"]["pending"] for unit in self.scenario.status(campaign)["units"]}

        held = pending()[UNIT]
        self.assertGreater(held, 0)
        self.scenario.ask("channels", "resume", "sms")
        wait_for("the other units", lambda: sum(pending().values()) == pending()[UNIT], 300)
        self.assertEqual(pending()[UNIT], held)
        browser.get(f"{page}/resume")
        answer, refused = browser.post(f"{page}/resume", unit="", channel="sms")
        self.assertEqual(answer.status, 409, read_text(refused))
        self.assertEqual(self.send(browser, f"{page}/resume", unit=UNIT, channel=""), f"{page}?done=resume")
        self.assertEqual(self.scenario.status(campaign)["pauses"], [])

    def finish(self, browser, page, campaign):
        document = self.scenario.finish(campaign, 300)
        self.scenario.settle_receipts()
        document = wait_for("the receipts", lambda: (lambda now: now if now["recipients"]["sent"] == 0 else None)(
            self.scenario.status(campaign)))
        self.assertIn("đã kết thúc", browser.get(page)[1])
        for kind, form in (("html", self.report), ("xlsx", self.report)):
            form(browser, page, campaign, kind)
        self.export(browser, page, campaign, document)
        self.assertEqual(self.browser("xem").get(page)[0].status, 200)
        answer, _ = self.browser("xem").post(f"{page}/export", format="csv")
        self.assertEqual(answer.status, 403)

    def report(self, browser, page, campaign, kind):
        address = self.send(browser, page, f"{page}/report", format=kind)
        self.assertIn(f"{campaign}-report.{kind}", self.job(browser, address))
        answer, content = self.download(browser, f"{address}/file")
        self.assertEqual(answer.getheader("Content-Disposition"), f'attachment; filename="{campaign}-report.{kind}"')
        written = self.scenario.folder / f"report.{kind}"
        self.scenario.ask("campaign", "report", campaign, "-o", written)
        if kind == "html":
            self.assertEqual(self.figures(content.decode()), self.figures(written.read_text()))
        else:
            self.assertEqual(content[:2], b"PK")
            self.assertLess(abs(len(content) - written.stat().st_size), 200)
        self.assertEqual(browser.get(f"{address}/file")[0].status, 404)

    def figures(self, report):
        """The tables of a report; its head says when it was made."""
        return re.findall(r"<td[^>]*>([^<]*)</td>", report)

    def export(self, browser, page, campaign, document):
        address = self.send(browser, page, f"{page}/export", format="csv")
        self.job(browser, address)
        _, content = self.download(browser, f"{address}/file")
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        written = self.scenario.folder / "export.csv"
        self.scenario.ask("deliveries", "export", campaign, "-o", written)
        self.assertEqual(content, written.read_bytes())
        self.assertEqual(len(rows), document["recipients"]["total"])

    def download(self, browser, target):
        """A file as it is: browsers' pages are text."""
        connection = http.client.HTTPConnection("127.0.0.1", browser.port, timeout=60)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
            connection.request("GET", target, headers={"Cookie": cookies})
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        self.assertEqual(answer.status, 200, content[:400])
        return answer, content


if __name__ == "__main__":
    unittest.main(verbosity=2)
