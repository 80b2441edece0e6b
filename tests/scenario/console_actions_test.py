#!/usr/bin/python3
"""What the support desk does on the customer page, over HTTP with the real service and a gateway: to send again, to decide
a doubt, to stop writing, to note a call. The gateway's own ledger says how many messages left."""

import re
import threading
import unittest

from browser import PASSWORD, Browser
from console_case import ConsoleCase
from service import wait_for

FAILS, DOUBT, ARRIVED, STOPPED, OTHER = (f"PA0501000000{n}" for n in range(1, 6))
THEIRS = "PA01010000006"
PHONES = {code: f"091234560{n}" for n, code in enumerate((FAILS, DOUBT, ARRIVED, STOPPED, OTHER, THEIRS), 1)}
ROUTES = """
  - send: [sms]
"""


def struck(codes, tries, action):
    last = "".join(PHONES[code][-1] for code in codes)
    return {"match": {"channel": "sms", "address_regex": f"[{last}]$", "first_tries": tries}, "action": action}


# "177": this carrier does not know the sender, for good; a 503 leaves open whether the message was taken, and it was not.
RULES = [struck((FAILS,), 2, {"error": "177"}), struck((STOPPED, THEIRS), 1, {"error": "177"}),
         struck((DOUBT, ARRIVED), 1, {"http_status": 503})]


