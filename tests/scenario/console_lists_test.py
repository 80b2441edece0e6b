#!/usr/bin/python3
"""Customer lists over the console: sent by a plain form, checked as trianctl checks them, columns put right, loaded without a
second upload, taken back. Large files go to the disk and leave the memory alone; a stranger's and a broken one leave
nothing."""

import html
import http.client
import re
import socket
import unittest

from browser import PASSWORD, Browser
from console_case import ConsoleCase
from service import wait_for

BOUNDARY = "----TriandTestBoundary7MA4YWxk"
MEGABYTE = 1 << 20
LARGE = 200 * MEGABYTE
# What a growth with the file's size would show beyond: a tenth of it.
SLACK = 20 * MEGABYTE
GOOD = "".join(f"PA05{number:09d},Nguyễn Văn {number},09123{number:05d},an{number}@example.vn,{number} Trần Phú,PA05\n"
               for number in range(1, 1201))
BAD = """,Không Mã,0912345678,,1 Trần Phú,PA05
PA05000009001,Số Sai,12,,2 Trần Phú,PA05
PA05000009002,Thư Sai,0912345679,khong phai,3 Trần Phú,PA05
PA05000009003,Mất Số,912345670,,4 Trần Phú,PA05
"""
HEADER = "customer_code,full_name,phone,email,address,unit\n"


