"""What a real LibreOffice writes as XLSX, ODS and CSV reads back the same. Skipped where it is not installed."""

import csv
import shutil
import subprocess
import unittest

from service import Scenario, skip_script

OFFICE = shutil.which("soffice")

HEADER = ["Mã khách hàng", "Họ và tên", "Điện thoại", "Email", "Địa chỉ", "Nhóm", "Ghi chú"]
TRICKY = [
    ["PA05019000001", "Nguyễn Đức Hường", "0905123456", "huong@example.vn", "12 Lý Thái Tổ, Bắc Giang", "hộ gia đình", ""],
    ["PA05019000002", "Trần “Bình” An", "+84 912 345 678", "", "Thôn 3\nXã Tân Mỹ", "", "a \"b\" c"],
    ["PA05019000003", "  Lê   Văn  Tám ", "01682345678", "", "", "", "=1+1"],
    ["PA05019000004", "NGUYỄN THỊ ÁNH", "'0912345670", "", "", "doanh nghiệp", "00123"],
    ["PA05019000005", "A & B <Co> 'Ltd'", "", "", "", "", "18/12/2026"],
    ["PA05019000006", "Đỗ Thị Tư", "0222 3822 345", "", "", "", "TRUE"],
]

# A book with what only a workbook can hold. LibreOffice itself makes the .xlsx and the .ods of it.
BOOK = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
  xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
  office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
  <number:date-style style:name="N1"><number:day number:style="long"/><number:text>/</number:text>
    <number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
  <number:number-style style:name="N2"><number:number number:decimal-places="0" number:min-integer-digits="10"/>
    </number:number-style>
  <style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>
  <style:style style:name="shown" style:family="table"><style:table-properties table:display="true"/></style:style>
  <style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>
  <style:style style:name="ten" style:family="table-cell" style:data-style-name="N2"/>
</office:automatic-styles>
<office:body><office:spreadsheet>
  <table:table table:name="Khách hàng" table:style-name="shown">
    <table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="5"><text:p>DANH SÁCH</text:p>
      </table:table-cell></table:table-row>
    <table:table-row/>
    <table:table-row>HEADER</table:table-row>
    ROWS
  </table:table>
  <table:table table:name="Cũ" table:style-name="hidden"><table:table-row><table:table-cell office:value-type="string">
    <text:p>customer_code</text:p></table:table-cell></table:table-row></table:table>
  <table:table table:name="Khác"><table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p>
    </table:table-cell></table:table-row></table:table>
