"""C++ sources as the lint scripts read them: text whose comments and literals can be told from its code."""

import pathlib
import re

FOLDERS = ("config", "templates", "channels", "daemon", "tests")
TOKEN = re.compile(
    r'//[^\n]*'
    r'|/\*.*?\*/'
    r'|(?:\bu8|\bu|\bU|\bL|\b)?R"(?P<mark>[^()\\\s]{0,16})\((?P<raw>.*?)\)(?P=mark)"'
    r'|"(?P<text>(?:\\.|[^"\\\n])*)"'
    r"|(?<![0-9A-Fa-f_])'(?:\\.|[^'\\\n])+'",
    re.DOTALL)


def sources(root, folders=FOLDERS):
    """Every C++ source below the given folders of the repository, in order."""
    for folder in folders:
        for path in sorted((pathlib.Path(root) / folder).rglob("*")):
            if path.suffix in (".cpp", ".hpp"):
                yield path


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def code_only(text):
    """The text with comments and the insides of literals blanked; every other character stays where it was."""

    def blank(match):
        token = match.group(0)
        if token[0] == "/":
            return re.sub(r"[^\n]", " ", token)
        return token[0] + re.sub(r"[^\n]", " ", token[1:-1]) + token[-1]

    return TOKEN.sub(blank, text)


def literals(text):
    """(begin, end, content) of every string literal."""
    for match in TOKEN.finditer(text):
        content = match.group("raw") if match.group("raw") is not None else match.group("text")
        if content is not None:
            yield match.start(), match.end(), content


def say(root, path, line, message):
    print(f"{path.relative_to(root)}:{line}: {message}")
