#!/usr/bin/python3
"""Draws tests/pictures/demo.svg: what `tests/demo.sh --once` shows on a terminal, from a real run.

Needs build/bin (./dev build) and Debian's python3-pyte, which plays the terminal.
"""

import html
import os
import pathlib
import pty
import re
import sys

import pyte

ROOT = pathlib.Path(__file__).resolve().parents[2]
COLUMNS = 128
ROWS = 60
LINE = 17
LETTER = 8.43


def lines_of(screen):
    return [[screen.buffer[number][column] for column in range(COLUMNS)] for number in range(screen.lines)]


def run():
    """The screen half-way through the campaign, and the lines of the whole run as a terminal shows them."""
    screen = pyte.HistoryScreen(COLUMNS, ROWS, history=5000)
    stream = pyte.ByteStream(screen)
    half_way = []
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS=str(COLUMNS), LINES=str(ROWS))
        os.chdir(ROOT)
        os.execv("/bin/bash", ["bash", "tests/demo.sh", "--once"])
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        stream.feed(data)
        percent = re.search(r"\]  (\d+) %", "\n".join(screen.display))
        if percent and int(percent.group(1)) < 60:
            half_way = [row for row in lines_of(screen) if text_of(row)]
    if os.waitpid(pid, 0)[1] != 0:
        sys.exit("the demo failed")
    history = [[row[column] for column in range(COLUMNS)] for row in screen.history.top]
    return half_way, history + lines_of(screen)


def text_of(row):
    return "".join(cell.data for cell in row).rstrip()


def draw(rows):
    colours = {"red": "#e06c75", "green": "#98c379", "brown": "#e5c07b", "yellow": "#e5c07b", "blue": "#61afef",
               "cyan": "#56b6c2", "magenta": "#c678dd", "default": "#d7dae0"}
    height = LINE * len(rows) + 24
    width = int(COLUMNS * LETTER) + 24
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
           f'font-family="DejaVu Sans Mono, Liberation Mono, monospace" font-size="14">',
           f'<rect width="{width}" height="{height}" rx="8" fill="#1e2127"/>']
    for number, row in enumerate(rows):
        spans = []
        for cell in row[:len(text_of(row))]:
            style = (colours.get(cell.fg, colours["default"]), cell.bold)
            if spans and spans[-1][0] == style:
                spans[-1][1].append(cell.data)
            else:
                spans.append((style, [cell.data]))
        body = "".join(f'<tspan fill="{colour}"{" font-weight=" + chr(34) + "bold" + chr(34) if bold else ""}>'
                       f'{html.escape("".join(data))}</tspan>' for (colour, bold), data in spans)
        out.append(f'<text x="12" y="{12 + LINE * (number + 1)}" xml:space="preserve">{body}</text>')
    out.append("</svg>")
    return "\n".join(out) + "\n"


def main():
    half_way, rows = run()
    titles = [text_of(row) for row in rows]
    begin = titles.index("Balance")
    end = next(at for at, title in enumerate(titles) if title.startswith("What the gateways say"))
    blank = [[]]
    shown = half_way + blank + [row for row in rows[begin:end]]
    pathlib.Path(__file__).with_suffix(".svg").write_text(draw(shown))


if __name__ == "__main__":
    main()