class Actions(ConsoleCase):
    RULES = RULES

    @classmethod
    def prepare(cls, scenario):
        scenario.start()
        rows = ["customer_code,full_name,phone,unit"]
        rows += [f"{code},Nguyễn Văn {code[-1]},{phone},{code[:4]}" for code, phone in PHONES.items()]
        path = scenario.folder / "list.csv"
        path.write_text("\n".join(rows) + "\n")
        assert scenario.ask("customers", "import", path)["taken"] == len(PHONES)
        plan, cls.campaign = scenario.campaign(routes=ROUTES)
        scenario.ask("campaign", "plan", plan)
        scenario.ask("campaign", "approve", cls.campaign)
        wait_for("the gateway's answers", lambda: [cls.state(code) for code in (FAILS, DOUBT, ARRIVED, STOPPED, THEIRS)]
                 == ["failed", "in_doubt", "in_doubt", "failed", "failed"], 120)
        assert all(count > 0 for count in scenario.struck()), scenario.struck()
        for name, *more in (("lan", "--role", "support"), ("minh", "--role", "operator"), ("xem", "--role", "viewer"),
                            ("don-vi", "--role", "operator", "--unit", "PA01")):
            scenario.ask("users", "add", name, *more, input=PASSWORD + "\n")

    @classmethod
    def delivery(cls, code):
        found = cls.scenario.api("/api/v1/deliveries/find", {"query": code})
        return found["deliveries"][0]

    @classmethod
    def state(cls, code):
        return cls.delivery(code)["state"]

    def left(self, code):
        """How often the gateway took a message for that customer."""
        return self.scenario.references().count(self.delivery(code)["reference"])

    def browser(self, name, code):
        """(browser, address of the customer's page, what the page says)."""
        browser = super().browser(name)
        status, page, address = browser.look_up(code)
        self.assertEqual(status, 200)
        return browser, address, page

    def form(self, page, code, **more):
        seen = re.search(r'name="seen" value="(\d+)"', page).group(1)
        version = re.search(r'name="customer_version" value="(\d+)"', page).group(1)
        return {"reference": self.delivery(code)["reference"], "seen": seen, "customer_version": version,
                "reason": "khách yêu cầu", **more}

    def submit_together(self, browser, target, form, times=4):
        """The same form several times at once, as a double click sends it: the answers' (status, Location)."""
        answers, start = [], threading.Barrier(times)

        def submit():
            hand = Browser(self.scenario)
            hand.cookies, hand.token = dict(browser.cookies), browser.token
            start.wait(60)
            answer, _ = hand.post(target, **form)
            answers.append((answer.status, answer.getheader("Location")))

        hands = [threading.Thread(target=submit) for _ in range(times)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join(120)
        self.assertEqual(len(answers), times)
        return set(answers)

    def audited(self, action):
        return self.scenario.ask("audit", "list", "--action", action)["entries"]

    def test_a_failed_message_is_sent_again_once_for_a_form_that_is_sent_often(self):
        browser, address, page = self.browser("lan", FAILS)
        self.assertEqual(self.left(FAILS), 0)
        self.assertIn(address + "/resend", page)
        form = self.form(page, FAILS)
        done = {(303, address + "?done=resent")}
        self.assertEqual(self.submit_together(browser, address + "/resend", form), done)
        # The gateway refuses it a second time. The old form may not send it a third time then.
        wait_for("the second refusal", lambda: (self.delivery(FAILS)["attempts"], self.state(FAILS)) == (2, "failed"), 120)
        self.assertEqual(self.submit_together(browser, address + "/resend", form), done)
        self.assertEqual((self.delivery(FAILS)["attempts"], self.state(FAILS)), (2, "failed"))
        self.assertEqual(self.left(FAILS), 0)
        reference = self.delivery(FAILS)["reference"]
        mine = [entry for entry in self.audited("delivery.resend") if entry["subject"] == reference]
        self.assertEqual([(entry["who"], entry["reason"]) for entry in mine], [("lan", "khách yêu cầu")])
        # A page that knows of the second refusal may.
        form = self.form(browser.get(address)[1], FAILS)
        self.assertEqual(self.submit_together(browser, address + "/resend", form), done)
        wait_for("the message", lambda: self.left(FAILS) == 1, 120)
        self.scenario.settle_receipts()
        wait_for("its receipt", lambda: self.state(FAILS) == "delivered", 120)
        self.assertEqual((self.left(FAILS), self.delivery(FAILS)["attempts"]), (1, 3))
        answer, page = browser.get(address + "?done=resent")
        self.assertIn('role="status">Đã xếp tin để gửi lại.', page)
        self.assertIn("Không gửi lại được: Khách hàng đã nhận được tin này.", page)

    def test_a_doubt_is_sent_again_by_an_operator_who_confirms_it_and_once(self):
        browser, address, page = self.browser("lan", DOUBT)
        self.assertIn("Người vận hành kết luận", page)
        self.assertNotIn(address + "/resolve", page)
        self.assertEqual(browser.post(address + "/resolve", reference=self.delivery(DOUBT)["reference"], seen="1",
                                      customer_version="1", reason="x", **{"as": "delivered"})[0].status, 403)
        browser, address, page = self.browser("minh", DOUBT)
        form = self.form(page, DOUBT, **{"as": "resend"})
        answer, page = browser.post(address + "/resolve", **form)
        self.assertEqual(answer.status, 400)
        self.assertIn("câu xác nhận", page)
        self.assertEqual((self.state(DOUBT), self.left(DOUBT)), ("in_doubt", 0))
        done = {(303, address + "?done=resent")}
        self.assertEqual(self.submit_together(browser, address + "/resolve", {**form, "confirm": "yes"}), done)
        wait_for("the message", lambda: self.left(DOUBT) == 1, 120)
        self.scenario.settle_receipts()
        wait_for("its receipt", lambda: self.state(DOUBT) == "delivered", 120)
        self.assertEqual(self.submit_together(browser, address + "/resolve", {**form, "confirm": "yes"}), done)
        self.assertEqual((self.left(DOUBT), self.delivery(DOUBT)["attempts"]), (1, 2))

    def test_a_doubt_is_decided_by_what_the_customer_says(self):
        browser, address, page = self.browser("minh", ARRIVED)
        answer, _ = browser.post(address + "/resolve", **self.form(page, ARRIVED, **{"as": "delivered"}))
        self.assertEqual((answer.status, answer.getheader("Location")), (303, address + "?done=resolved"))
        self.assertEqual((self.state(ARRIVED), self.left(ARRIVED)), ("delivered", 0))
        entry = self.audited("delivery.resolve_delivered")[0]
        self.assertEqual((entry["who"], entry["reason"]), ("minh", "khách yêu cầu"))

    def test_who_is_not_to_be_written_to_is_not_sent_again_until_that_is_taken_back(self):
        browser, address, page = self.browser("lan", STOPPED)
        form = self.form(page, STOPPED)
        answer, _ = browser.post(address + "/stop", whom="customer", scope="all", words="không muốn nhận", **{"class": "all"})
        self.assertEqual(answer.getheader("Location"), address + "?done=stopped")
        page = browser.get(address)[1]
        self.assertIn("Không gửi lại được: Khách hàng đã yêu cầu ngừng nhận tin.", page)
        self.assertNotIn(address + "/resend", page)
        answer, page = browser.post(address + "/resend", **form)
        self.assertEqual(answer.status, 422)
        self.assertIn('role="alert"', page)
        self.assertEqual((self.state(STOPPED), self.left(STOPPED)), ("failed", 0))
        browser, address, page = self.browser("minh", STOPPED)
        self.assertIn(address + "/take-back", page)
        answer, _ = browser.post(address + "/take-back", whom="customer", scope="all", reason="khách đổi ý")
        self.assertEqual(answer.getheader("Location"), address + "?done=taken_back")
        answer, _ = browser.post(address + "/resend", **form)
        self.assertEqual(answer.getheader("Location"), address + "?done=resent")
        wait_for("the message", lambda: self.left(STOPPED) == 1, 120)

    def test_a_call_is_noted_once_and_goes_with_an_erasure_and_never_into_the_log(self):
        browser, address, _ = self.browser("lan", OTHER)
        form = {"note": "con gái Mai gọi hộ", "after": "0"}
        self.assertEqual(self.submit_together(browser, address + "/note", form), {(303, address + "?done=noted")})
        notes = [entry for entry in self.audited("customer.note") if entry["subject"] == OTHER]
        self.assertEqual([(entry["who"], entry["reason"]) for entry in notes], [("lan", "con gái Mai gọi hộ")])
        self.assertEqual(browser.get(address)[1].count("con gái Mai gọi hộ"), 1)
        self.assertEqual(self.scenario.ask("customers", "show", OTHER)["notes"][0]["note"], "con gái Mai gọi hộ")
        self.scenario.ask("customers", "erase", OTHER, "--confirm", OTHER)
        self.assertNotIn("con gái", browser.get(address)[1])
        self.assertEqual([entry["reason"] for entry in self.audited("customer.note") if entry["subject"] == OTHER], [""])
        answer, _ = browser.post(address + "/note", note="gọi lại", after="0")
        self.assertEqual(answer.status, 422)
        log = self.scenario.log()
        for word in ("con gái", PHONES[OTHER][1:], "Nguyễn"):
            self.assertNotIn(word, log)

    def test_a_role_of_units_and_a_foreign_form_do_nothing(self):
        browser, address, page = self.browser("minh", THEIRS)
        form = self.form(page, THEIRS)
        theirs = Browser(self.scenario)
        theirs.log_in("don-vi")
        other = self.browser("minh", FAILS)[1]
        for verb in ("resend", "resolve", "stop", "take-back", "note"):
            with self.subTest(verb):
                self.assertEqual(theirs.post(f"{other}/{verb}", **form)[0].status, 404)
                self.assertEqual(browser.post(f"{address}/{verb}", token="0" * 64, **form)[0].status, 403)
                self.assertEqual(browser.post(f"{address}/{verb}", {"Sec-Fetch-Site": "cross-site"}, **form)[0].status, 403)
        viewer = self.browser("xem", THEIRS)[0]
        self.assertEqual(viewer.post(address + "/resend", **form)[0].status, 403)
        self.assertEqual((self.state(THEIRS), self.left(THEIRS)), ("failed", 0))

    def test_suppressions_are_found_added_and_taken_back_without_an_address_in_an_address(self):
        page = "/console/suppressions"
        browser = Browser(self.scenario)
        browser.log_in("minh")
        answer, _ = browser.post(page + "/add", subject="0909 999 001", scope="sms", reason="do_not_call", note="theo danh sách")
        self.assertEqual((answer.status, answer.getheader("Location")), (303, page + "?done=stopped"))
        self.assertIn("0909 *** 001", browser.get(page)[1])
        answer, found = browser.post(page + "/find", subject="+84909999001")
        self.assertEqual((answer.status, answer.getheader("Location")), (200, None))
        self.assertIn("0909 *** 001", found)
        answer, _ = browser.post(page + "/remove", subject="0909999001", scope="sms", reason="nhầm số")
        self.assertEqual(answer.getheader("Location"), page + "?done=taken_back")
        self.assertIn("đã bỏ lúc", browser.post(page + "/find", subject="0909999001")[1])
        self.assertEqual(browser.post(page + "/remove", subject="0909999001", scope="sms", reason="x")[0].status, 404)
        self.assertNotIn("909999001", self.scenario.log())


if __name__ == "__main__":
    unittest.main(verbosity=2)
