#!/usr/bin/python3
"""The web console over HTTP: log-in, wrong passwords, the support desk's look-up by all that a customer is known by, masks
and reveals, foreign forms, log-out, and the headers of every page."""

import html
import re
import time
import unittest

from browser import PASSWORD
from console_case import ConsoleCase
from service import wait_for

HOSTILE = "<script>alert(1)</script>"
ROWS = """customer_code,full_name,phone,email,address,unit
PA05010000001,Nguyễn Văn An,0912345678,an@example.vn,12 Trần Phú,PA05
PA05010000002,Trần Bình,0912345678,binh@example.vn,14 Trần Phú,PA05
PA05010000003,"<script>alert(1)</script>",0987654321,chi@example.vn,16 Trần Phú,PA05
PA01010000004,Phạm Dung,0977654321,dung@example.vn,18 Trần Phú,PA01
"""
ROUTES = """
  - send: [sms]
"""


class Console(ConsoleCase):
    @classmethod
    def prepare(cls, scenario):
        scenario.start()
        path = scenario.folder / "list.csv"
        path.write_text(ROWS)
        assert scenario.ask("customers", "import", path)["taken"] == 4
        plan, cls.campaign = scenario.campaign(routes=ROUTES)
        scenario.ask("campaign", "plan", plan)
        scenario.ask("campaign", "approve", cls.campaign)
        scenario.settle_receipts()
        wait_for("the messages", lambda: scenario.status(cls.campaign)["recipients"]["reached"] == 3, 120)
        for name, *more in (("lan", "--role", "support"), ("xem", "--role", "viewer"),
                            ("don-vi", "--role", "support", "--unit", "PA01"), ("throttled", "--role", "support"),
                            ("leaver", "--role", "support")):
            scenario.ask("users", "add", name, *more, input=PASSWORD + "\n")

    def audited(self, **asked):
        options = [word for key, value in asked.items() for word in ("--" + key, value)]
        return self.scenario.ask("audit", "list", *options)["entries"]

    def test_without_a_log_in_there_is_nothing_but_the_log_in(self):
        browser = self.browser()
        answer, page = browser.get("/")
        self.assertEqual((answer.status, answer.getheader("Location")), (303, "/console/log-in"))
        self.assertEqual(browser.get("/console/customers/1")[0].status, 303)
        answer, page = browser.get("/console/log-in")
        self.assertEqual(answer.status, 200)
        self.assertIn('<html lang="vi">', page)
        self.assertIn('<html lang="en">', browser.get("/console/log-in?lang=en")[1])
        self.assertIn('<html lang="en">', browser.get("/console/log-in")[1])

    def test_log_in_and_log_out_are_at_the_server_and_in_the_audit(self):
        browser = self.browser("lan")
        session = browser.cookies["triand-session"]
        self.assertEqual(browser.get("/")[0].status, 200)
        self.assertEqual(self.audited(who="lan", action="console")[0]["action"], "console.log_in")
        self.assertEqual(browser.post("/console/log-out", token="")[0].status, 403)
        self.assertEqual(browser.get("/")[0].status, 200)
        self.assertEqual(browser.post("/console/log-out")[0].status, 303)
        self.assertNotIn("triand-session", browser.cookies)
        browser.cookies["triand-session"] = session
        self.assertEqual(browser.get("/")[0].status, 303)
        self.assertEqual(self.audited(who="lan", action="console")[0]["action"], "console.log_out")

    def test_the_session_cookie_is_for_this_site_and_no_script(self):
        browser = self.browser()
        answer, _ = browser.log_in("lan")
        cookies = answer.headers.get_all("Set-Cookie")
        session = next(line for line in cookies if line.startswith("triand-session="))
        for word in ("HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(word, session)
        device = next(line for line in cookies if line.startswith("triand-device="))
        for word in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=7776000"):
            self.assertIn(word, device)
        self.assertEqual(len(cookies), 3, cookies)  # the form's own goes

    def test_a_wrong_password_waits_longer_each_time_and_the_right_one_with_it(self):
        browser = self.browser()
        refused = [browser.log_in("throttled", "wrong") for _ in range(5)]
        self.assertEqual({answer.status for answer, _ in refused}, {403})
        unknown, page = browser.log_in("nobody-here", "wrong")
        self.assertEqual((unknown.status, page), (403, refused[0][1]))
        self.assertEqual(len(self.audited(who="throttled", action="console.refused")), 5)
        # The wait may be over before a slow machine asks: each further failure doubles it.
        for _ in range(12):
            answer, page = browser.log_in("throttled", "wrong")
            if answer.status == 429:
                break
        self.assertEqual(answer.status, 429)
        self.assertIn("Xin thử lại sau", page)
        wait = int(answer.getheader("Retry-After"))
        self.assertGreater(wait, 0)
        deadline = time.monotonic() + wait + 60
        while True:
            answer, page = browser.log_in("throttled")
            if answer.status != 429 or time.monotonic() > deadline:
                break
            time.sleep(0.2)
        self.assertEqual(answer.status, 303, page)

    def test_a_customer_is_found_by_all_that_he_is_known_by(self):
        browser = self.browser("lan")
        reference = self.scenario.ask("deliveries", "find", "PA05010000001")["deliveries"][0]["reference"]
        for query in ("PA05010000001", "pa05010000001", "an@example.vn", reference):
            with self.subTest(query):
                status, page, _ = browser.look_up(query)
                self.assertEqual(status, 200, page)
                self.assertIn("Nguyễn Văn An · PA05010000001", page)
                self.assertIn("Đã nhận được lời tri ân.", page)
                self.assertIn(reference, page)
                self.assertIn("EVNNPC", page)
                self.assertIn("PA05010000002", page)  # the same telephone
        for query in ("0912345678", "+84 912 345 678", "0912.345.678"):
            with self.subTest(query):
                status, page, address = browser.look_up(query)
                self.assertEqual((status, address), (200, None))
                self.assertIn("Nguyễn Văn An", page)
                self.assertIn("Trần Bình", page)
        # The second of the two with one telephone is told why nothing came.
        self.assertIn("Hệ thống không gửi lời tri ân cho khách hàng này.", browser.look_up("PA05010000002")[1])
        self.assertEqual(self.audited(who="lan", action="customer.show")[0]["subject"], "PA05010000002")

    def test_an_unknown_customer_is_told_as_unknown(self):
        browser = self.browser("lan")
        status, page, _ = browser.look_up("PA05999999999")
        self.assertEqual(status, 404)
        self.assertIn("Không tìm thấy khách hàng nào.", page)
        self.assertEqual(browser.get("/console/customers/999999")[0].status, 404)

    def test_a_viewer_sees_masks_and_may_not_reveal(self):
        browser = self.browser("xem")
        status, page, address = browser.look_up("PA05010000001")
        self.assertEqual(status, 200)
        self.assertIn("N. V. A.", page)
        self.assertIn("0912 *** 678", page)
        for whole in ("Nguyễn", "912345678", "an@example.vn", "Trần Phú", "Trần Bình"):
            self.assertNotIn(whole, html.unescape(page))
        answer, page = browser.post(address + "/reveal", reason="asked")
        self.assertEqual(answer.status, 403)
        self.assertNotIn("912345678", page)
        self.assertEqual(self.audited(who="xem", action="customer")[0]["action"], "customer.show")

    def test_a_reveal_is_timed_counted_and_audited_with_its_reason(self):
        browser = self.browser("lan")
        _, page, address = browser.look_up("PA01010000004")
        self.assertNotIn("977654321", page)
        answer, page = browser.post(address + "/reveal", reason="")
        self.assertEqual(answer.status, 400)
        self.assertNotIn("977654321", page)
        answer, page = browser.post(address + "/reveal", reason="khách hỏi số")
        self.assertEqual(answer.status, 200)
        self.assertIn("+84977654321", page)
        self.assertIn("18 Trần Phú", page)
        self.assertEqual(answer.getheader("Refresh"), f"60; url={address}")
        last = self.audited(who="lan", action="customer.reveal")[0]
        self.assertEqual((last["subject"], last["reason"]), ("PA01010000004", "khách hỏi số"))
        self.assertNotIn("977654321", browser.get(address)[1])

    def test_a_role_of_units_finds_nobody_else(self):
        browser = self.browser("don-vi")
        self.assertEqual(browser.look_up("PA01010000004")[0], 200)
        for query in ("PA05010000001", "0912345678", "an@example.vn"):
            self.assertEqual(browser.look_up(query)[0], 404)

    def test_a_foreign_form_does_nothing(self):
        browser = self.browser("lan")
        other = self.browser("xem")
        for headers, fields in (((), {"token": ""}), ((), {"token": "0" * 64}), ((), {"token": other.token}),
                                ({"Sec-Fetch-Site": "cross-site"}, {}), ({"Origin": "https://evil.test"}, {})):
            with self.subTest(headers=headers, fields=fields):
                answer, page = browser.post("/console/look-up", headers, query="PA05010000001", **fields)
                self.assertEqual(answer.status, 403)
                self.assertNotIn("Nguyễn", page)
        self.assertEqual(browser.look_up("PA05010000001")[0], 200)

    def test_a_hostile_name_runs_nowhere(self):
        browser = self.browser("lan")
        status, page, _ = browser.look_up("PA05010000003")
        self.assertEqual(status, 200)
        self.assertIn(html.escape(HOSTILE), page)
        self.assertNotIn("<script", page)

    def test_every_page_carries_the_headers(self):
        browser = self.browser("lan")
        style = re.search(r'rel="stylesheet" href="([^"]+)"', browser.get("/")[1]).group(1)
        answer, text = browser.get(style)
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.getheader("Cache-Control"), "public, max-age=31536000, immutable")
        self.assertIn(":focus-visible", text)
        address = browser.look_up("PA01010000004")[2]
        for target in ("/", address, "/console/customers/999999"):
            with self.subTest(target):
                answer, _ = browser.get(target)
                policy = answer.getheader("Content-Security-Policy")
                for rule in ("default-src 'none'", "style-src 'self'", "form-action 'self'", "frame-ancestors 'none'",
                             "base-uri 'none'"):
                    self.assertIn(rule, policy)
                self.assertNotIn("unsafe", policy)
                self.assertEqual(answer.getheader("X-Content-Type-Options"), "nosniff")
                self.assertEqual(answer.getheader("Cache-Control"), "no-store")
                self.assertEqual(answer.getheader("Referrer-Policy"), "same-origin")
                self.assertEqual(answer.getheader("Cross-Origin-Opener-Policy"), "same-origin")

    def test_an_account_that_is_disabled_or_gets_a_password_is_logged_out(self):
        browser = self.browser("leaver")
        self.scenario.ask("users", "passwd", "leaver", input=PASSWORD + "!\n")
        self.assertEqual(browser.get("/")[0].status, 303)
        self.assertEqual(browser.log_in("leaver", PASSWORD + "!")[0].status, 303)
        self.assertEqual(browser.get("/")[0].status, 200)
        self.scenario.ask("users", "disable", "leaver")
        self.assertEqual(browser.get("/")[0].status, 303)
        self.scenario.ask("users", "enable", "leaver")
        self.assertEqual(browser.get("/")[0].status, 303)

    def test_the_log_names_nobody(self):
        browser = self.browser("lan")
        browser.look_up("PA05010000001")
        log = self.scenario.log()
        for word in ("912345678", "Nguyễn", PASSWORD, browser.token):
            self.assertNotIn(word, log)


if __name__ == "__main__":
    unittest.main(verbosity=2)
