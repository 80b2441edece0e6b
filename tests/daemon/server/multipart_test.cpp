#include <catch2/catch.hpp>

#include <vector>

#include "daemon/server/multipart_parser.hpp"

using namespace triand;
using server::multipart_boundary;
using server::read_multipart_head;

namespace {

struct Part {
  std::string name;
  std::optional<std::string> file_name;
  std::string data;
  bool operator==(const Part&) const = default;
};

struct Read {
  std::vector<Part> parts;
  bool good = true;  // every piece was taken
  bool whole = false;
  bool operator==(const Read&) const = default;
};

// Fed in pieces of that size; 0: in one.
Read read(const std::string& body, std::size_t piece = 0, server::MultipartLimits limits = {},
          const std::string& boundary = "Bound") {
  Read out;
  server::MultipartParser parser(boundary,
                                 {[&](const server::MultipartHead& head) {
                                    out.parts.push_back({head.name, head.file_name, ""});
                                    return true;
                                  },
                                  [&](std::string_view data) {
                                    CHECK_FALSE(data.empty());
                                    out.parts.back().data += data;
                                    return true;
                                  }},
                                 limits);
  if (piece == 0) piece = body.size();
  for (std::size_t at = 0; at < body.size() && out.good; at += piece)
    out.good = parser.feed(std::string_view(body).substr(at, piece));
  out.whole = parser.finish();
  return out;
}

std::string part(const std::string& name, const std::string& data, const std::string& more = "") {
  return "--Bound\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n" + data +
         "\r\n";
}

const std::string kEnd = "--Bound--\r\n";
const std::string kDisposition = "Content-Disposition: form-data; name=\"a\"\r\n";

}  // namespace

TEST_CASE("a form is the same wherever its body is cut") {
  // Line ends, and all that begins like a boundary and is none.
  const std::string list = "ma,ten\r\n1,An\r\n--\r\n--Boun\r\n--boundary\r\n-\r\r\n\r\n--Bo";
  const std::string body = part("token", "0123") + part("empty", "") +
                           part("list", list, "; filename=\"kh.csv\"\r\nContent-Type: text/csv") + kEnd;
  const Read whole = read(body);
  const Read expected{
      {{"token", std::nullopt, "0123"}, {"empty", std::nullopt, ""}, {"list", "kh.csv", list}}, true, true};
  REQUIRE(whole == expected);
  for (std::size_t piece = 1; piece < body.size(); ++piece) {
    CAPTURE(piece);
    REQUIRE(read(body, piece) == whole);
  }
  // Two pieces, cut at every place.
  for (std::size_t cut = 1; cut < body.size(); ++cut) {
    CAPTURE(cut);
    std::string data;
    server::MultipartParser parser("Bound", {[](const server::MultipartHead&) { return true; },
                                             [&](std::string_view more) {
                                               data += more;
                                               return true;
                                             }});
    REQUIRE(parser.feed(std::string_view(body).substr(0, cut)));
    REQUIRE_FALSE((parser.finish() && cut < body.size() - 2));
    REQUIRE(parser.feed(std::string_view(body).substr(cut)));
    REQUIRE(parser.finish());
    REQUIRE(data == "0123" + list);
  }
}

TEST_CASE("a form that breaks off anywhere is not whole") {
  const std::string body = part("token", "0123") + part("list", "1,An\r\n") + "--Bound--";
  REQUIRE(read(body).whole);
  for (std::size_t length = 0; length < body.size(); ++length) {
    CAPTURE(length);
    CHECK_FALSE(read(body.substr(0, length)).whole);
  }
}

TEST_CASE("what stands around a form's parts, and a line that begins with the boundary, is no form") {
  for (const std::string& body :
       {"\r\n" + part("a", "1") + kEnd, "preamble\r\n" + part("a", "1") + kEnd,
        part("a", "1") + kEnd + "more", part("a", "1") + "--Bound--\r\n\r\n",
        part("a", "1") + "--Bound-\r\n" + kEnd, part("a", "one\r\n--Boundary\r\ntwo") + kEnd,
        part("a", "1") + "--Bound \r\n" + kEnd, part("a", "1") + "--Bound\n" + kEnd,
        std::string("--Bound--\r\n"), std::string("--Bound\r\n\r\n\r\n")}) {
    CAPTURE(body);
    CHECK_FALSE(read(body).good);
    CHECK_FALSE(read(body, 1).good);
  }
}

TEST_CASE("a form inside a form is bytes of its part, unless it uses the same boundary") {
  const std::string inner =
      "--Inner\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nx\r\n--Inner--\r\n";
  const Read nested = read(part("list", inner, "; filename=\"a\"") + kEnd);
  CHECK(nested.parts == std::vector<Part>{{"list", "a", inner}});
  CHECK(nested.whole);
  CHECK_FALSE(read("--Bound\r\n" + kDisposition + "Content-Type: multipart/mixed; boundary=Inner\r\n\r\n" +
                   inner + "\r\n" + kEnd)
                  .good);
  const Read same = read(part("list", part("token", "x") + kEnd) + kEnd);
  CHECK_FALSE(same.good);
}

