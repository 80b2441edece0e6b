"""Reads a service's database behind its back and compares it, line by line, with what the gateways were given."""

import collections
import pathlib
import shutil
import sqlite3
import tempfile

STATES = ("queued", "sending", "accepted", "delivered", "failed", "in_doubt", "expired", "cancelled")
BUCKETS = ("pending", "sent", "reached", "unreached", "in_doubt", "suppressed", "duplicate", "expired", "cancelled")
ATTEMPT, RECEIPT, CRASH, RESOLVED, NO_RECEIPT = range(5)
# What a recipient is called whose legs stand differently: the first of these that holds for any.
BETTER = ("reached", "sent", "pending", "in_doubt", "expired", "cancelled", "unreached")
BUCKET_OF = {"queued": "pending", "sending": "pending", "accepted": "sent", "delivered": "reached",
             "failed": "unreached", "in_doubt": "in_doubt", "expired": "expired", "cancelled": "cancelled"}

Delivery = collections.namedtuple("Delivery", "id reference channel unit customer leg state covered")

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def _tag(name, length):
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    value = (value ^ value >> 32) & 0xFFFFFFFF
    return "".join(_DIGITS[value >> 5 * place & 31] for place in reversed(range(length)))


def reference(campaign, customer_code, leg, channel):
    """A delivery's name towards the world, reckoned apart from the service."""
    return _tag(campaign, 5) + customer_code + _DIGITS[leg] + _tag(channel, 3)


class Books:
    """One moment of a database. It is copied first: to look must not mend what a crash has left."""

    def __init__(self, path):
        self._folder = tempfile.TemporaryDirectory(prefix="triand-books-")
        copy = pathlib.Path(self._folder.name) / "books.db"
        # A log that begins anew between the two copies would leave out what the database's copy has not yet.
        while True:
            header = self._log_header(path)
            for tail in ("", "-wal"):
                pathlib.Path(f"{copy}{tail}").unlink(missing_ok=True)
                if pathlib.Path(f"{path}{tail}").exists():
                    shutil.copyfile(f"{path}{tail}", f"{copy}{tail}")
            if self._log_header(path) == header:
                break
        self._database = sqlite3.connect(copy)

    @staticmethod
    def _log_header(path):
        """What changes whenever the log is begun anew."""
        log = pathlib.Path(f"{path}-wal")
        if not log.exists():
            return b""
        with open(log, "rb") as file:
            return file.read(32)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._database.close()
        self._folder.cleanup()

    def rows(self, sql, *values):
        return self._database.execute(sql, values).fetchall()

    def number(self, sql, *values):
        return self.rows(sql, *values)[0][0]

    def integrity(self):
        return [row[0] for row in self.rows("PRAGMA integrity_check")]

    def deliveries(self, campaign):
        """Every delivery of the campaign; `covered`: a lease covers it and nobody has said how it ended."""
        row = self.number("SELECT id FROM campaign WHERE name = ? AND state NOT IN ('planning', 'replaced')", campaign)
        covered = {id for _, id, _ in self.on_their_way()}
        out = []
        for id, code, customer, leg, channel, state in self.rows(
                "SELECT d.id, c.code, c.id, d.leg, h.name, d.state FROM delivery d JOIN customer c ON c.id = "
                "d.customer_id JOIN channel h ON h.id = d.id >> 39 & 255 WHERE d.id >> 47 = ?", row):
            out.append(Delivery(id, reference(campaign, code, leg, channel), channel, id >> 30 & 0x1FF, customer, leg,
                                STATES[state], id in covered))
        return out

    def on_their_way(self):
        """Each delivery that a lease covers and that has no outcome, as (channel, row, when it was taken)."""
        return set(self.rows(
            "SELECT h.name, d.id, l.taken_at FROM lease l JOIN delivery d ON d.id >= l.first AND d.id < l.last "
            "JOIN channel h ON h.id = d.id >> 39 & 255 WHERE d.state = 0 AND NOT EXISTS "
            "(SELECT 1 FROM deferred w WHERE w.delivery_id = d.id)"))

    def crash_doubts(self):
        """How often a restart found a delivery that had been on its way, by channel."""
        return collections.Counter(dict(self.rows(
            "SELECT h.name, count(*) FROM history t JOIN channel h ON h.id = t.delivery_id >> 39 & 255 "
            "WHERE t.event = ? GROUP BY 1", CRASH)))

    def histories(self):
        """Of each delivery (by its row) what happened to it, oldest first: (event, state afterwards)."""
        out = collections.defaultdict(list)
        for delivery, event, state in self.rows("SELECT delivery_id, event, state FROM history ORDER BY id"):
            out[delivery].append((event, STATES[state]))
        return out

    def wrong_counters(self, campaign):
        """Counters that are not what counting the rows says: (which, unit, channel or bucket, kept, counted)."""
        row = self.number("SELECT id FROM campaign WHERE name = ? AND state NOT IN ('planning', 'replaced')", campaign)
        counted = collections.Counter()
        best = {}
        for d in self.deliveries(campaign):
            state = "sending" if d.covered else d.state
            counted["delivery", d.unit, d.channel, state] += 1
            bucket = BUCKET_OF[state]
            known = best.get(d.customer)
            if known is None or BETTER.index(bucket) < BETTER.index(known):
                best[d.customer] = bucket
        for id, unit, bucket in self.rows("SELECT id, unit_id, bucket FROM recipient WHERE id >> 40 = ?", row):
            word = BUCKETS[bucket]
            if word == "pending":
                word = best.get(id & (1 << 40) - 1, "pending without a delivery")
            counted["recipient", unit, "", word] += 1
        kept = collections.Counter()
        for unit, channel, state, n in self.rows(
                "SELECT n.unit_id, h.name, n.state, n.n FROM delivery_count n JOIN channel h ON h.id = n.channel_id "
                "WHERE n.campaign_id = ?", row):
            kept["delivery", unit, channel, STATES[state]] += n
        for unit, bucket, n in self.rows("SELECT unit_id, bucket, n FROM recipient_count WHERE campaign_id = ?", row):
            kept["recipient", unit, "", BUCKETS[bucket]] += n
        return [(*key, kept[key], counted[key]) for key in sorted(set(kept) | set(counted)) if kept[key] != counted[key]]

    def recipients(self, campaign):
        return self.number("SELECT count(*) FROM recipient WHERE id >> 40 = (SELECT id FROM campaign WHERE name = ? AND "
                           "state NOT IN ('planning', 'replaced'))", campaign)


