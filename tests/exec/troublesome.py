#!/usr/bin/python3
"""A channel program for tests that keeps a book of what it has sent and makes trouble as a file tells it. Arguments: the
book, and a JSON file {"die_every": N, "hang_every": N, "garbage_every": N, "refuse_every": N, "retry_every": N, "slow": S,
"late_receipts": true} in which N counts the messages of one life of the program."""
import json
import os
import signal
import sys
import threading
import time

book = open(sys.argv[1], "a", encoding="utf-8")
orders = json.load(open(sys.argv[2], encoding="utf-8"))
count = 0


def say(**words):
    # One write for each line, so that threads do not mix them.
    os.write(1, (json.dumps(words) + "\n").encode())


def due(name):
    return orders.get(name, 0) and count % orders[name] == 0


print(f"begun for {orders}", file=sys.stderr, flush=True)
for line in sys.stdin:
    message = json.loads(line)
    reference = message["reference"]
    count += 1
    time.sleep(orders.get("slow", 0))
    if due("refuse_every"):
        say(reference=reference, outcome="failed", reason="bad_number", detail="not in use")
        continue
    if due("retry_every"):
        say(reference=reference, outcome="retry", reason="unreachable", retry_after_s=0.2)
        continue
    if due("garbage_every"):
        os.write(1, b"\xff\xfe this is no answer\n" + b"x" * 200_000 + b"\n")
    # It is sent from here on, whether or not anybody hears of it.
    book.write(json.dumps(message, ensure_ascii=False) + "\n")
    book.flush()
    if due("die_every"):
        os.kill(os.getpid(), signal.SIGKILL)
    if due("hang_every"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True:
            time.sleep(1)
    provider_id = f"b-{os.getpid()}-{count}"
    say(reference=reference, outcome="accepted", provider_id=provider_id)
    if orders.get("late_receipts"):
        # By the program's own id alone: nothing else names the message.
        threading.Timer(0.2, say, kwargs={"receipt": "delivered", "provider_id": provider_id}).start()
