#!/usr/bin/python3
"""What a gateway does with a request instead of answering it: it is slow, hangs, resets the connection at each stage, answers
429, a server's failure, a web page or ten megabytes, or fails with everything for a while. Each ends as it must, nobody is
written to twice, the account adds up, and the service answers meanwhile."""

import collections
import sys
import unittest

from books import ATTEMPT, Books
from service import wait_for
from sms_scenario import SmsScenario
from status_watch import StatusWatch

CUSTOMERS = 100
ASKED_TO_WAIT = 2  # seconds
# For how long a lane lets a gateway alone that does not say how long it should; a little less, for it counts from before
# the answer is written down.
UNASKED_WAIT = 0.9  # seconds

# What happens to telephones that end with a digit behind one from 0 to 4, so that others go well in between; whether the
# message is taken all the same; how often it is handed over.
# What was taken is settled by its receipt, whatever the service thought of the answer.
Story = collections.namedtuple("Story", "action taken attempts")
STORIES = {
    "0": Story({"delay_ms": 500}, True, 1),
    "1": Story({"hang": True}, True, 1),
    "2": Story({"big_body": 10_000_000}, True, 1),
    "3": Story({"html_page": 200, "accept": True}, True, 1),
    "4": Story({"html_page": 502}, False, 1),
    "5": Story({"http_status": 429, "retry_after": ASKED_TO_WAIT}, True, 2),
    "6": Story({"http_status": 429}, True, 2),
    "7": Story({"http_status": 503}, False, 1),
    "8": Story({"http_status": 500, "accept": True}, True, 1),
    "9": Story({"broken_json": True}, True, 1),
}


def rule(digit, story):
    once = {"first_tries": 1} if story.attempts > 1 else {}
    return {"match": {"channel": "sms", "address_regex": f"[0-4]{digit}$", **once}, "action": story.action}


class Answers(unittest.TestCase):
    def test_each_bad_answer_ends_as_it_must(self):
        with SmsScenario([rule(digit, story) for digit, story in STORIES.items()]) as scenario:
            scenario.start()
            campaign = scenario.begin(CUSTOMERS)
            with StatusWatch(scenario) as watch:
                scenario.finish(campaign)
            struck = dict(zip(STORIES, scenario.struck()))
            self.assertTrue(all(struck.values()), struck)
            states = scenario.account(campaign)
            told = collections.defaultdict(collections.Counter)
            with Books(scenario.database) as books:
                for phone, state, attempts, tried in self.deliveries(books):
                    if phone[-2] > "4":
                        self.assertEqual((state, attempts), ("delivered", 1), phone)
                        continue
                    story = STORIES[phone[-1]]
                    told[phone[-1]][state] += 1
                    self.assertEqual(state, "delivered" if story.taken else "in_doubt", (phone, story))
                    self.assertEqual(attempts, story.attempts, (phone, story))
                    if story.attempts > 1:
                        wait = story.action.get("retry_after", UNASKED_WAIT)
                        self.assertGreaterEqual(tried[1] - tried[0], wait * 1000, (phone, story))
            self.assertEqual(set(told), set(STORIES))
            print(f"answers: {sum(states.values())} messages over {len(STORIES)} kinds of answer, rules struck {struck}, "
                  f"slowest status {watch.slowest:.2f} s, {dict(states)}")

    def test_a_reset_at_each_stage_leaves_one_doubt_and_no_second_message(self):
        actions = ({"reset_before_reading": True}, {"reset_after_reading": True}, {"half_answer": True})
        rules = [{"match": {"channel": "sms", "every": each}, "action": {**action, "no_receipt": True}}
                 for each, action in zip((7, 6, 5), actions)]
        with SmsScenario(rules) as scenario:
            scenario.start()
            campaign = scenario.begin(CUSTOMERS)
            with StatusWatch(scenario) as watch:
                scenario.finish(campaign)
            struck = scenario.struck()
            self.assertGreater(min(struck), 3, struck)
            states = scenario.account(campaign)
            # Each that was struck is in doubt, and none of them was handed over again.
            self.assertEqual(states["in_doubt"], sum(struck))
            self.assertEqual(states["delivered"], sum(states.values()) - sum(struck))
            print(f"resets: {struck} before the request was read, behind it and in the middle of the answer; slowest "
                  f"status {watch.slowest:.2f} s, {dict(states)}")

    def test_a_gateway_that_fails_with_everything_is_let_alone_until_it_is_back(self):
        failing = {"match": {"channel": "sms"}, "action": {"http_status": 503}}
        with SmsScenario([failing]) as scenario:
            scenario.start()
            campaign = scenario.begin(150)
            with StatusWatch(scenario) as watch:
                wait_for("the breaker", lambda: any(hold["reason"] == "breaker_open" and hold["channel"] == "sms"
                                                    for hold in scenario.status(campaign)["holds"]))
                wait_for("the last answers", lambda: scenario.counts(campaign)["sending"] == 0)
                struck = scenario.struck()[0]
                # A few windows' worth, and not the campaign.
                self.assertLess(struck, 5 * scenario.concurrency)
                self.assertGreater(scenario.counts(campaign)["queued"], 0)
                scenario.put_rules([])
                wait_for("messages", lambda: scenario.references())
            states = scenario.account(campaign)
            self.assertGreaterEqual(states["in_doubt"], struck)
            self.assertLess(states["in_doubt"], 6 * scenario.concurrency)
            self.assertEqual(states["in_doubt"] + states["delivered"], sum(states.values()))
            print(f"storm of 503: {struck} requests until it was let alone, slowest status {watch.slowest:.2f} s, "
                  f"{dict(states)}")

    def deliveries(self, books):
        """(telephone, state, attempts, when each was answered) of every delivery."""
        answered = collections.defaultdict(list)
        for delivery, at in books.rows("SELECT delivery_id, at FROM history WHERE event = ? ORDER BY id", ATTEMPT):
            answered[delivery].append(at)
        states = {d.id: d.state for campaign, in books.rows("SELECT name FROM campaign") for d in books.deliveries(campaign)}
        for id, phone in books.rows("SELECT d.id, c.phone FROM delivery d JOIN customer c ON c.id = d.customer_id"):
            yield str(phone), states[id], len(answered[id]), answered[id]


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