class Reconciliation:
    """What the gateways were given against what the database says of it."""

    def __init__(self, books, campaign, ledger):
        """`ledger`: for each channel's name the references its gateway delivered, one for each time."""
        self.twice, self.denied, self.unknown, self.invented, self.unfinished = [], [], [], [], []
        histories = books.histories()
        deliveries = {(d.channel, d.reference): d for d in books.deliveries(campaign)}
        given = set()
        for channel, references in ledger.items():
            for line, times in collections.Counter(references).items():
                given.add((channel, line))
                if times > 1:
                    self.twice.append((channel, line, times))
                delivery = deliveries.get((channel, line))
                if delivery is None:
                    self.unknown.append((channel, line))
                elif not _admits(delivery, histories[delivery.id]):
                    self.denied.append((channel, line, delivery.state, histories[delivery.id]))
        for key, delivery in deliveries.items():
            if delivery.state in ("queued", "sending"):
                self.unfinished.append((*key, delivery.state))
            if delivery.state in ("accepted", "delivered") and key not in given:
                self.invented.append((*key, delivery.state, histories[delivery.id]))

    def faults(self):
        """Empty when both sides agree to the line."""
        return {name: lines[:10] for name, lines in vars(self).items() if lines}


def _admits(delivery, history):
    """Whether a delivery that a gateway was given is answered for: as taken, as in doubt, as on its way, or as failed
    by a word that came after it was taken (a receipt, an operator). Everything else says that it never left."""
    if delivery.state in ("accepted", "delivered", "in_doubt") or delivery.covered:
        return True
    if delivery.state != "failed":
        return False
    end = next(event for event, state in reversed(history) if state == "failed")
    first = next(event for event, state in history if state == "failed")
    return end in (RECEIPT, RESOLVED, NO_RECEIPT) or first in (RECEIPT, RESOLVED, NO_RECEIPT)


def ledger_of(scenario, channels):
    """The stand-in's own account: each channel's references, a line for each delivery."""
    return {name: scenario.gateway(f"/ledger/references?channel={name}").split() for name in channels}
