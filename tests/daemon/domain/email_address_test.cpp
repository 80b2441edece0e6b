#include "daemon/domain/email_address.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace triand::domain {

TEST_CASE("an email address keeps its local part and gets a domain in lower case") {
  CHECK(read_email_address(" Huong.Nguyen+evn@Example.VN ").address == "Huong.Nguyen+evn@example.vn");
  CHECK(read_email_address("a@b-c.com.vn").address == "a@b-c.com.vn");
  CHECK(read_email_address("o'hara@example.vn").address == "o'hara@example.vn");
}

TEST_CASE("characters without width are taken out of an email address") {
  const EmailReading reading = read_email_address("huong\u200B@example.vn");
  CHECK(reading.address == "huong@example.vn");
  CHECK(reading.cleaned);
}

TEST_CASE("an empty email cell is no fault") {
  CHECK(read_email_address(" \u00A0 ").fault == Reason::none);
  CHECK(read_email_address("").address.empty());
}

TEST_CASE("what is not one plain address is refused") {
  const std::string local(65, 'a');
  const std::string label(64, 'b');
  std::string longest = "a@";
  while (longest.size() < 254) longest += "bbbbbbbbb.";
  for (const std::string& cell : {std::string("huong"),
                                  std::string("@example.vn"),
                                  std::string("huong@"),
                                  std::string("huong@localhost"),
                                  std::string("a@b@example.vn"),
                                  std::string("a b@example.vn"),
                                  std::string(".a@example.vn"),
                                  std::string("a.@example.vn"),
                                  std::string("a..b@example.vn"),
                                  std::string("a@example..vn"),
                                  std::string("a@-example.vn"),
                                  std::string("a@example.vn\r\nRCPT TO:<b@example.vn>"),
                                  std::string("a\r\n@example.vn"),
                                  std::string("a@example.vn; b@example.vn"),
                                  std::string("Huong <a@example.vn>"),
                                  std::string("\"a b\"@example.vn"),
                                  std::string("a@[127.0.0.1]"),
                                  std::string("a@127.0.0.1"),
                                  std::string("hương@example.vn"),
                                  std::string("a@điện.vn"),
                                  local + "@example.vn",
                                  "a@" + label + ".vn",
                                  longest + "vn",
                                  std::string("a@example.v"),
                                  std::string("a\0b@example.vn", 14)}) {
    CAPTURE(cell);
    const EmailReading reading = read_email_address(cell);
    CHECK(reading.fault == Reason::bad_email);
    CHECK(reading.address.empty());
  }
}

}  // namespace triand::domain
