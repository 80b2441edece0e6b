"""Lists as operators hand them over, end to end: the same file again, undo, two operators at once, a kill in the middle,
old encodings, workbooks, and rejects that are corrected by a script."""

import hashlib
import json
import re
import sqlite3
import subprocess
import unittest
import zipfile

from service import PROGRAMS, Scenario, wait_for

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def write_xlsx(path, rows):
    """A small workbook of texts, with the parts that Excel writes."""
    escape = lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
    column = lambda at: chr(ord("A") + at)
    body = "".join(
        f'<row r="{line}">' + "".join(
            f'<c r="{column(at)}{line}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
            for at, cell in enumerate(cells) if cell) + "</row>" for line, cells in rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("_rels/.rels", f'<Relationships><Relationship Id="a" Type="{OFFICE}/officeDocument" '
                                     'Target="xl/workbook.xml"/></Relationships>')
        book.writestr("xl/workbook.xml", f'<workbook xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" '
                                         'r:id="a"/></sheets></workbook>')
        book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships><Relationship Id="a" Type="{OFFICE}/worksheet" '
                                                    'Target="worksheets/sheet1.xml"/></Relationships>')
        book.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{body}</sheetData></worksheet>")


def read_xlsx(path):
    """The rows of a workbook of inline texts, as (line, cells)."""
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    unescape = lambda text: (text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
                             .replace("&amp;", "&"))
    out = []
    for line, body in re.findall(r'<row r="(\d+)"[^>]*>(.*?)</row>', sheet, re.S):
        cells = {}
        for name, text in re.findall(r'<c r="([A-Z]+)\d+"[^>]*><is><t[^>]*>(.*?)</t></is></c>', body, re.S):
            cells[ord(name) - ord("A")] = unescape(text)
        out.append((int(line), [cells.get(at, "") for at in range(max(cells) + 1)] if cells else []))
    return out