</office:spreadsheet></office:body></office:document>
"""


def text(value, more=""):
    return f'<table:table-cell office:value-type="string" {more}><text:p>{value}</text:p></table:table-cell>'


def book():
    header = "".join(map(text, ["Mã khách hàng", "Họ tên", "Điện thoại", "Ngày ký", "Từ chối", "Đơn vị", "Số tiền"]))
    row = lambda *cells: "<table:table-row>" + "".join(cells) + "</table:table-row>"
    number = lambda value, style="": f'<table:table-cell office:value-type="float" office:value="{value}" {style}/>'
    day = '<table:table-cell table:style-name="day" office:value-type="date" office:date-value="2026-12-18"/>'
    yes = '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
    empty = "<table:table-cell/>"
    covered = "<table:covered-table-cell/>"
    rows = (row(text("PA05010000001"), text("Nguyễn Đức An"), number(905123456), day, empty,
                text("PA05", 'table:number-rows-spanned="2"'), number(150000)) +
            row(text("PA05010000002"), text("Trần <text:s text:c=\"3\"/>Bình"),
                number(912345678, 'table:style-name="ten"'), empty, yes, covered, number("1234567.5")) +
            '<table:table-row table:number-rows-repeated="3"/>' +
            row(text("PA05010000003"), text("Đỗ Tư"), text("0222 3822 345"), empty, empty, empty, number("0.1")))
    return BOOK.replace("HEADER", header).replace("ROWS", rows)


class LibreOffice(unittest.TestCase):
    def convert(self, scenario, path, kind, *options):
        out = scenario.folder / "converted"
        subprocess.run([OFFICE, f"-env:UserInstallation=file://{scenario.folder}/profile", "--headless", *options,
                        "--convert-to", kind, "--outdir", out, path], check=True, capture_output=True, timeout=240)
        made = out / (path.stem + "." + kind.split(":")[0])
        self.assertTrue(made.exists(), f"{made} was not written")
        return made

    def test_lists_read_back_the_same(self):
        with Scenario() as scenario:
            scenario.start()
            made_up = scenario.customers(300)
            base = scenario.ask("customers", "import", made_up)
            self.assertEqual(base["read"], 300)
            path = scenario.folder / "tricky.csv"
            with open(path, "w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows([HEADER] + TRICKY)
            tricky = scenario.ask("customers", "import", path)
            self.assertEqual((tricky["read"], tricky["taken"]), (len(TRICKY), len(TRICKY)))
            for source, columns in ((made_up, 12), (path, len(HEADER))):
                # Separator, quote, UTF-8, first line, every column as text.
                as_text = "--infilter=CSV:44,34,76,1," + "/".join(f"{at}/2" for at in range(1, columns + 1))
                for kind in ("xlsx", "ods"):
                    made = self.convert(scenario, source, kind, as_text)
                    again = scenario.ask("customers", "import", made)
                    self.assertEqual(again["unchanged"], again["read"], f"{source.name} as {kind}: {again}")
                    self.assertEqual(again["read"], 300 if source == made_up else len(TRICKY))
                    back = self.convert(scenario, made, "csv:Text - txt - csv (StarCalc):59,34,76,1")
                    again = scenario.ask("customers", "import", back)
                    self.assertEqual(again["unchanged"], again["read"], f"{kind} as CSV: {again}")

    def test_telephones_that_became_numbers_keep_their_digits(self):
        with Scenario() as scenario:
            scenario.start()
            path = scenario.folder / "phones.csv"
            path.write_text("customer_code,phone\n" +
                            "".join(f"PA05010{at:06},09{at:08}\n" for at in range(12345, 12445)))
            before = scenario.ask("customers", "import", path)
            self.assertEqual(before["taken"], 100)
            for kind in ("xlsx", "ods"):
                # Without the words about columns LibreOffice makes numbers of them, as Excel does.
                again = scenario.ask("customers", "import", self.convert(scenario, path, kind, "--infilter=CSV:44,34,76,1"))
                self.assertEqual(again["unchanged"], 100, again)
                self.assertEqual(again["repairs"].get("lost_zero"), 100, again)

    def test_what_only_a_workbook_holds(self):
        with Scenario() as scenario:
            scenario.start()
            source = scenario.folder / "book.fods"
            source.write_text(book(), encoding="utf-8")
            for kind in ("ods", "xlsx"):
                document = scenario.ask("customers", "import", self.convert(scenario, source, kind))
                self.assertEqual((document["read"], document["taken"]), (3, 3), document)
                self.assertEqual(document["sheet"], "Khách hàng")
                self.assertIn("“Cũ” (hidden)", str(document["notices"]))
                notices = {notice["notice"] for notice in document["notices"]}
                self.assertEqual(notices, {"other_sheets", "title_rows", "merged_cells"})
                shown = [scenario.ask("customers", "show", f"PA0501000000{at}") for at in (1, 2, 3)]
                self.assertEqual([one["full_name"] for one in shown], ["Nguyễn Đức An", "Trần Bình", "Đỗ Tư"])
                self.assertEqual([one["phone"] for one in shown], ["+84905123456", "+84912345678", "+842223822345"])
                self.assertEqual([one["unit"] for one in shown], ["PA05"] * 3)
                self.assertEqual(shown[0]["extra"], {"ngay_ky": "2026-12-18", "so_tien": "150000"})
                self.assertEqual(shown[1]["extra"]["so_tien"], "1234567.5")
                self.assertEqual(shown[2]["extra"]["so_tien"], "0.1")
                if kind == "xlsx":
                    self.assertEqual(document["unchanged"], 3, "as .ods said")


if __name__ == "__main__":
    if not OFFICE:
        skip_script("LibreOffice is not installed (libreoffice-calc-nogui)")
    unittest.main(verbosity=2)
