#!/usr/bin/python3
"""The console's pages of administration over HTTP, held against trianctl: users and their sessions, one's own password,
channels, letters, the audit, and API tokens from their making to their end."""

import html
import json
import re
import subprocess
import unittest

from browser import PASSWORD, Browser
from console_case import ConsoleCase
from press import ROUTE, configure
from service import wait_for

NEW = "another good password"


class ConsoleAdministration(ConsoleCase):
    @classmethod
    def prepare(cls, scenario):
        configure(scenario, batch=1000, more=scenario.default_channels().split("  zalo:")[0])
        scenario.start()
        for name, role in (("quan-tri", "admin"), ("van-hanh", "operator")):
            scenario.ask("users", "add", name, "--role", role, input=PASSWORD + "\n")

    def see(self, browser, target, status=200):
        answer, page = browser.get(target)
        self.assertEqual(answer.status, status, page)
        return html.unescape(page)

    def do(self, browser, target, status=303, **fields):
        answer, page = browser.post(target, **fields)
        self.assertEqual(answer.status, status, page)
        return answer, html.unescape(page)

    def curl(self, token, path, *options):
        """(status, document) of a call of the API as a program makes it."""
        done = subprocess.run(
            ["curl", "--silent", "--show-error", "--max-time", "60", "--config", "-", "--write-out", "\n%{http_code}",
             f"http://127.0.0.1:{self.scenario.port}{path}", *options],
            input=f'header = "Authorization: Bearer {token}"\n', capture_output=True, text=True, check=True)
        body, _, status = done.stdout.rpartition("\n")
        return int(status), json.loads(body)

    def user(self, name):
        return next(user for user in self.scenario.ask("users", "list")["users"] if user["name"] == name)

    def test_a_user_of_the_console_logs_in_and_a_new_role_ends_his_session(self):
        admin = self.browser("quan-tri")
        self.see(admin, "/console/users")
        self.do(admin, "/console/users", name="minh", role="support", units="PA05", password=NEW, again=NEW)
        self.assertEqual((self.user("minh")["role"], self.user("minh")["units"]), ("support", ["PA05"]))
        minh = self.browser("minh", NEW)
        self.assertNotIn("/console/users", self.see(minh, "/"))
        self.see(minh, "/console/users", 403)
        self.see(minh, "/console/audit", 403)

        self.see(admin, "/console/users/minh")
        self.do(admin, "/console/users/minh", order="role", role="operator", units="")
        self.assertEqual((self.user("minh")["role"], self.user("minh")["units"]), ("operator", []))
        self.see(minh, "/", 303)
        minh = self.browser("minh", NEW)
        self.assertIn("/console/channels", self.see(minh, "/"))
        self.do(admin, "/console/users/minh", order="disable")
        self.see(minh, "/", 303)
        self.assertEqual(Browser(self.scenario).log_in("minh", NEW)[0].status, 403)
        self.do(admin, "/console/users/minh", order="enable")
        self.browser("minh", NEW)
        audit = self.see(admin, "/console/audit?who=quan-tri&action=user")
        for word in ("user.add", "user.role", "user.disable", "user.enable", "support PA05"):
            self.assertIn(word, audit)
        self.assertNotIn(NEW, self.scenario.log())

    def test_the_last_administrator_is_told_that_he_is(self):
        admin = self.browser("quan-tri")
        self.see(admin, "/console/users/quan-tri")
        _, page = self.do(admin, "/console/users/quan-tri", 422, order="disable")
        self.assertIn("you are the last administrator", page)
        self.see(admin, "/console/users")

    def test_everybody_changes_his_own_password(self):
        self.scenario.ask("users", "add", "tu-doi", "--role", "viewer", input=PASSWORD + "\n")
        elsewhere, here = self.browser("tu-doi"), self.browser("tu-doi")
        self.see(here, "/console/password")
        self.do(here, "/console/password", 403, present="wrong", password=NEW, again=NEW)
        self.do(here, "/console/password", 400, present=PASSWORD, password=NEW, again=NEW + "!")
        answer, _ = self.do(here, "/console/password", present=PASSWORD, password=NEW, again=NEW)
        self.assertIn("Đã đổi mật khẩu.", self.see(here, answer.getheader("Location")))
        self.see(elsewhere, "/", 303)
        self.assertEqual(Browser(self.scenario).log_in("tu-doi")[0].status, 403)
        self.browser("tu-doi", NEW)
        done = self.scenario.ask("audit", "list", "--who", "tu-doi", "--action", "user.passwd")["entries"]
        self.assertEqual([entry["reason"] for entry in done], ["own"])
        metrics = Browser(self.scenario).get("/metrics")[1]
        failures = re.search(r"^triand_login_failures_total (\d+)", metrics, re.MULTILINE)
        self.assertGreaterEqual(int(failures.group(1)), 2)

    def test_a_channel_is_paused_and_resumed_for_everybody(self):
        operator = self.browser("van-hanh")
        self.assertIn("Đang", self.see(operator, "/console/channels"))
        self.see(operator, "/console/channels/sms")
        self.do(operator, "/console/channels/sms", order="pause", reason="đổi đầu số")
        shown = self.scenario.ask("channels", "show", "sms")
        self.assertEqual((shown["state"], shown["who"], shown["detail"]), ("paused", "van-hanh", "đổi đầu số"))
        self.assertIn("đổi đầu số", self.see(operator, "/console/channels"))
        self.do(operator, "/console/channels/sms", order="resume", reason="xong")
        self.assertNotEqual(self.scenario.ask("channels", "show", "sms")["state"], "paused")
        done = self.scenario.ask("audit", "list", "--who", "van-hanh")["entries"]
        self.assertEqual([(entry["action"], entry["reason"]) for entry in done if entry["action"] in ("pause", "resume")],
                         [("resume", "xong"), ("pause", "đổi đầu số")])
        answer, _ = self.do(operator, "/console/channels/sms/test", to="0912345678")
        self.assertNotIn("912345678", answer.getheader("Location"))
        self.see(operator, answer.getheader("Location"))
        self.assertNotIn("912345678", self.scenario.log())

    def gathered(self, campaign):
        letters = self.scenario.status(campaign)["channels"]["letter"]
        return letters["sending"] > 0 and letters["queued"] == 0

    def test_letters_are_handed_over_downloaded_and_acknowledged(self):
        scenario = self.scenario
        scenario.ask("customers", "import", scenario.customers(30))
        plan, campaign = scenario.campaign(routes=ROUTE)
        scenario.ask("campaign", "plan", plan)
        scenario.ask("campaign", "approve", campaign)
        wait_for("every letter in the batch", lambda: self.gathered(campaign), 120)
        batch = scenario.ask("letters", "list")["batches"][-1]
        planned = batch["letters"]
        self.assertGreater(planned, 10)
        self.assertEqual((batch["state"], batch["folder"]), ("open", ""))
        address = "/console/letters/" + batch["batch"]
        operator = self.browser("van-hanh")
        self.assertIn(batch["batch"], self.see(operator, "/console/letters"))
        self.assertIn(address + "/release", self.see(operator, address))
        self.see(operator, address + "/pdf", 409)
        asks = self.see(operator, address + "/release")
        self.assertIn(f"có {planned} thư", asks)
        self.assertIn("23:59", asks)
        answer, _ = self.do(operator, address + "/release")
        wait_for("the batch with the print house",
                 lambda: "Đã xong." in self.see(operator, answer.getheader("Location")))
        folder = scenario.letters / "outbox" / batch["batch"]
        self.assertTrue((folder / "letters.pdf").is_file())
        page = self.see(operator, address)
        self.assertIn(str(folder), page)
        self.assertIn("Đã giao nhà in", page)
        manifest = self.see(operator, address + "/manifest")
        references = [line.split(",")[0] for line in manifest.splitlines()[1:]]
        # A letter whose address does not fit is refused when it is rendered.
        self.assertTrue(10 < len(references) <= planned, (references, planned))
        connection = subprocess.run(
            ["curl", "--silent", "--fail", "--max-time", "60", "--config", "-",
             f"http://127.0.0.1:{scenario.port}{address}/pdf"],
            input=f'cookie = "triand-session={operator.cookies["triand-session"]}"\n'.encode(), capture_output=True,
            check=True)
        self.assertEqual(connection.stdout, (folder / "letters.pdf").read_bytes())
        wait_for("the letters as accepted",
                 lambda: scenario.status(campaign)["channels"]["letter"]["accepted"] == len(references))

        self.see(operator, "/console/letters")
        rows = "".join(f"{reference},posted,2026-12-20,\n" for reference in references) + "nobody,posted,,\n"
        _, told = self.do(operator, "/console/letters/ack", 200, file="reference,status,date,reason\n" + rows)
        self.assertIn("there is no letter nobody", told)
        self.assertEqual(scenario.status(campaign)["channels"]["letter"]["delivered"], len(references))
        done = [entry["action"] for entry in scenario.ask("audit", "list", "--action", "letters")["entries"]]
        self.assertEqual(done, ["letters.ack", "letters.fetch", "letters.fetch", "letters.release"])

    def test_a_token_lets_a_program_in_until_it_is_revoked_or_its_account_changes(self):
        scenario = self.scenario
        scenario.ask("users", "add", "bao-cao", "--role", "viewer", input=PASSWORD + "\n")
        made = scenario.ask("users", "token", "bao-cao", "--for", "report-job")
        token = made["token"]
        self.assertEqual(self.curl(token, "/api/v1/campaigns")[0], 200)
        status, document = self.curl(token, "/api/v1/users")
        self.assertEqual((status, document["error"]), (403, "not-allowed"))
        status, document = self.curl(token, "/api/v1/tokens", "--json", '{"name":"more"}')
        self.assertEqual((status, document["error"]), (403, "not-allowed"))
        self.assertEqual(self.curl("x" + token, "/api/v1/campaigns")[0], 401)
        wait_for("its use on record", lambda: scenario.ask("users", "tokens", "bao-cao")["tokens"][0]["used_at"])
        scenario.ask("users", "revoke", "bao-cao", str(made["id"]))
        self.assertEqual(self.curl(token, "/api/v1/campaigns")[0], 401)

        owner = self.browser("bao-cao")
        self.see(owner, "/console/tokens")
        _, page = self.do(owner, "/console/tokens", 200, order="make", name="own-job", until="")
        own = re.search(r"<code>(triand_[0-9a-f]{64})</code>", page).group(1)
        self.assertEqual(self.curl(own, "/api/v1/campaigns")[0], 200)
        self.assertNotIn(own, self.see(owner, "/console/tokens"))
        scenario.ask("users", "role", "bao-cao", "support")
        self.assertEqual(self.curl(own, "/api/v1/campaigns")[0], 401)
        self.assertEqual(scenario.ask("users", "tokens", "bao-cao")["tokens"], [])
        for secret in (token, own):
            self.assertNotIn(secret, scenario.log())
            self.assertNotIn(secret.encode(), scenario.database.read_bytes())


if __name__ == "__main__":
    unittest.main(verbosity=2)
