#!/usr/bin/python3
"""What outsiders can try: hostile rows, names, addresses and bodies. Each test shows first that what it forbids can be seen
at all."""

import csv
import html
import http.client
import json
import pathlib
import re
import shutil
import socket
import tempfile
import unittest

import openpyxl

from mail_peers import SMTP_SINK, Sink
from service import ROOT, Scenario, free_port, wait_for

# A customer's own words: a template's, JSON's, HTML's and a spreadsheet's syntax.
BRACES = '{{ phone }}{% if x %}'
JSON_END = 'An","template_id":"9'
MARKUP = '<img src=x onerror=a()>&'
FORMULA = "=1+1;=2+2;"
ROWS = [("PA05010000001", BRACES, "0912000001", "", "household"), ("PA05010000002", JSON_END, "0912000002", "", "household"),
        ("PA05010000003", MARKUP, "", "ba@example.vn", "household"),
        ("PA05010000004", BRACES, "", "bon@example.vn", "household"),
        ("PA05010000005", FORMULA, "", "=cmd@example.vn", "household"), ("PA05010000006", FORMULA, "", "", "large"),
        ("PA05010000007", "@SUM(A1)", "", "", "large"), ("bad", FORMULA, "", "", "household")]
NAMES = ["..", "%2e%2e", "..%2F..%2Fetc%2Fpasswd", "%2Fetc%2Fpasswd", "x%00.csv", "x%0D%0ASet-Cookie:%20a=b", "%3Cscript%3E",
         "'%20OR%201=1--", "%FF%FE"]


