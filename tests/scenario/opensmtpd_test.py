#!/usr/bin/python3
"""Email against OpenSMTPD: over STARTTLS, with a log-in, while it refuses, counts the mails of a session and dies with mail
in its queue. What the service says is compared, line by line, with what lies in its Maildir.

`--long` takes ten times as many customers.
"""

import collections
import re
import shutil
import signal
import sys
import unittest

from books import Books, reference as reference_of
from email_test import SMS, customer_list, deliveries, run_campaign, suppressed
from opensmtpd_peer import OpenSmtpd, need_opensmtpd
from service import ROOT, Scenario, buckets_add_up, wait_for

TIMES = 10 if "--long" in sys.argv else 1
USER, PASSWORD = "tri-an", "mật-khẩu: 1"
ATTEMPTS = 8
SESSIONS = 4
MAX_SIZE = 32 * 1024
MAX_MAILS = 10  # in a session; OpenSMTPD says 100 unless it is told otherwise

CHANNEL = """  {name}:
    kind: email
    server: {peer.server}
    starttls: required
    ca_file: {peer.certificate}
    username: {user}
    password: "{password}"
    from: "EVNNPC <cskh@npc.example>"
    concurrency: {sessions}
    rate: 40/s
    receipts: none
    timeout: 10s
    retry: {{attempts: {attempts}, first: 200ms, factor: 1, max: 200ms}}
"""


def channel(name, peer, password=PASSWORD):
    return CHANNEL.format(name=name, peer=peer, user=USER, password=password, sessions=SESSIONS, attempts=ATTEMPTS)


