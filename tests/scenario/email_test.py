#!/usr/bin/python3
"""Email against real mail servers: a private Postfix that bounces to a Maildir, and smtp-sinks with faults. What the
service says is compared, line by line, with what the servers got.

`--long` takes ten times as many customers.
"""

import collections
import email.message
import os
import pathlib
import re
import smtplib
import sys
import unittest
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from books import Books, reference as reference_of  # noqa: E402
from mail_peers import POSTFIX, SMTP_SINK, Postfix, Sink  # noqa: E402
from service import Scenario, buckets_add_up, free_port, skip_script, wait_for  # noqa: E402

TIMES = 10 if "--long" in sys.argv else 1
BOUNCES = "bounce.npc.example"
EMAIL_SCOPE = 3  # domain::SuppressionScope::email

CHANNEL = """  {name}:
    kind: email
    server: smtp://127.0.0.1:{port}
    from: "EVNNPC <cskh@npc.example>"
    concurrency: 4
    receipts: none
    timeout: 10s
    retry: {{attempts: 3, first: 200ms, factor: 1, max: 200ms}}
"""

SMS = """  sms:
    kind: sms
    gateway: esms
    endpoint: {url}
    credentials: {{api_key: key, secret_key: secret}}
    sender: EVNNPC
    price: 850
    webhook_secret: sms-hook
"""


def customer_list(folder, groups):
    """A list of customers: group -> how many, their mailboxes at GROUP.test. Returns the path and code -> address."""
    path = folder / "customers.csv"
    rows, addresses = ["customer_code,full_name,phone,email,segment"], {}
    for group, count in groups.items():
        for _ in range(count):
            number = len(addresses)
            code = f"PA05{number:07d}"
            addresses[code] = f"Ho.{number}@{group}.test"
            rows.append(f"{code},Nguyễn Văn {number},09{12000000 + number:08d},{addresses[code]},{group}")
    path.write_text("\n".join(rows) + "\n")
    return path, addresses


def run_campaign(scenario, name, routes, channels):
    path, campaign = scenario.campaign(name, routes=routes)
    text = re.sub(r"messages: {.*}", "messages: {" + ", ".join(f"{c}: tri-an/{m}" for c, m in channels.items()) + "}",
                  path.read_text())
    path.write_text(text)
    scenario.ask("campaign", "plan", path)
    scenario.ask("campaign", "approve", campaign)
    return campaign


def deliveries(books, campaign):
    """(customer code, channel) -> (state, reason as the store counts it, attempts) of every delivery."""
    codes = dict(books.rows("SELECT id, code FROM customer"))
    facts = {row[0]: row[1:] for row in books.rows("SELECT id, reason, attempts FROM delivery")}
    return {(codes[d.customer], d.channel): (d.state, *facts[d.id]) for d in books.deliveries(campaign)}


def suppressed(scenario):
    with Books(scenario.database) as books:
        return set(books.rows("SELECT subject, scope, class FROM suppression"))


def http(url, body=None, content_type="application/x-www-form-urlencoded"):
    request = urllib.request.Request(url, data=body, headers={"Content-Type": content_type} if body is not None else {})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()


def report(to, kind, fields):
    return (f"From: mailer@x.test\r\nTo: {to}\r\nSubject: whatever\r\nAuto-Submitted: auto-replied\r\n"
            f"MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type={kind}; boundary=\"=b\"\r\n\r\n--=b\r\n"
            f"Content-Type: text/plain\r\n\r\nwords\r\n--=b\r\nContent-Type: message/{kind}\r\n\r\n{fields}\r\n--=b--\r\n")


