#!/usr/bin/python3
"""A channel without C++, kind `exec`: keeps a file of what it has sent. Its own argument is that file's path."""
import json
import sys

book = open(sys.argv[1], "a", encoding="utf-8")
sent = {json.loads(line)["reference"] for line in open(sys.argv[1], encoding="utf-8")}


def say(**words):
    print(json.dumps(words), flush=True)


for line in sys.stdin:
    message = json.loads(line)
    reference = message["reference"]
    if reference in sent:
        say(reference=reference, outcome="duplicate")
    elif not message["text"]:
        say(reference=reference, outcome="failed", reason="content_rejected", detail="there is no text")
    else:
        book.write(line)
        book.flush()
        sent.add(reference)
        say(reference=reference, outcome="accepted", provider_id=f"book-{len(sent)}")
        say(receipt="delivered", reference=reference)
