"""C++ sources as the lint scripts read them: text whose comments and literals can be told from its code."""

import pathlib
import re
import sys

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


def root_of(arguments):
    """The repository that a script's command line names; without one the script's own."""
    return pathlib.Path(arguments[1] if len(arguments) > 1 else pathlib.Path(__file__).parents[2]).resolve()


def judge(root, faults, folders=FOLDERS):
    """Says each (position, message) that faults(path, text) finds in a source below the folders, whose path is relative
    to the root. Gives what the script exits with: 1 if there is one."""
    count = 0
    for path in sources(root, folders):
        text = path.read_text(encoding="utf-8")
        for position, message in faults(path.relative_to(root), text):
            say(root, path, line_of(text, position), message)
            count += 1
    return 1 if count else 0


def run(faults, folders=FOLDERS):
    """The whole of a script that looks at one source after the other."""
    sys.exit(judge(root_of(sys.argv), faults, folders))