class WithPostfix(unittest.TestCase):
    GROUPS = {"ok": 40 * TIMES, "dead": 8 * TIMES, "gone": 8 * TIMES, "full": 8 * TIMES, "policy": 8 * TIMES}
    ROUTES = "\n  - send: [email | sms]\n"
    MESSAGES = {"email": "email", "sms": "sms.txt"}

    def test_a_campaign_with_bounces_complaints_and_clicks(self):
        with Scenario() as scenario:
            os.chmod(scenario.folder, 0o755)
            post = scenario.folder / "post"
            post.mkdir()
            faults = {"ok": (), "dead": ("-f", "RCPT", "-B", "550 5.1.1 No such user"),
                      "full": ("-r", "RCPT", "-b", "452 4.2.2 Mailbox full"),
                      "policy": ("-f", "RCPT", "-B", "554 5.7.1 Refused by policy")}
            sinks = {name: Sink(scenario.folder / f"sink-{name}", free_port(), *options) for name, options in faults.items()}
            transports = {f"{name}.test": f"smtp:[127.0.0.1]:{sink.port}" for name, sink in sinks.items()}
            transports["gone.test"] = "error:5.1.1 user unknown"
            port = free_port()
            postfix = Postfix(post, port, transports, BOUNCES, lifetime="3s", warning="1s")
            try:
                scenario.config.write_text(scenario.default_config(
                    CHANNEL.format(name="email", port=port).replace("attempts: 3", "attempts: 50") +
                    f'    bounce_address: "bounces+{{reference}}@{BOUNCES}"\n'
                    f"    bounce_maildir: {postfix.maildir}\n" + SMS.format(url=scenario.url)))
                self.story(scenario, postfix, sinks)
            finally:
                postfix.stop()
                for sink in sinks.values():
                    sink.stop()

    def story(self, scenario, postfix, sinks):
        path, addresses = customer_list(scenario.folder, self.GROUPS)
        group = {code: address.split("@")[1].split(".")[0] for code, address in addresses.items()}
        scenario.start()
        scenario.ask("customers", "import", path)
        # A mail server that is away at first costs nobody anything.
        postfix.stop()
        campaign = run_campaign(scenario, "tri-an", self.ROUTES, self.MESSAGES)
        wait_for("the mail server to be missed", lambda: self.tries(scenario), 60)
        postfix.start()
        scenario.finish(campaign, 120)
        # A service that dies while bounces come in loses none.
        scenario.kill()
        scenario.start()
        soft = {c for c in addresses if group[c] in ("full", "policy")}
        hard = {c for c in addresses if group[c] in ("dead", "gone")}

        def all_told():
            with Books(scenario.database) as books:
                told = deliveries(books, campaign)
            return told if all(told[(c, "email")][0] == "failed" for c in soft | hard) else None

        wait_for("every bounce", all_told, 120)
        scenario.finish(campaign, 120)
        told = all_told()

        # Line by line.
        for code in addresses:
            state, _, attempts = told[(code, "email")]
            if group[code] == "ok":
                self.assertEqual(state, "accepted", code)
                self.assertNotIn((code, "sms"), told)
            else:
                self.assertEqual(state, "failed", code)
                self.assertIn(told[(code, "sms")][0], ("accepted", "delivered"), code)
        reasons = {"dead": "no_such_address", "gone": "no_such_address", "full": "mailbox_full", "policy": "refused"}
        for name, reason in reasons.items():
            code = next(c for c in addresses if group[c] == name)
            found = {d["channel"]: d for d in scenario.ask("deliveries", "find", code)["deliveries"]}
            self.assertEqual(found["email"]["reason"], reason)
            shown = scenario.ask("deliveries", "show", found["email"]["reference"])
            events = [item["event"] for item in shown["history"]]
            # One was refused at the door, the others came back; that a mail was delayed is a receipt of its own.
            self.assertEqual(events.count("receipt"), {"gone": 0, "full": 2}.get(name, 1), shown["history"])
        dead = {(addresses[c].replace("@D", "@d"), EMAIL_SCOPE, 0) for c in hard}
        self.assertEqual(suppressed(scenario), dead, "hard bounces suppress the address, soft ones do not")

        mails = sinks["ok"].messages()
        by_address = {recipient: (sender, mail) for sender, recipient, mail in mails}
        fine = [c for c in addresses if group[c] == "ok"]
        self.assertEqual(sorted(recipient for _, recipient, _ in mails), sorted(addresses[c] for c in fine))
        for code in fine:
            sender, mail = by_address[addresses[code]]
            reference = reference_of(campaign, code, 0, "email")
            self.assertTrue(sender.startswith(f"bounces+{reference}-"), sender)
            self.assertEqual(mail["Message-ID"], f"<{reference}@npc.example>")
            self.assertEqual(mail["Auto-Submitted"], "auto-generated")
            self.assertEqual(mail["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
            self.assertTrue(self.link(mail).startswith(f"http://127.0.0.1:{scenario.port}/u/{reference}-"))

        clicked, complained, away, forged = (fine[n * 3 * TIMES:(n + 1) * 3 * TIMES] for n in range(4))
        self.click(scenario, [self.link(by_address[addresses[c]][1]) for c in clicked], dead)
        # What comes back by mail comes through the real mail server.
        with smtplib.SMTP("127.0.0.1", postfix.port) as door:
            for code in complained:
                sender, _ = by_address[addresses[code]]
                door.sendmail("", [sender], report(
                    sender, "feedback-report", f"Feedback-Type: abuse\r\nUser-Agent: x/1\r\nVersion: 1\r\n"
                                               f"Original-Mail-From: <{sender}>\r\n"))
            for code in away:
                sender, _ = by_address[addresses[code]]
                notice = email.message.EmailMessage()
                notice["To"], notice["Subject"], notice["Auto-Submitted"] = sender, "Away", "auto-replied"
                notice.set_content("I am away.\nAction: failed\nStatus: 5.1.1\n")
                door.sendmail("", [sender], notice.as_bytes())
            for code in forged:
                sender, _ = by_address[addresses[code]]
                wrong = sender.replace(sender.split("-")[1].split("@")[0], "0" * 12)
                door.sendmail("", [wrong], report(wrong, "delivery-status", "Reporting-MTA: dns; x\r\n\r\n"
                                                  f"Final-Recipient: rfc822; {addresses[code]}\r\nAction: failed\r\n"
                                                  "Status: 5.1.1\r\n"))
        wait_for("the forged ones to be counted",
                 lambda: scenario.ask("status")["service"]["receipts_refused"] == len(forged), 60)
        expected = dead | {(subject, EMAIL_SCOPE, 0) for c in clicked + complained for subject in (addresses[c], c)}
        wait_for("the complaints", lambda: suppressed(scenario) == expected, 60)
        wait_for("an empty mailbox", lambda: not os.listdir(postfix.maildir / "new"), 60)
        self.assertEqual(len(os.listdir(postfix.maildir / "cur")), len(away) + len(forged), "kept for people")
        self.assertEqual(suppressed(scenario), expected)

        # A year later nobody of them is written to by email.
        silent = set(clicked + complained) | hard
        before = {name: len(sink.messages()) for name, sink in sinks.items()}
        tries = len(re.findall(r"to=<[^>]*@(?:dead|gone)\.test>", postfix.log()))
        second = run_campaign(scenario, "tri-an-sau", self.ROUTES, self.MESSAGES)
        document = scenario.finish(second, 120)
        self.assertTrue(buckets_add_up(document), document)
        with Books(scenario.database) as books:
            told = deliveries(books, second)
            self.assertEqual(books.wrong_counters(campaign) + books.wrong_counters(second), [])
            self.assertEqual(books.integrity(), ["ok"])
        self.assertEqual({code for code, channel in told if channel == "email"}, set(addresses) - silent)
        self.assertLessEqual(silent, {code for code, channel in told if channel == "sms"})
        wait_for("the last mails", lambda: len(sinks["ok"].messages()) == before["ok"] + len(set(fine) - silent), 60)
        new = collections.Counter(recipient for _, recipient, _ in sinks["ok"].messages()) - collections.Counter(
            recipient for _, recipient, _ in mails)
        self.assertEqual(new, collections.Counter(addresses[c] for c in fine if c not in silent))
        self.assertEqual(len(re.findall(r"to=<[^>]*@(?:dead|gone)\.test>", postfix.log())), tries)
        self.assertEqual(scenario.stop(), 0)
        print(f"postfix: {len(addresses)} customers, {len(hard)} hard and {len(soft)} soft bounces, {len(clicked)} clicks, "
              f"{len(complained)} complaints, {len(away)} holiday notices, {len(forged)} forged, every line as it should be")

    @staticmethod
    def link(mail):
        return str(mail["List-Unsubscribe"]).strip("<>")

    def tries(self, scenario):
        with Books(scenario.database) as books:
            return books.number("SELECT count(*) FROM history")

    def click(self, scenario, links, before):
        for link in links:
            status, page = http(link)
            self.assertEqual(status, 200)
            self.assertIn('<form method="post">', page)
        self.assertEqual(suppressed(scenario), before, "a GET changes nothing")
        once = b"List-Unsubscribe=One-Click"
        self.assertEqual(http(links[0], b"")[0], 400)
        self.assertEqual(http(links[0][:-1] + ("0" if links[0][-1] != "0" else "1"), once)[0], 404)
        self.assertEqual(http(links[0].replace("/u/", "/u/X"), once)[0], 404)
        self.assertEqual(suppressed(scenario), before, "nor does what is not signed, or does not ask")
        form = (b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
                "multipart/form-data; boundary=x")
        for number, link in enumerate(links):
            for _ in range(2):  # once more changes nothing
                answer = http(link, *(form if number % 2 else (once,)))
                self.assertEqual(answer[0], 200)
        with Books(scenario.database) as books:
            notes = books.number("SELECT count(*) FROM history WHERE code = 'unsubscribed'")
        self.assertEqual(notes, len(links))


class WithFaultySinks(unittest.TestCase):
    # What a sink does, and how each of its customers' deliveries ends.
    SINKS = {"doubt": (("-q", "."), "in_doubt"), "policy": (("-f", "RCPT", "-B", "554 5.7.1 Refused by policy"), "failed"),
             "full": (("-r", "RCPT", "-b", "452 4.2.2 Mailbox full"), "failed"), "busy": (("-Q", "RCPT"), "accepted"),
             "cut": (("-q", "RCPT"), "accepted"), "away": (("-q", "CONNECT"), "accepted")}
    HEALED = ("busy", "cut", "away")

    def test_each_fault_ends_as_it_should_and_nothing_arrives_twice(self):
        count = 6 * TIMES
        with Scenario() as scenario:
            os.chmod(scenario.folder, 0o755)
            sinks = {name: Sink(scenario.folder / f"sink-{name}", free_port(), *options)
                     for name, (options, _) in self.SINKS.items()}
            try:
                scenario.config.write_text(scenario.default_config("".join(
                    CHANNEL.format(name=name, port=sink.port).replace(
                        "attempts: 3", "attempts: 100" if name in self.HEALED else "attempts: 3")
                    for name, sink in sinks.items())))
                path, addresses = customer_list(scenario.folder, {name: count for name in sinks})
                scenario.start()
                scenario.ask("customers", "import", path)
                routes = "".join(f"\n  - when: {{segment: [{name}]}}\n    send: [{name}]" for name in sinks)
                campaign = run_campaign(scenario, "tri-an", routes + "\n", {name: "email" for name in sinks})
                for name in self.HEALED:
                    wait_for(f"the fault of {name} to strike", lambda: self.tried(scenario, name), 60)
                    sinks[name].stop()
                    sinks[name] = Sink(scenario.folder / f"sink-{name}-healed", sinks[name].port)
                document = scenario.finish(campaign, 120)
                self.assertTrue(buckets_add_up(document), document)
                with Books(scenario.database) as books:
                    told = deliveries(books, campaign)
                    self.assertEqual(books.wrong_counters(campaign), [])
                for (code, channel), (state, _, attempts) in told.items():
                    self.assertEqual(state, self.SINKS[channel][1], (code, channel))
                    if channel == "doubt":
                        self.assertEqual(attempts, 1, "what may have left is never sent again")
                    if channel == "full":
                        self.assertEqual(attempts, 3)
                for name in self.HEALED:
                    got = collections.Counter(recipient for _, recipient, _ in sinks[name].messages())
                    self.assertEqual(got, collections.Counter(a for a in addresses.values() if a.endswith(f"@{name}.test")))
                self.assertEqual(suppressed(scenario), set())
                self.assertEqual(scenario.stop(), 0)
                print(f"sinks: {len(told)} messages over {len(sinks)} faults, each ended as it should, none twice")
            finally:
                for sink in sinks.values():
                    sink.stop()

    def tried(self, scenario, channel):
        with Books(scenario.database) as books:
            return books.number("SELECT count(*) FROM history t JOIN channel h ON h.id = t.delivery_id >> 39 & 255 "
                                "WHERE h.name = ?", channel)


class WithRefusedTexts(unittest.TestCase):
    """A mail server that refuses some messages behind the dot."""

    def test_a_text_refused_for_some_goes_on_to_the_others(self):
        count = 24 * TIMES
        with Scenario() as scenario:
            # The stand-in refuses as spam what goes to a mailbox that begins with spam.
            rows, spam = ["customer_code,full_name,phone,email"], set()
            for number in range(count):
                code = f"PA05{number:07d}"
                if number % 4 == 0:
                    spam.add(code)
                mailbox = f"{'spam' if code in spam else 'ho'}.{number}@x.test"
                rows.append(f"{code},Nguyễn Văn {number},09{12000000 + number:08d},{mailbox}")
            path = scenario.folder / "customers.csv"
            path.write_text("\n".join(rows) + "\n")
            scenario.start()
            scenario.ask("customers", "import", path)
            campaign = run_campaign(scenario, "tri-an", "\n  - send: [email | sms]\n",
                                    {"email": "email", "sms": "sms.txt"})
            document = scenario.finish(campaign, 120)
            self.assertTrue(buckets_add_up(document), document)
            with Books(scenario.database) as books:
                told = deliveries(books, campaign)
                self.assertEqual(books.wrong_counters(campaign), [])
            self.assertEqual({c for c, channel in told if channel == "sms"}, spam)
            for (code, channel), (state, _, _) in told.items():
                if channel == "email":
                    self.assertEqual(state, "failed" if code in spam else "accepted", code)
            refused = scenario.ask("deliveries", "find", min(spam))["deliveries"]
            self.assertEqual({d["channel"]: d["reason"] for d in refused}["email"], "content_rejected")
            self.assertEqual(suppressed(scenario), set(), "a refused text suppresses nobody")
            self.assertEqual(scenario.stop(), 0)
            print(f"texts: {len(spam)} of {count} refused behind the dot, the rest went on")


if __name__ == "__main__":
    if POSTFIX is None or SMTP_SINK is None:
        skip_script("postfix is not installed")
    if os.geteuid() != 0:
        skip_script("a private Postfix needs root")
    sys.argv = [argument for argument in sys.argv if argument != "--long"]
    unittest.main(verbosity=2)
