#include "channels/email/reply_reader.hpp"

#include <catch2/catch.hpp>

#include "channels/email/dot_stuffing.hpp"
#include "channels/email/greeting.hpp"

namespace triand::channels::email {
namespace {

TEST_CASE("replies are whole however their bytes are cut") {
  const std::string bytes =
      "250-2.1.0 two\r\n250 lines\r\nnonsense\r\n\r\n550 5.1.1 gone\n354\r\n250-\r\n250 \r\n421 4.4.2 id";
  for (std::size_t cut = 1; cut <= bytes.size(); ++cut) {
    CAPTURE(cut);
    ReplyReader reader;
    std::vector<std::pair<int, std::string>> replies;
    for (std::size_t at = 0; at < bytes.size(); at += cut) {
      reader.add(std::string_view(bytes).substr(at, cut));
      while (const auto reply = reader.next()) replies.emplace_back(reply->code, reply->words);
    }
    CHECK(replies == std::vector<std::pair<int, std::string>>{
                         {250, "2.1.0 two lines"}, {550, "5.1.1 gone"}, {354, ""}, {250, ""}});
    // The beginning of a reply that nobody has asked for.
    CHECK_FALSE(reader.empty());
    CHECK_FALSE(reader.too_long());
  }
}

TEST_CASE("a line is a reply's when a code and what parts it from the words are there") {
  for (const std::string line :
       {"2503 octets", "250\tOk", "2024-11-30 log", "25 x", "099 x", "x250 Ok", ""}) {
    CAPTURE(line);
    CHECK_FALSE(read_reply_line(line));
  }
  CHECK(read_reply_line("250")->code == 250);
  CHECK(read_reply_line("250-a\r\n")->more);
  CHECK(read_reply_line("250 a b\n")->words == "a b");
}

TEST_CASE("a reply without end is seen to be none") {
  for (const std::string line : {"x", "250-words without end\r\n", "nonsense without a code\r\n"}) {
    CAPTURE(line);
    ReplyReader reader;
    std::size_t bytes = 0;
    while (!reader.too_long()) {
      reader.add(line);
      CHECK_FALSE(reader.next());
      bytes += line.size();
      REQUIRE(bytes <= ReplyReader::kMaxBytes + line.size());
    }
    CHECK(bytes > ReplyReader::kMaxBytes);
  }
  ReplyReader reader;
  for (int i = 0; i < 10'000; ++i) {
    reader.add("250 Ok of many\r\n");
    REQUIRE(reader.next());
    REQUIRE(reader.empty());
  }
}

TEST_CASE("what was offered in clear is forgotten when it is encrypted") {
  const auto hear = [](Greeting& greeting, std::initializer_list<std::string_view> lines) {
    for (const std::string_view line : lines) greeting.add(*read_reply_line(line));
  };
  Greeting greeting;
  hear(greeting, {"220-mail.example", "220 ESMTP", "250-mail.example", "250-PIPELINING", "250 SIZE 1000"});
  CHECK(greeting.offers_pipelining());
  CHECK(greeting.offers_size());
  CHECK_FALSE(greeting.encrypted());
  // Nobody can have said this yet.
  hear(greeting, {"235 2.7.0 ok"});
  hear(greeting, {"220 2.0.0 go ahead", "250-mail.example", "250 pipelining"});
  CHECK(greeting.encrypted());
  CHECK(greeting.offers_pipelining());
  CHECK_FALSE(greeting.offers_size());
  CHECK_FALSE(greeting.authenticated());
  hear(greeting, {"235 2.7.0 ok"});
  CHECK(greeting.authenticated());
  CHECK(Greeting(true).encrypted());
}

TEST_CASE("dots are stuffed and the final one is on a line of its own") {
  CHECK(dot_stuffed("") == ".\r\n");
  CHECK(dot_stuffed("a\r\n") == "a\r\n.\r\n");
  CHECK(dot_stuffed("a") == "a\r\n.\r\n");
  CHECK(dot_stuffed(".\r\n..\r\nend.\r\n.") == "..\r\n...\r\nend.\r\n..\r\n.\r\n");
  CHECK(dot_stuffed("a\r\n.\r\nRCPT TO:<victim@z>\r\n") == "a\r\n..\r\nRCPT TO:<victim@z>\r\n.\r\n");
}

}  // namespace
}  // namespace triand::channels::email