def part(name, content, more=""):
    return (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{content}\r\n').encode()


def before_list(token, file, **fields):
    head = part("token", token) + b"".join(part(name, value) for name, value in fields.items())
    return head + (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="list"; filename="{file}"\r\n'
                   'Content-Type: text/csv\r\n\r\n').encode()


END = f"\r\n--{BOUNDARY}--\r\n".encode()
TYPE = f"multipart/form-data; boundary={BOUNDARY}"


class Sender(Browser):
    """A browser that also sends a list, from an iterable of `size` bytes."""

    def send(self, pieces, size, file="khach-hang.csv", **fields):
        head = before_list(self.token, file, **fields)

        def body():
            yield head
            yield from pieces
            yield END

        return self.request("POST", "/console/lists", body(),
                            {"Content-Type": TYPE, "Content-Length": str(len(head) + size + len(END))})

    def send_text(self, text, file="khach-hang.csv", **fields):
        data = text.encode()
        return self.send([data], len(data), file, **fields)

    def ended(self, address, seconds=300):
        """The page once its job has ended; it renews itself until then."""

        def look():
            answer, page = self.get(address)
            if "<progress" in page:
                assert answer.getheader("Refresh") == f"2; url={address}", answer.headers
                return None
            assert answer.getheader("Refresh") is None
            return answer, page

        return wait_for(f"{address} to end", look, seconds)


def number(page, words):
    found = re.search(rf"<dt>{re.escape(words)}</dt>\s*<dd>([0-9.]+)</dd>", page)
    assert found, f"no {words} in {page}"
    return int(found.group(1).replace(".", ""))


def large_list():
    """A list without a customer code: nothing of it is checked or remembered, only sent."""
    line = ("khong co ma," * 80)[:-1] + "\r\n"
    piece = (line * (MEGABYTE // len(line) + 1)).encode()[:MEGABYTE]
    for _ in range(LARGE // MEGABYTE):
        yield piece


class ConsoleLists(ConsoleCase):
    BROWSER = Sender

    @classmethod
    def prepare(cls, scenario):
        scenario.start()
        for name, *more in (("lan", "--role", "operator"), ("minh", "--role", "support"),
                            ("hoa", "--role", "operator", "--unit", "PA05")):
            scenario.ask("users", "add", name, *more, input=PASSWORD + "\n")

    def browser(self, name=None, page="/console/lists"):
        browser = super().browser(name)
        if name:
            browser.get(page)
        return browser

    def spooled(self):
        """The files of lists that came, or are coming, and their sizes."""
        out = {}
        for path in (self.scenario.folder / "triand.db.spool").iterdir():
            try:
                if path.name.startswith(("upload-", "kept-")):
                    out[path.name] = path.stat().st_size
            except FileNotFoundError:
                pass
        return out

    def test_a_list_is_checked_corrected_loaded_and_taken_back(self):
        scenario, browser = self.scenario, self.browser("lan")
        others = set(self.spooled())
        text = HEADER + GOOD + BAD
        path = scenario.folder / "khach-hang.csv"
        path.write_text(text)
        rejects = scenario.folder / "of-trianctl.csv"
        told = scenario.ask("customers", "import", path, "--dry-run", "--rejects", rejects, exit=3)
        answer, page = browser.send_text(text)
        self.assertEqual(answer.status, 303, page)
        check = answer.getheader("Location")
        self.assertRegex(check, r"^/console/lists/checks/[0-9a-f]{64}$")
        answer, page = browser.ended(check)
        self.assertEqual(answer.status, 200)
        for words, key in (("Dòng đã đọc", "read"), ("Nạp được", "taken"), ("Khách hàng mới", "inserted"),
                           ("Bị từ chối", "rejected")):
            self.assertEqual(number(page, words), told[key], words)
        self.assertEqual((told["taken"], told["rejected"]), (1203, 1))
        for words in ("Nạp 1.203 khách hàng", "Điền 1 mã khách hàng còn thiếu", "Sửa 1 số điện thoại",
                      "Sửa 1 địa chỉ email", "1 số điện thoại thiếu số 0 ở đầu"):
            self.assertIn(words, page)
        link = re.search(r'href="(/console/lists/[^"]+/rejects)"', page).group(1)
        answer, file = browser.get(link)
        self.assertEqual(answer.getheader("Content-Type"), "text/csv; charset=utf-8")
        self.assertIn("attachment", answer.getheader("Content-Disposition"))
        self.assertEqual(file, rejects.read_bytes().decode())
        self.assertEqual(scenario.ask("audit", "list", "--who", "lan", "--action", "import")["entries"][0]["action"],
                         "import.rejects")
        self.assertEqual(scenario.ask("customers", "imports")["imports"], [])  # nothing was changed

        answer, page = browser.post(check, do="load")
        self.assertEqual(answer.status, 303, page)
        job = answer.getheader("Location")
        page = browser.ended(job)[1]
        self.assertIn("Đã nạp xong.", page)
        self.assertEqual(number(page, "Nạp được"), told["taken"])
        entry = scenario.ask("customers", "imports")["imports"][0]
        for key in ("read", "taken", "inserted", "rejected"):
            self.assertEqual(entry[key], told[key], key)
        self.assertEqual((entry["file"], entry["who"], entry["state"]), ("khach-hang.csv", "lan", "done"))
        again = scenario.ask("customers", "import", path, "--dry-run", "--rejects", rejects, "--yes", exit=3)
        self.assertEqual(again["unchanged"], told["taken"])  # the very same rows
        self.assertEqual(again["same_file_as"]["import"], entry["import"])  # and bytes
        wait_for("the file to go", lambda: set(self.spooled()) <= others)
        # Twice pressed, it is loaded once.
        self.assertEqual(browser.post(check, do="load")[0].status, 303)
        self.assertEqual(len(scenario.ask("customers", "imports")["imports"]), 1)

        undo = f"/console/lists/{entry['import']}/undo"
        page = browser.get("/console/lists")[1]
        self.assertIn(f'href="{undo}"', page)
        self.assertIn("Đọc 1.204, mới 1.203", page)
        self.assertIn(f"Rút lại lần nạp {entry['import']}", browser.get(undo)[1])
        self.assertEqual(scenario.ask("customers", "show", "PA05000000001")["unit"], "PA05")
        answer, page = browser.post(undo)
        self.assertEqual(answer.status, 303, page)
        self.assertIn("bỏ 1.203 khách hàng", browser.ended(answer.getheader("Location"))[1])
        scenario.ask("customers", "show", "PA05000000001", exit=5)
        log = scenario.log()
        for word in ("Nguyễn", "09123", "khach-hang.csv", browser.token):
            self.assertNotIn(word, log)

    def test_what_the_header_does_not_tell_is_said_by_whoever_sends_it(self):
        scenario, browser = self.scenario, self.browser("lan")
        text = "Số thứ tự HĐ,Tên,Liên hệ,Ghi chú\nPA05000008001,An,0912345001,a\nPA05000008002,Bình,0912345002,b\n"
        answer, page = browser.send_text(text, "hop-dong.csv", unit="PA05")
        check = answer.getheader("Location")
        page = browser.ended(check)[1]
        self.assertIn("no column holds the customer code", html.unescape(page))
        self.assertNotIn('value="load"', page)
        self.assertEqual(browser.post(check, do="check", code_header="Số thứ tự HĐ", unit="PA05")[0].status, 303)
        page = browser.ended(check)[1]
        self.assertIn("Nạp 2 khách hàng", page)
        self.assertIn('<label for="column-2">Liên hệ</label>', page)
        answer, page = browser.post(check, do="check", unit="PA05", **{
            "column-0": "customer_code", "column-1": "full_name", "column-2": "phone", "column-3": "extra"})
        self.assertEqual(answer.status, 303, page)
        self.assertIn('<option value="phone" selected="">', browser.ended(check)[1])
        answer, page = browser.post(check, do="load")
        self.assertIn("Đã nạp xong.", browser.ended(answer.getheader("Location"))[1])
        customer = scenario.ask("customers", "show", "PA05000008001")
        self.assertEqual((customer["full_name"], customer["unit"], customer["extra"]),
                         ("An", "PA05", {"ghi_chu": "a"}))
        self.assertTrue(customer["phone"].endswith("912345001"), customer)
        # trianctl says the same in the same words.
        path = scenario.folder / "hop-dong.csv"
        path.write_text(text)
        told = scenario.ask("customers", "import", path, "--unit", "PA05", "--dry-run", "--column",
                            "Số thứ tự HĐ=customer_code", "--column", "Liên hệ=phone")
        self.assertEqual((told["taken"], told["unchanged"]), (2, 2))
        self.assertEqual([column["column"] for column in told["columns"]],
                         ["customer_code", "full_name", "phone", "extra"])
        scenario.ask("customers", "import", path, "--dry-run", "--column", "Không có=phone", exit=2)

    def test_a_large_list_goes_to_the_disk_and_leaves_the_memory_alone(self):
        browser = self.browser("lan")
        small = ("không có mã\n" * 1000).encode()
        browser.ended(browser.send([small], len(small))[0].getheader("Location"))
        before = self.scenario.most_memory()
        answer, page = browser.send(large_list(), LARGE, "lon.csv")
        self.assertEqual(answer.status, 303, page)
        after_upload = self.scenario.most_memory()
        self.assertIn(LARGE, self.spooled().values())  # it came whole, and lies there
        self.assertIn("no column holds the customer code",
                      html.unescape(browser.ended(answer.getheader("Location"))[1]))
        self.assertLess(after_upload - before, SLACK)
        self.assertLess(self.scenario.most_memory() - before, SLACK)

    def head(self, browser, size):
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        return (f"POST /console/lists HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {TYPE}\r\n"
                f"Content-Length: {size}\r\nCookie: {cookies}\r\n\r\n").encode()

    def test_a_strangers_list_is_refused_before_a_byte_of_it_is_stored(self):
        spooled, before = self.spooled(), self.scenario.most_memory()
        support, of_unit, operator = self.browser("minh", "/"), self.browser("hoa", "/"), self.browser("lan")
        for browser, status in ((self.browser(), 303), (support, 403), (of_unit, 403)):
            with self.subTest(status=status), socket.create_connection(("127.0.0.1", self.scenario.port), 60) as wire:
                wire.sendall(self.head(browser, LARGE))
                # The answer comes though not a byte of the body was sent.
                answer = http.client.HTTPResponse(wire)
                answer.begin()
                self.assertEqual(answer.status, status)
                if status == 303:
                    self.assertEqual(answer.getheader("Location"), "/console/log-in")
                try:
                    for piece in large_list():
                        self.assertEqual(self.spooled(), spooled)
                        wire.sendall(piece)
                except OSError:
                    pass  # the server has closed
                self.assertEqual(self.spooled(), spooled)
        self.assertLess(self.scenario.most_memory() - before, SLACK)
        # A foreign form is not taken either; whose it is, is known by its first field.
        operator.token = "0" * 64
        self.assertEqual(operator.send_text(HEADER + GOOD)[0].status, 403)
        self.assertEqual(self.spooled(), spooled)

    def test_a_client_that_breaks_off_leaves_no_file_and_no_place(self):
        browser = self.browser("lan")
        known = set(self.spooled())
        for _ in range(5):  # more than an account has places
            with socket.create_connection(("127.0.0.1", self.scenario.port), 60) as wire:
                wire.sendall(self.head(browser, LARGE) + before_list(browser.token, "a.csv") + b"x,y\r\n" * MEGABYTE)
                # It struck: some of it is on the disk.
                wait_for("the file", lambda: any(size > MEGABYTE for name, size in self.spooled().items()
                                                 if name not in known))
            wait_for("the file to go", lambda: set(self.spooled()) <= known)
        answer, page = browser.send_text(HEADER + GOOD, "sau.csv")
        self.assertEqual(answer.status, 303, page)
        self.assertIn("Nạp 1.200 khách hàng", browser.ended(answer.getheader("Location"))[1])


if __name__ == "__main__":
    unittest.main(verbosity=2)