def request(where, method, path, body=b"", headers=()):
    """(status, headers, bytes) over the control socket (a path) or a port."""
    connection = http.client.HTTPConnection("localhost" if isinstance(where, pathlib.Path) else "127.0.0.1",
                                            None if isinstance(where, pathlib.Path) else where, timeout=60)
    try:
        if isinstance(where, pathlib.Path):
            connection.sock = socket.socket(socket.AF_UNIX)
            connection.sock.settimeout(60)
            connection.sock.connect(str(where))
        connection.request(method, path, body, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    finally:
        connection.close()


def nested(depth=30_000):
    return b'{"a":' + b"[" * depth + b"]" * depth + b"}"


def cells_of(table):
    with open(table, encoding="utf-8-sig", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row]


def reckoned(table):
    """The cells that a spreadsheet would reckon. A telephone is a number, whoever reads it."""
    return [cell for cell in cells_of(table) if cell[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"\+\d+", cell)]


def formulas(book):
    return [cell.value for sheet in openpyxl.load_workbook(book).worksheets for row in sheet.iter_rows() for cell in row
            if cell.data_type == "f"]


def html_of(name):
    """The message with a customer's name in it, as templates_in() words it."""
    return f"<p>Chào {name}</p>"


def templates_in(folder):
    """Messages that repeat the customer's name wherever a message may have one."""
    messages = folder / "templates" / "m"
    (messages / "email").mkdir(parents=True)
    (messages / "sms.txt").write_text("Xin chao {{ full_name }}\n")
    (messages / "zalo.yaml").write_text("template_id: '330875'\ndata:\n  customer_name: '{{ full_name }}'\n"
                                        "  customer_code: '{{ customer_code }}'\n  unit_name: 'x'\n  year: '{{ year }}'\n")
    (messages / "email" / "subject.txt").write_text("Gửi {{ full_name }}\n")
    (messages / "email" / "body.txt").write_text("Chào {{ full_name }}\n")
    (messages / "email" / "body.html").write_text("<p>Chào {{ full_name }}</p>\n")
    (messages / "letter.txt").write_text("Kính gửi {{ full_name }}\n")
    return folder / "templates"


class HostileRows(unittest.TestCase):
    @unittest.skipUnless(SMTP_SINK, "smtp-sink is not installed")
    def test_what_a_list_says_stays_text_in_every_channel_and_every_file(self):
        routes = "\n  - when: {segment: large}\n    send: [letter]\n  - send: [sms, zalo, email]\n"
        with Scenario() as scenario:
            # smtp-sink writes as nobody, who cannot enter the scenario's own folder.
            mails = pathlib.Path(tempfile.mkdtemp(prefix="triand-mails-"))
            self.addCleanup(shutil.rmtree, mails, ignore_errors=True)
            mails.chmod(0o755)
            sink = Sink(mails / "sink", free_port())
            self.addCleanup(sink.stop)
            config = scenario.config.read_text().replace(f"{ROOT}/templates/messages", str(templates_in(scenario.folder)))
            config = config.replace(f"smtp://127.0.0.1:{scenario.ports['smtp']}", f"smtp://127.0.0.1:{sink.port}")
            scenario.config.write_text(config)
            scenario.start()
            scenario.authorize()
            customers = scenario.folder / "hostile.csv"
            with open(customers, "w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(["customer_code", "full_name", "phone", "email", "segment", "address"])
                writer.writerows([*row, "Số 1, Trần Phú, Bắc Giang"] for row in ROWS)
            rejects = scenario.folder / "rejects.csv"
            told = scenario.ask("customers", "import", customers, "--rejects", rejects, exit=3)
            self.assertEqual((told["taken"], told["rejected"]), (7, 1))
            path, campaign = scenario.campaign(routes=routes)
            path.write_text(re.sub(r"messages: .*", "messages: {sms: m/sms.txt, zalo: m/zalo.yaml, email: m/email, "
                                                    "letter: m/letter.txt}", path.read_text()))
            scenario.ask("campaign", "plan", path)
            scenario.ask("campaign", "approve", campaign)
            scenario.finish(campaign)
            scenario.settle_receipts()
            self.controls(scenario.folder)
            self.messages(scenario)
            self.mails(sink)
            self.files(scenario, campaign, rejects)

    def controls(self, folder):
        """What careless hands would have made of the same rows is seen by what the test looks with."""
        table, book = folder / "careless.csv", folder / "careless.xlsx"
        sheet = openpyxl.Workbook()
        with open(table, "w", encoding="utf-8", newline="") as file:
            for row in ROWS:
                csv.writer(file).writerow(row)
                sheet.active.append(row)
        sheet.save(book)
        self.assertEqual(reckoned(table), [FORMULA, "=cmd@example.vn", FORMULA, "@SUM(A1)", FORMULA])
        self.assertEqual(formulas(book), [FORMULA, "=cmd@example.vn", FORMULA, FORMULA])
        self.assertIn("template_id", json.loads(f'{{"customer_name":"{JSON_END}"}}'))
        self.assertNotEqual(html_of(MARKUP), html_of(html.escape(MARKUP, quote=False)))

    def messages(self, scenario):
        said = {}
        for one in json.loads(scenario.gateway("/ledger/messages?limit=1000"))["messages"]:
            said.setdefault(one["channel"], []).append(one["text"])
        self.assertEqual(sorted(said["sms"]), sorted(f"Xin chao {name}" for name in (BRACES, JSON_END)))
        data = [json.loads(text) for text in said["zalo"]]
        self.assertEqual(sorted(one["customer_name"] for one in data), sorted([BRACES, JSON_END]))
        # A quote in a name begins no member of its own, neither here nor in the request around it.
        self.assertTrue(all(set(one) == {"customer_name", "customer_code", "unit_name", "year"} for one in data))

    def mails(self, sink):
        mails = wait_for("the mails", lambda: sink.messages() if len(sink.messages()) == 3 else None)
        by_address = {recipient: mail for _, recipient, mail in mails}
        for address, name in (("ba@example.vn", MARKUP), ("bon@example.vn", BRACES), ("=cmd@example.vn", FORMULA)):
            mail = by_address[address]
            self.assertEqual(mail["Subject"], f"Gửi {name}")
            self.assertEqual(mail.get_body(("plain",)).get_content().strip(), f"Chào {name}")
            self.assertEqual(mail.get_body(("html",)).get_content().strip(), html_of(html.escape(name, quote=False)))

    def files(self, scenario, campaign, rejects):
        tables = {"rejects": rejects, "export": scenario.folder / "out.csv"}
        scenario.ask("deliveries", "export", campaign, "-o", tables["export"], "--reveal")
        manifests = sorted(scenario.letters.glob("outbox/*/manifest.csv"))
        self.assertTrue(manifests)
        tables.update((f"manifest {at}", manifest) for at, manifest in enumerate(manifests))
        guarded = 0
        for name, table in tables.items():
            guarded += sum(cell.startswith("'") for cell in cells_of(table))
            self.assertEqual(reckoned(table), [], name)
        # The name of the rejected row, the address of an email, two names on letters.
        self.assertGreaterEqual(guarded, 4)
        for kind in ("export", "report"):
            book = scenario.folder / f"{kind}.xlsx"
            scenario.ask(*(("deliveries", "export") if kind == "export" else ("campaign", "report")), campaign, "-o", book,
                         *(("--reveal",) if kind == "export" else ()))
            cells = [cell for sheet in openpyxl.load_workbook(book).worksheets for row in sheet.iter_rows() for cell in row]
            self.assertGreater(len(cells), 20)
            self.assertEqual(formulas(book), [], kind)
        values = {cell.value for row in openpyxl.load_workbook(scenario.folder / "export.xlsx").worksheets[0].iter_rows()
                  for cell in row}
        self.assertIn("=cmd@example.vn", values)
        # What was guarded comes back as it was.
        text = rejects.read_text(encoding="utf-8-sig").replace("bad,", "PA05010000008,", 1)
        corrected = scenario.folder / "corrected.csv"
        corrected.write_text(text)
        scenario.ask("customers", "import", corrected)
        self.assertEqual(scenario.ask("customers", "show", "PA05010000008")["full_name"], FORMULA)


class HostileRequests(unittest.TestCase):
    def test_names_bodies_and_headers_lead_nowhere_and_the_service_goes_on(self):
        with Scenario() as scenario:
            scenario.start()
            scenario.ask("customers", "import", scenario.customers(20))
            self.assertEqual(request(scenario.socket, "GET", "/api/v1/status")[0], 200)
            for place in ("campaigns/{}", "campaigns/{}/balance", "customers/{}", "deliveries/{}", "imports/{}/rejects",
                          "channels/{}", "jobs/{}", "results/{}"):
                for name in NAMES:
                    status, headers, body = request(scenario.socket, "GET", "/api/v1/" + place.format(name))
                    self.assertIn(status, (400, 404), (place, name))
                    # A document of ours, UTF-8 whatever was asked for, and no header but ours.
                    self.assertEqual(json.loads(body.decode())["schema"], "triand.error/v1", (place, name))
                    self.assertNotIn("set-cookie", {key.lower() for key, _ in headers})
                    self.assertNotIn(b"root:", body)
            for path, body in (("/api/v1/campaigns/check", nested()), ("/api/v1/deliveries/find", nested()),
                               ("/api/v1/channels/zalo/authorize", nested())):
                status, _, answer = request(scenario.socket, "POST", path, body)
                self.assertEqual(status, 400, path)
                self.assertEqual(json.loads(answer)["exit"], 2)
            # A list's name comes from outside and is kept.
            status, _, answer = request(scenario.socket, "POST", "/api/v1/imports?file=%FF..%2F%FE.csv",
                                        b"customer_code\nPA05010000009\n")
            self.assertEqual(status, 200)
            job = json.loads(answer)["job"]
            wait_for("the import", lambda: scenario.api(f"/api/v1/jobs/{job}")["state"] not in ("waiting", "running"))
            listed = scenario.ask("customers", "imports")
            self.assertIn("PA05010000009", json.dumps(scenario.ask("customers", "show", "PA05010000009")))
            self.assertNotIn("\\udcff", json.dumps(listed))
            self.webhooks(scenario)

    def webhooks(self, scenario):
        """Who is outside reaches webhooks only, and a body that is nested without measure proves nothing."""
        for path in ("/api/v1/status", "/api/v1/customers/PA05010000001", "/../api/v1/status", "/%2e%2e/api/v1/status"):
            self.assertIn(request(scenario.port, "GET", path)[0], (400, 401, 404), path)
        for path in ("/webhooks/zalo", "/webhooks/sms/sms-hook", "/webhooks/nobody"):
            status, _, _ = request(scenario.port, "POST", path, nested(), {"Content-Type": "application/json"})
            self.assertLess(status, 500, path)
        # What an answer repeats is no header of its own.
        status, headers, _ = request(scenario.port, "GET", "/webhooks/x%0D%0ASet-Cookie:%20a=b")
        self.assertEqual(status, 404)
        self.assertNotIn("set-cookie", {key.lower() for key, _ in headers})
        self.assertIsNone(scenario.service.poll())
        self.assertEqual(request(scenario.socket, "GET", "/api/v1/status")[0], 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