TEST_CASE("a form has so many parts, and a part so long a head, and no more") {
  std::string body;
  for (int count = 0; count < 16; ++count) body += part("a", "1");
  CHECK(read(body + kEnd).whole);
  const Read more = read(body + part("b", "1") + kEnd);
  CHECK_FALSE(more.good);
  CHECK(more.parts.size() == 16);
  const auto with_head = [](std::size_t length) {
    return "--Bound\r\n" + kDisposition + "X: " + std::string(length, 'x') + "\r\n\r\n1\r\n" + kEnd;
  };
  CHECK(read(with_head(4000)).whole);
  CHECK_FALSE(read(with_head(5000)).good);
  // A head without an end is refused as soon as it is too long.
  server::MultipartParser parser("Bound", {});
  REQUIRE(parser.feed("--Bound\r\n" + kDisposition));
  std::size_t taken = 0;
  while (parser.feed("X: x\r\n")) REQUIRE(++taken < 1000);
  CHECK_FALSE(parser.feed("\r\n\r\n"));
}

TEST_CASE("a handler that wants no more ends the reading") {
  int parts = 0;
  server::MultipartParser parser("Bound", {[&](const server::MultipartHead&) { return ++parts < 2; },
                                           [](std::string_view) { return true; }});
  CHECK_FALSE(parser.feed(part("token", "wrong") + part("list", "1") + part("more", "2") + kEnd));
  CHECK(parts == 2);
  CHECK_FALSE(parser.feed(kEnd));
  CHECK_FALSE(parser.finish());
}

TEST_CASE("a part's head names its field, and a file's name is never a path") {
  const auto name_of = [](const std::string& disposition) -> std::optional<std::string> {
    const auto head = read_multipart_head("Content-Disposition: form-data; " + disposition + "\r\n");
    if (!head) return std::nullopt;
    return head->name + "|" + head->file_name.value_or("none");
  };
  CHECK(name_of(R"(name="list"; filename="Khách hàng.csv")") == "list|Khách hàng.csv");
  CHECK(name_of(R"(filename="a;b.csv" ; name="list")") == "list|a;b.csv");
  CHECK(name_of(R"(name="list"; filename="a\"b.csv")") == R"(list|a"b.csv)");
  CHECK(name_of(R"(name="list"; filename="C:\Users\an\kh.csv")") == "list|kh.csv");
  CHECK(name_of(R"(name="list"; filename="../../etc/passwd")") == "list|passwd");
  CHECK(name_of(R"(name="list"; filename="")") == "list|");
  CHECK(name_of(R"(name="list")") == "list|none");
  for (const char* wrong :
       {R"(name=list)", R"(name="")", R"(name="a"; name="b")", R"(name="a"; NAME="b")", R"(filename="a")",
        R"(name="a"; filename="b"; filename="c")", R"(name="a"; filename*=UTF-8''b)", R"(name="a)",
        R"(name="a" x)", R"(name="a";)", R"(name="a"; =)", "name=\"a\"; \x01=\"x\""}) {
    CAPTURE(wrong);
    CHECK(name_of(wrong) == std::nullopt);
  }
  CHECK(name_of(std::string("name=\"a\0b\"", 10)) == std::nullopt);
}

TEST_CASE("a part's head with a line too many, too few or of a strange form is none") {
  CHECK(read_multipart_head(kDisposition + "X-Other: y\r\nContent-Type: text/csv\r\n"));
  for (const std::string& lines :
       {std::string(), std::string("Content-Type: text/csv\r\n"), kDisposition + kDisposition,
        kDisposition + " folded\r\n", kDisposition + "no colon\r\n", kDisposition + ": no name\r\n",
        kDisposition + "X : y\r\n", kDisposition + "X: a\nContent-Type: b\r\n", kDisposition + "X: a\rb\r\n",
        kDisposition + std::string("X: a\0b\r\n", 8), kDisposition + "Content-Transfer-Encoding: base64\r\n",
        kDisposition + "Content-Type: a/b\r\nContent-Type: a/b\r\n",
        kDisposition + "Content-Type: Multipart/mixed; boundary=x\r\n",
        std::string("Content-Disposition: attachment; name=\"a\"\r\n"),
        std::string("Content-Disposition: form-data; name=\"a\"")}) {
    CAPTURE(lines);
    CHECK_FALSE(read_multipart_head(lines));
  }
}

TEST_CASE("a boundary is that of a form, and sound") {
  CHECK(multipart_boundary("multipart/form-data; boundary=----WebKitFormBoundary7MA4") ==
        "----WebKitFormBoundary7MA4");
  CHECK(multipart_boundary("Multipart/Form-Data;charset=utf-8; Boundary=\"a b\"") == "a b");
  CHECK(multipart_boundary("multipart/form-data; boundary=" + std::string(70, 'x')));
  for (const std::string& type :
       {std::string(), std::string("text/plain; boundary=x"), std::string("multipart/mixed; boundary=x"),
        std::string("multipart/form-data"), std::string("multipart/form-data; boundary="),
        std::string("multipart/form-data; boundary=\"\""),
        std::string("multipart/form-data; boundary=\"x \""),
        std::string("multipart/form-data; boundary=a; boundary=b"),
        std::string("multipart/form-data; boundary=\"a\r\nb\""),
        std::string("multipart/form-data; boundary=á"),
        "multipart/form-data; boundary=" + std::string(71, 'x')}) {
    CAPTURE(type);
    CHECK_FALSE(multipart_boundary(type));
  }
}
