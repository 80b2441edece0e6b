#!/usr/bin/python3
"""Draws tests/pictures/mail.svg: an email as a mail server (Debian's smtp-sink) got it from a real run of the service.

Needs build/bin (./dev build), or TRIAND_PROGRAMS, and the package postfix.
"""

import html
import html.parser
import pathlib
import re
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "scenario"))
from mail_peers import Sink  # noqa: E402
from service import Scenario, free_port, wait_for  # noqa: E402

WIDTH = 760
MARGIN = 28
# Widths of Helvetica's letters in thousandths of the size (its AFM file); all others are as wide as a digit.
NARROW = {**dict.fromkeys("ijl'", 222), **dict.fromkeys("I.,:;/ ft!", 278), **dict.fromkeys("r()-", 333),
          **dict.fromkeys("ckvxyszJ", 500), **dict.fromkeys("KABEPSVXY", 667), **dict.fromkeys("CDHNRUw", 722),
          **dict.fromkeys("GOQ", 778), **dict.fromkeys("FTZ", 611), "m": 833, "M": 833, "W": 944, "@": 1015}
HEADERS = ("From", "To", "Subject", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted")


def width_of(text, size, bold=False):
    letters = (c for c in unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
               if not unicodedata.combining(c))
    return sum(NARROW.get(c, 556) for c in letters) * size / 1000 * (1.07 if bold else 1)


class Paragraphs(html.parser.HTMLParser):
    """The paragraphs of the HTML part: (style, runs), each run a (text, bold)."""

    def __init__(self):
        super().__init__()
        self.found, self.bold, self.inside = [], 0, False

    def handle_starttag(self, tag, attributes):
        if tag == "p":
            self.inside = True
            self.found.append((dict(attributes).get("style", ""), []))
        self.bold += tag == "strong"
        if tag == "br" and self.inside:
            self.found[-1][1].append(("\n", False))

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "p"
        self.bold -= tag == "strong"

    def handle_data(self, data):
        if self.inside:
            self.found[-1][1].append((re.sub(r"\s+", " ", data), self.bold > 0))


class Page:
    def __init__(self):
        self.out, self.y = [], 0

    def lines(self, runs, size, colour, bold=False, left=MARGIN):
        """Breaks runs into lines and draws them."""
        line, used = [], 0
        for text, strong in runs:
            for word in re.findall(r"\n|[^\s]+\s?|\s", text):
                wide = width_of(word.rstrip(), size, bold or strong)
                if word == "\n" or used + wide > WIDTH - left - MARGIN - 12:
                    self.line(line, size, colour, bold, left)
                    line, used = [], 0
                if word != "\n" and (line or word.strip()):
                    line.append((word, strong))
                    used += width_of(word, size, bold or strong)
        self.line(line, size, colour, bold, left)

    def line(self, words, size, colour, bold, left):
        if not words:
            return
        self.y += size * 1.55
        spans = "".join(f'<tspan font-weight="bold">{html.escape(w)}</tspan>' if strong else html.escape(w)
                        for w, strong in words)
        self.out.append(f'<text x="{left}" y="{self.y:.0f}" font-size="{size}" fill="{colour}" xml:space="preserve"'
                        f'{" font-weight=" + chr(34) + "bold" + chr(34) if bold else ""}>{spans.rstrip()}</text>')

    def rule(self, colour, thick):
        self.y += 12
        self.out.append(f'<rect x="{MARGIN}" y="{self.y:.0f}" width="{WIDTH - 2 * MARGIN}" height="{thick}" fill="{colour}"/>')
        self.y += 6


def draw(mail):
    page = Page()
    page.y = 14
    for name in HEADERS:
        value = re.sub(r"\s+", " ", str(mail[name]))
        page.lines([(name + ":", True), (" " + value.replace("\n", " "), False)], 13, "#4a5764")
    page.rule("#d5dbe1", 1)
    body = Paragraphs()
    body.feed(mail.get_body(("html",)).get_content())
    for style, runs in body.found:
        size = int((re.search(r"font-size:(\d+)px", style) or [0, "16"])[1])
        colour = (re.search(r"(?:^|;)color:(#\w+)", style) or [0, "#1c2733"])[1]
        if "border-top" in style:
            page.rule("#d5dbe1", 1)
        page.lines(runs, size, colour, "font-weight:bold" in style)
        page.y += 8
        if "border-bottom" in style:
            page.rule("#164397", 3)
    height = page.y + MARGIN
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
            f'font-family="Arial, Liberation Sans, Helvetica, sans-serif">\n'
            f'<rect width="{WIDTH}" height="{height:.0f}" rx="8" fill="#ffffff" stroke="#d5dbe1"/>\n'
            + "\n".join(page.out) + "\n</svg>\n")


def sent_mail():
    """One email of a campaign, as the mail server got it."""
    with Scenario() as scenario:
        scenario.folder.chmod(0o755)
        sink = Sink(scenario.folder / "sink", free_port())
        try:
            scenario.config.write_text(scenario.default_config(f"""  email:
    kind: email
    server: smtp://127.0.0.1:{sink.port}
    from: "Điện lực miền Bắc <tri-an@dienluc.example>"
    bounce_address: "bounces+{{reference}}@bounce.dienluc.example"
    unsubscribe_url: "https://tri-an.example/u/{{reference}}"
    receipts: none
"""))
            customers = scenario.folder / "customers.csv"
            customers.write_text("customer_code,full_name,email\nPA05010001234,Nguyễn Thị Hồng,hong@example.vn\n")
            scenario.start()
            scenario.ask("customers", "import", customers)
            path, campaign = scenario.campaign("tri-an", routes="\n  - send: [email]\n")
            path.write_text(re.sub(r"messages: {.*}", "messages: {email: tri-an/email}", path.read_text()))
            scenario.ask("campaign", "plan", path)
            scenario.ask("campaign", "approve", campaign)
            scenario.finish(campaign)
            return wait_for("the email", sink.messages)[0][2]
        finally:
            sink.stop()


if __name__ == "__main__":
    (ROOT / "tests/pictures/mail.svg").write_text(draw(sent_mail()))