class WithOpenSmtpd(unittest.TestCase):
    # What becomes of a group's emails, and why. OpenSMTPD says 550 without an enhanced code for whom no rule takes mail and
    # for whom one forbids it alike: neither is taken for a mailbox that does not exist. No more are too big than may be
    # refused in a row.
    GROUPS = {"ok": (120 * TIMES, "accepted", ""), "gone": (8 * TIMES, "failed", "refused"),
              "ruled": (8 * TIMES, "failed", "refused"), "lost": (4 * TIMES, "failed", "refused"),
              "policy": (8 * TIMES, "failed", "refused"), "grey": (4 * TIMES, "failed", "retries_exhausted"),
              "big": (4, "failed", "content_rejected")}
    REFUSALS = {"gone": r"550 Invalid recipient", "ruled": r"550 Invalid recipient",
                "lost": r"524 5\.2\.4 Mailing list expansion problem",
                "policy": r"554 5\.7\.1 Refused by policy", "grey": r"451 4\.7\.1 Come back later"}
    FILTERS = {"policy": 'rcpt-to match rcpt-to regex { "@policy[.]test$" } reject "554 5.7.1 Refused by policy"',
               "grey": 'rcpt-to match rcpt-to regex { "@grey[.]test$" } reject "451 4.7.1 Come back later"'}
    RULES = ('match auth from any for domain "ruled.test" reject',
             # A domain that it takes mail for, without the mailbox.
             'match auth from any for domain "lost.test" action "keep"')

    def setUp(self):
        need_opensmtpd()

    def peer(self, scenario, addresses):
        known = [address for address in addresses.values() if not address.endswith(("@gone.test", "@lost.test"))]
        peer = OpenSmtpd(scenario.folder / "opensmtpd", USER, PASSWORD, known, self.FILTERS, self.RULES, MAX_SIZE, MAX_MAILS)
        self.addCleanup(peer.kill)
        return peer

    def test_a_campaign_through_refusals_short_sessions_and_a_death_reconciles_line_by_line(self):
        with Scenario() as scenario:
            path, addresses = customer_list(scenario.folder, {name: group[0] for name, group in self.GROUPS.items()})
            group = {code: address.split("@")[1].split(".")[0] for code, address in addresses.items()}
            peer = self.peer(scenario, addresses)
            messages = scenario.folder / "messages"
            shutil.copytree(ROOT / "templates/messages", messages)
            shutil.copytree(messages / "tri-an/email", messages / "tri-an/long")
            with open(messages / "tri-an/long/body.txt", "a") as body:
                body.write("\nXin trân trọng cảm ơn Quý khách." * (MAX_SIZE // 30))
            config = scenario.default_config(channel("email", peer) + channel("long", peer) + SMS.format(url=scenario.url))
            scenario.config.write_text(config.replace(f"templates: {ROOT}/templates/messages", f"templates: {messages}"))
            scenario.start()
            scenario.ask("customers", "import", path)
            campaign = run_campaign(
                scenario, "tri-an", "\n  - when: {segment: [big]}\n    send: [long | sms]\n  - send: [email | sms]\n",
                {"email": "email", "long": "long", "sms": "sms.txt"})

            # It dies with mail in its queue and on its sessions, and comes back with that queue.
            def in_the_middle():
                channels = scenario.status(campaign)["channels"]
                return channels["email"]["accepted"] >= 30 * TIMES and channels["long"]["failed"] == self.GROUPS["big"][0]
            wait_for("some mails", in_the_middle)
            peer.kill()
            counts = scenario.status(campaign)["channels"]["email"]
            self.assertGreater(counts["queued"] + counts["sending"], 0, "it died in the middle")
            self.assertLess(counts["accepted"], self.GROUPS["ok"][0])
            peer.start()
            document = scenario.finish(campaign, 300)
            self.assertTrue(buckets_add_up(document), document)
            with Books(scenario.database) as books:
                told = deliveries(books, campaign)
                self.assertEqual(books.wrong_counters(campaign), [])
                self.assertEqual(books.integrity(), ["ok"])
            self.reconcile(scenario, campaign, peer, addresses, group, told)
            self.assertEqual(scenario.stop(), 0)

    def reconcile(self, scenario, campaign, peer, addresses, group, told):
        accepted = {c for c in addresses if told.get((c, "email"), ("",))[0] == "accepted"}
        wait_for("its queue to be delivered",
                 lambda: accepted <= {codes_by_address(addresses)[to] for _, to, _ in peer.messages()})
        # A server that died behind a delivery may deliver once more; what it was given twice has two ids.
        taken = collections.defaultdict(set)
        for sender, recipient, mail in peer.messages():
            code = codes_by_address(addresses)[recipient]
            trace = str(mail["Received"])
            self.assertRegex(trace, r"with ESMTPSA id [0-9a-f]{8} \(TLSv1\.[23]:", "encrypted, and after a log-in")
            taken[code].add(re.search(r"id ([0-9a-f]{8})", trace)[1])
            self.assertEqual(sender, "cskh@npc.example")
            self.assertEqual(mail["Message-ID"], f"<{reference_of(campaign, code, 0, 'email')}@npc.example>")

        doubtful = set()
        for code in addresses:
            _, state, reason = self.GROUPS[group[code]]
            name = "long" if group[code] == "big" else "email"
            found, _, attempts = told[(code, name)]
            if found == "in_doubt":
                doubtful.add(code)
                self.assertLessEqual(len(taken[code]), 1, code)
                continue
            self.assertEqual(found, state, code)
            self.assertEqual(len(taken[code]), 1 if state == "accepted" else 0, code)
            self.assertEqual((code, "sms") in told, state == "failed", code)
            if group[code] == "grey":
                self.assertEqual(attempts, ATTEMPTS)
        self.assertLessEqual(len(doubtful), SESSIONS, "no more than were on the way when it died")
        self.assertLessEqual({group[code] for code in doubtful}, {"ok"}, "nothing is in doubt before its last dot")
        for name, (_, state, reason) in self.GROUPS.items():
            code = next(c for c in addresses if group[c] == name and c not in doubtful)
            found = scenario.ask("deliveries", "find", code)["deliveries"]
            if state == "failed":
                self.assertEqual({d["channel"]: d["reason"] for d in found}["long" if name == "big" else "email"], reason)
        self.assertEqual(suppressed(scenario), set(), "none of these answers is about an address for good")

        # Each fault has struck everybody that it was for.
        refusals = peer.refusals()
        for name, answer in self.REFUSALS.items():
            struck = {re.search("<(.*)>", command)[1] for command, words in refusals
                      if command.startswith("RCPT TO") and re.match(answer, words)}
            self.assertLessEqual({addresses[c] for c in addresses if group[c] == name}, struck, name)
        self.assertEqual(len(re.findall(r"554 5\.3\.4 Message too big", peer.log())), self.GROUPS["big"][0])
        full = sum(words.startswith("452 4.5.3") for _, words in refusals)
        self.assertGreater(full, 0, "sessions were ended for the number of their mails")
        print(f"opensmtpd: {len(addresses)} customers, {len(accepted)} mails, {len(doubtful)} in doubt, {full} sessions full, "
              f"{len(addresses) - len(accepted) - len(doubtful)} refused, every line as it should be")

    def test_a_wrong_password_stops_the_channel_and_costs_nobody_a_mail(self):
        with Scenario() as scenario:
            path, addresses = customer_list(scenario.folder, {"ok": 20 * TIMES})
            peer = self.peer(scenario, addresses)
            config = scenario.default_config(channel("email", peer, "wrong"))
            scenario.config.write_text(config)
            scenario.start()
            scenario.ask("customers", "import", path)
            campaign = run_campaign(scenario, "tri-an", "\n  - send: [email]\n", {"email": "email"})

            def reason():
                return scenario.ask("channels", "list")["channels"][0]["reason"]
            wait_for("the channel to stop", lambda: reason() == "not_authorized")
            self.assertIn("535 Authentication failed", {words for _, words in peer.refusals()})
            counts = scenario.status(campaign)["channels"]["email"]
            self.assertEqual(counts["queued"] + counts["sending"], len(addresses))
            scenario.config.write_text(config.replace('password: "wrong"', f'password: "{PASSWORD}"'))
            scenario.service.send_signal(signal.SIGHUP)
            wait_for("the new configuration", lambda: scenario.log().count(" ready ") == 2)
            scenario.ask("channels", "resume", "email")
            scenario.finish(campaign)
            wait_for("every mail", lambda: len(peer.messages()) == len(addresses))
            self.assertEqual(collections.Counter(to for _, to, _ in peer.messages()),
                             collections.Counter(addresses.values()))
            self.assertEqual(scenario.stop(), 0)


def codes_by_address(addresses):
    return {address: code for code, address in addresses.items()}


if __name__ == "__main__":
    long = [argument for argument in sys.argv if argument == "--long"]
    sys.argv = [argument for argument in sys.argv if argument not in long]
    unittest.main(verbosity=2)