class Lists(unittest.TestCase):
    def write(self, scenario, name, data):
        path = scenario.folder / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def counts(self, document):
        return {key: document[key] for key in ("read", "taken", "inserted", "updated", "unchanged", "rejected")}

    def rows(self, scenario, sql):
        database = sqlite3.connect(f"file:{scenario.database}?mode=ro", uri=True)
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()

    def test_the_same_file_again_changes_nothing_and_says_so(self):
        with Scenario() as scenario:
            scenario.start()
            path = scenario.customers(500)
            first = scenario.ask("customers", "import", path)
            self.assertIsNone(first["same_file_as"])
            again = scenario.ask("customers", "import", path)
            self.assertEqual(again["same_file_as"]["import"], first["import"])
            self.assertEqual(again["unchanged"], again["read"])
            self.assertEqual(again["inserted"] + again["updated"], 0)
            # By its bytes, not by its name.
            other = self.write(scenario, "renamed.csv", path.read_bytes())
            self.assertEqual(scenario.ask("customers", "import", other)["same_file_as"]["import"], again["import"])
            said = subprocess.run([PROGRAMS / "trianctl", "--socket", scenario.socket, "customers", "import", other],
                                  text=True, capture_output=True, cwd=scenario.folder)
            self.assertIn("The same file was loaded before", said.stdout)
            self.assertIn("nothing has changed", said.stdout)
            imports = scenario.ask("customers", "imports")["imports"]
            self.assertEqual(len(imports), 4)
            self.assertEqual({row["content"] for row in imports}, {hashlib.sha256(path.read_bytes()).hexdigest()})
            self.assertEqual(imports[-1]["inserted"], first["inserted"])

    def test_an_import_is_taken_back(self):
        with Scenario() as scenario:
            scenario.start()
            scenario.ask("customers", "import", self.write(
                scenario, "a.csv", "customer_code,full_name\nPA05010000001,An\nPA05010000002,Ba\n"))
            before = self.rows(scenario, "SELECT code, full_name FROM customer ORDER BY code")
            wrong = scenario.ask("customers", "import", self.write(
                scenario, "b.csv", "customer_code,full_name\nPA05010000002,Bà\nPA05010000003,Tư\n"))
            undone = scenario.ask("customers", "undo", wrong["import"])
            self.assertEqual((undone["removed"], undone["restored"], undone["kept"]), (1, 1, {}))
            self.assertEqual(self.rows(scenario, "SELECT code, full_name FROM customer ORDER BY code"), before)
            self.assertEqual(scenario.ask("customers", "undo", wrong["import"], exit=6)["error"], "wrong-state")
            scenario.ask("customers", "undo", "99", exit=5)
            scenario.ask("customers", "show", "PA05010000003", exit=5)
            # The list that was taken back can be loaded again.
            again = scenario.ask("customers", "import", scenario.folder / "b.csv")
            self.assertEqual((again["inserted"], again["updated"]), (1, 1))
            # Whom a plan counts on stays.
            path, _ = scenario.campaign()
            scenario.ask("campaign", "plan", path)
            kept = scenario.ask("customers", "undo", again["import"], exit=3)
            self.assertEqual(kept["kept"], {"in_campaign": 1})

    def test_a_kill_in_the_middle_leaves_an_import_that_is_completed_by_loading_it_again(self):
        with Scenario() as scenario:
            scenario.start()
            path = scenario.customers(60_000)
            client = subprocess.Popen([PROGRAMS / "trianctl", "--socket", scenario.socket, "--json", "customers",
                                       "import", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                      cwd=scenario.folder)
            stored = lambda: self.rows(scenario, "SELECT count(*) FROM customer")[0][0]
            wait_for("some customers", lambda: stored() > 0)
            scenario.kill()
            client.wait(60)
            some = stored()
            # The kill struck in the middle: neither nothing nor everything was there.
            self.assertTrue(0 < some < 50_000, some)
            scenario.start()
            self.assertEqual(self.rows(scenario, "SELECT state FROM import"), [("interrupted",)])
            again = scenario.ask("customers", "import", path, exit=0)
            self.assertEqual(again["taken"], again["read"])
            self.assertEqual(again["inserted"] + again["unchanged"], again["read"])
            self.assertGreaterEqual(again["unchanged"], some)
            self.assertEqual(stored(), len({row[0] for row in self.rows(scenario, "SELECT code FROM customer")}))

    def test_two_operators_load_at_once(self):
        with Scenario() as scenario:
            scenario.start()
            # A code stands twice with other data: the second is a conflict in either import, whoever is first.
            path = scenario.customers(20_000)
            lines = path.read_text(encoding="utf-8-sig").splitlines()
            text = "\n".join(lines + [lines[1].replace(lines[1].split(",")[1], "Ai Khác")]) + "\n"
            self.write(scenario, "twice.csv", text)
            clients = [subprocess.Popen([PROGRAMS / "trianctl", "--socket", scenario.socket, "--json", "customers",
                                         "import", scenario.folder / "twice.csv", "--rejects",
                                         scenario.folder / f"rejects-{at}.csv"],
                                        stdout=subprocess.PIPE, text=True, cwd=scenario.folder) for at in range(2)]
            # The second had sent its list and waited while the first was being stored.
            wait_for("both at work", lambda: all(client.poll() is None for client in clients) and
                     self.rows(scenario, "SELECT 1 FROM import WHERE state = 'running'"))
            documents = [json.loads(client.communicate(timeout=120)[0]) for client in clients]
            self.assertEqual([client.returncode for client in clients], [3, 3])
            self.assertEqual([document["rejections"] for document in documents], [{"conflicting_row": 1}] * 2)
            self.assertEqual(sorted(document["inserted"] for document in documents)[0], 0)
            self.assertEqual(sum(document["updated"] for document in documents), 0)
            (_, first_end), (second_start, _) = self.rows(
                scenario, "SELECT started_at, finished_at FROM import ORDER BY id")
            self.assertGreaterEqual(second_start, first_end)

    def test_old_encodings_are_found_out_or_asked_about(self):
        names = ["Nguyễn Thị Hồng Đào", "Trần Đức Hường", "Hoàng Quốc Việt", "Vũ Thị Thuỷ", "Đặng Xuân Trường"]
        text = "Mã khách hàng,Họ và tên\n" + "".join(
            f"PA0501000{at:04},{names[at % len(names)]}\n" for at in range(100))
        with Scenario() as scenario:
            scenario.start()
            base = scenario.ask("customers", "import", self.write(scenario, "utf8.csv", text))
            self.assertEqual(base["inserted"], 100)
            for name, charset in (("windows-1258", "CP1258"), ("tcvn3", "TCVN5712-1"), ("viscii", "VISCII"),
                                  ("utf-16le", "UTF-16LE")):
                bytes = subprocess.run(["iconv", "-f", "UTF-8", "-t", charset], input=text.encode(),
                                       capture_output=True, check=True).stdout
                document = scenario.ask("customers", "import", self.write(scenario, f"{name}.csv", bytes))
                self.assertEqual(document["encoding"], name)
                self.assertEqual(document["unchanged"], 100, name)
            self.assertIn("capitals_of_fonts", [
                notice["notice"] for notice in scenario.ask("customers", "import", scenario.folder / "tcvn3.csv")["notices"]])
            strange = self.write(scenario, "strange.csv", b"customer_code,full_name\n" + b"PA05010009999,\xff\xb6\xa9\n" * 9)
            refused = scenario.ask("customers", "import", strange, exit=2)
            self.assertEqual(refused["error"], "encoding_not_sure")
            self.assertIn("--encoding", refused["hint"])
            self.assertNotIn("9999", scenario.log())
            self.assertEqual(self.rows(scenario, "SELECT report FROM import WHERE state = 'failed'"),
                             [("encoding_not_sure",)])

    def test_rejects_as_a_workbook_are_corrected_by_a_script_and_load(self):
        with Scenario() as scenario:
            scenario.start()
            book = scenario.folder / "khach.xlsx"
            write_xlsx(book, [(1, ["Danh sách"]), (3, ["Mã KH", "Họ tên", "Điện thoại", "Ghi chú"]),
                              (4, ["PA05010000001", "An", "0912345678", "=1+1"]),
                              (7, ["sai", "Bình", "0912345679", "a & <b>"]),
                              (9, ["PA05010000003", "Chi", "9,05E+08", ""])])
            rejects = scenario.folder / "sai.xlsx"
            first = scenario.ask("customers", "import", book, "--rejects", rejects, exit=3)
            self.assertEqual((first["read"], first["taken"], first["rejected"]), (3, 2, 1))
            self.assertEqual(first["sheet"], "A")
            self.assertEqual([notice["notice"] for notice in first["notices"]], ["title_rows"])
            rows = read_xlsx(rejects)
            self.assertEqual(rows[0][1][:9], ["Mã KH", "Họ tên", "Điện thoại", "Ghi chú", "fate", "line", "column",
                                              "reason", "suggestion"])
            # The rows that Excel shows, not those that are filled.
            self.assertEqual([(cells[4], cells[5], cells[7]) for _, cells in rows[1:]],
                             [("rejected", "7", "bad_customer_code"), ("taken", "9", "digits_lost")])
            corrected = [(line, list(cells)) for line, cells in rows]
            corrected[1][1][0] = "PA05010000002"
            corrected[2][1][2] = "0905123456"
            write_xlsx(scenario.folder / "dung.xlsx", corrected)
            second = scenario.ask("customers", "import", scenario.folder / "dung.xlsx")
            self.assertEqual((second["read"], second["taken"], second["inserted"], second["updated"]), (2, 2, 1, 1))
            self.assertEqual(scenario.ask("customers", "show", "PA05010000003")["phone"], "+84905123456")
            # Forgetting a customer takes the packed rejects that name them along.
            kept = list(scenario.folder.glob("**/rejects-*.xlsx"))
            self.assertEqual(len(kept), 1)
            scenario.ask("customers", "erase", "PA05010000003", "--confirm", "PA05010000003")
            self.assertFalse(kept[0].exists())

    def test_letters_of_a_font_are_refused(self):
        with Scenario() as scenario:
            scenario.start()
            book = scenario.folder / "vntime.xlsx"
            write_xlsx(book, [(1, ["Mã KH", "Họ tên"])] + [(at, [f"PA0501{at:07}", "NguyÔn ThÞ Hång §µo"])
                                                          for at in range(2, 30)])
            refused = scenario.ask("customers", "import", book, exit=2)
            self.assertEqual(refused["error"], "font_letters")
            self.assertIn("Nguyễn Thị Hồng Đào", refused["message"])

    def test_a_workbook_that_is_damaged_or_hostile_is_refused_as_a_whole(self):
        with Scenario() as scenario:
            scenario.start()
            book = scenario.folder / "book.xlsx"
            write_xlsx(book, [(1, ["customer_code"])] + [(at, [f"PA0501{at:07}"]) for at in range(2, 5000)])
            whole = book.read_bytes()
            cut = self.write(scenario, "cut.xlsx", whole[:len(whole) * 2 // 3])
            self.assertEqual(scenario.ask("customers", "import", cut, exit=2)["error"], "damaged_workbook")
            before = scenario.most_memory()
            with zipfile.ZipFile(scenario.folder / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb, \
                    zipfile.ZipFile(book) as good:
                for name in good.namelist():
                    data = good.read(name)
                    if name.endswith("sheet1.xml"):
                        data = data.replace(b"</sheetData>", b"<row>" + b" " * 400_000_000 + b"</row></sheetData>")
                    bomb.writestr(name, data)
            refused = scenario.ask("customers", "import", scenario.folder / "bomb.xlsx", exit=2)
            self.assertEqual(refused["error"], "workbook_too_large")
            self.assertEqual(self.rows(scenario, "SELECT count(*) FROM customer"), [(0,)])
            self.assertLess(scenario.most_memory() - before, 100_000_000, "a quarter of what is packed into it")
            self.assertEqual(scenario.ask("customers", "import", book)["inserted"], 4998)
            # And a sheet that there is not.
            self.assertEqual(scenario.ask("customers", "import", book, "--sheet", "B", exit=2)["error"], "no_such_sheet")

    def test_duplicates_over_files_are_found_and_the_plan_says_who_is_written_to(self):
        with Scenario() as scenario:
            scenario.start()
            scenario.ask("customers", "import", self.write(
                scenario, "a.csv", "customer_code,full_name,phone,address\n"
                "PA05010000001,Nguyễn An,0912345678,12 Lý Thái Tổ\nPA05010000002,Trần Ba,0912345679,1 Hùng Vương\n"))
            scenario.ask("customers", "import", self.write(
                scenario, "b.csv", "customer_code,full_name,phone,address,unit\n"
                "PA22010000001,Nguyễn An,0912345678,12 Lý Thái Tổ,PA22\n"
                "PA05010000002,Trần Ba,0912345679,1 Hùng Vương,PA22\n"))
            found = scenario.ask("customers", "duplicates", "--reveal")
            self.assertEqual(found["phone"]["first"],
                             [{"shared": "+84912345678", "customers": ["PA05010000001", "PA22010000001"]}])
            self.assertEqual(found["person"]["first"],
                             [{"shared": "Nguyễn An, 12 Lý Thái Tổ", "customers": ["PA05010000001", "PA22010000001"]}])
            self.assertEqual(found["unit"]["first"], [{"shared": "PA05 → PA22", "customers": ["PA05010000002"]}])
            self.assertNotIn("912345678", str(scenario.ask("customers", "duplicates")["phone"]["first"]))
            path, _ = scenario.campaign()
            planned = scenario.ask("campaign", "plan", path)
            self.assertEqual(planned["recipients"]["duplicate"], 1)
            why = scenario.ask("customers", "show", "PA22010000001")["not_written_to"]
            self.assertIn("PA05010000001", str(why))


if __name__ == "__main__":
    unittest.main(verbosity=2)
