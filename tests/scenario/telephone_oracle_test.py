"""Telephones of a list against libphonenumber, through a real import. Where the two differ is listed here, and nowhere
else may they. Skipped where python3-phonenumbers is not installed."""

import collections
import re
import sqlite3
import sys
import unittest

from service import Scenario, skip_script

sys.path.append("/usr/lib/python3/dist-packages")
try:
    import phonenumbers
except ImportError:
    phonenumbers = None

# Why ours and theirs (8.12.57, metadata of 2022) differ, by a pattern over the national number without its zero.
# Found by hand; vietnam.md, section 1.5.
WE_TAKE = {
    "prefixes in use that are newer than the metadata": r"(?:55[0-8]|52[0145679]|89[0-5]|99[028])\d{6}",
    "mobile numbers of before 2018, which we convert": r"1(?:2[0-9]|6[2-9]|8[68]|99)\d{7}",
    "eight digits behind 024 and 028 from any but 0 and 1 on": r"2(?:49|88)\d{7}",
    "fixed lines of before 2017, kept for letters": r"2(?:30|31|40|41|80|81)\d{7}",
}
THEY_TAKE = {
    "services, which are nobody's telephone": r"1[89]00\d{4,6}",
    "voice over IP, which no message reaches": r"672\d{6}",
    "prefixes that no carrier has (vietnam.md, section 1.2)": r"(?:3[01]|95)\d{7}",
}


def national_numbers():
    for prefix in range(30, 100):
        for third in range(10):
            yield f"{prefix}{third}123456"
    for area in range(200, 300):
        for rest in ("382234", "3822345", "38223456"):
            yield f"{area}{rest}"
    for old in range(120, 200):
        yield f"{old}2345678"
    yield from ("19006769", "18001260", "1900123456", "113", "1800123")


FORMS = {
    "0": "0{0}",
    "+84": "+84{0}",
    "+84 0": "+840{0}",
    "0084": "0084{0}",
    "spaces": "0{1} {2} {3}",
    "dots": "0{1}.{2}.{3}",
    "brackets": "(+84) {1}-{2}-{3}",
}


def theirs(raw):
    try:
        number = phonenumbers.parse(raw, "VN")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number_for_region(number, "VN"):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class Oracle(unittest.TestCase):
    def test_every_difference_is_known(self):
        cells = [(form, number, pattern.format(number, number[:3], number[3:6], number[6:]))
                 for number in national_numbers() for form, pattern in FORMS.items()]
        code = lambda at: f"PA05{at:09}"
        with Scenario() as scenario:
            scenario.start()
            path = scenario.folder / "phones.csv"
            path.write_text("customer_code,phone\n" + "".join(f"{code(at)},{raw}\n" for at, (_, _, raw) in
                                                                enumerate(cells)))
            document = scenario.ask("customers", "import", path)
            self.assertEqual(document["taken"], len(cells))
            database = sqlite3.connect(f"file:{scenario.database}?mode=ro", uri=True)
            ours = {row[0]: f"+{row[1]}" if row[1] else "" for row in database.execute("SELECT code, phone FROM customer")}
            database.close()
        agreed = 0
        seen = collections.Counter()
        unknown = []
        for at, (form, number, raw) in enumerate(cells):
            mine = ours[code(at)]
            other = theirs(raw)
            if mine == other:
                agreed += 1 if mine else 0
                continue
            known = WE_TAKE if mine else THEY_TAKE
            why = [name for name, pattern in known.items() if re.fullmatch(pattern, number)]
            if why and not (mine and other):
                seen[why[0]] += 1
            else:
                unknown.append(f"{raw} ({form}): we say {mine or 'no'}, libphonenumber {other or 'no'}")
        self.assertEqual(unknown, [], "\n".join(unknown[:50]))
        print(f"{len(cells)} cells: {agreed} numbers agreed, differences: {dict(seen)}")
        # The oracle really spoke, and each kind of difference occurs: one that does not is no longer true.
        self.assertGreater(agreed, 2500)
        for name in [*WE_TAKE, *THEY_TAKE]:
            self.assertGreater(seen[name], 0, name)


if __name__ == "__main__":
    if phonenumbers is None:
        skip_script("python3-phonenumbers is not installed")
    unittest.main(verbosity=2)
