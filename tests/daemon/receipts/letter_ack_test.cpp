#include "daemon/receipts/letter_ack.hpp"

#include <cstddef>
#include <string>

#include <catch2/catch.hpp>

using namespace triand::receipts;
using Status = LetterAck::Status;

TEST_CASE("acknowledgements are read row by row, blank lines apart") {
  const auto file = read_letter_acks(
      "reference,status,date,reason\r\n"
      "A1,printed,2026-12-18,\r\n"
      "\r\n"
      "B2,Posted,2026-12-19T08:00:00+07:00,\r\n"
      "C3,returned,2026-12-28,\"không có người nhận, \"\"chuyển đi\"\"\"\r\n"
      "D4,rejected,,torn");
  CHECK(file.unusable.empty());
  CHECK(file.faults.empty());
  REQUIRE(file.acks.size() == 4);
  CHECK(file.acks[0].line == 2);
  CHECK(file.acks[0].status == Status::printed);
  CHECK(file.acks[1].line == 4);
  CHECK(file.acks[1].status == Status::posted);
  CHECK(file.acks[1].date == "2026-12-19T08:00:00+07:00");
  CHECK(file.acks[2].reason == "không có người nhận, \"chuyển đi\"");
  CHECK(file.acks[3].status == Status::rejected);
  CHECK(file.acks[3].date.empty());
}

TEST_CASE("columns are found by name, also between semicolons and behind a byte order mark") {
  const auto file = read_letter_acks("\xEF\xBB\xBFStatus;pages;Reference\nposted;2; A1 \n");
  REQUIRE(file.acks.size() == 1);
  CHECK(file.acks[0].reference == "A1");
  CHECK(file.acks[0].status == Status::posted);
}

TEST_CASE("a file with more rows that say nothing than anybody would read is refused as a whole") {
  const auto rows = [](std::size_t count) {
    std::string text = "reference,status\n";
    for (std::size_t row = 0; row < count; ++row) text += "A,lost\n";
    return read_letter_acks(text);
  };
  CHECK(rows(10'000).unusable.empty());
  CHECK(rows(10'000).faults.size() == 10'000);
  CHECK(rows(10'001).unusable.find("10000 that cannot be used") != std::string::npos);
  CHECK(rows(10'001).faults.empty());
}

TEST_CASE("a file without reference and status is not read at all") {
  for (const char* text : {"", "A1,posted,2026-12-19,\n", "reference,state\nA1,posted\n"}) {
    const auto file = read_letter_acks(text);
    CHECK_FALSE(file.unusable.empty());
    CHECK(file.acks.empty());
  }
}

TEST_CASE("each row that says nothing is told with its line and does not stop the others") {
  const auto file = read_letter_acks(
      "reference,status,date,reason\n"
      "A1,lost,2026-12-19,\n"
      ",posted,2026-12-19,\n"
      "B2,posted,19/12/2026,\n"
      "B3,posted,2026-13-01,\n"
      "C3,returned,2026-12-28,\"never closed\n"
      "D4,posted,2026-12-19,\n");
  REQUIRE(file.faults.size() == 5);
  for (std::size_t at = 0; at < 5; ++at) CHECK(file.faults[at].line == static_cast<std::int64_t>(at) + 2);
  CHECK(file.faults[0].message.find("printed, posted, returned or rejected") != std::string::npos);
  REQUIRE(file.acks.size() == 1);
  CHECK(file.acks[0].reference == "D4");
  CHECK(file.acks[0].line == 7);
}

TEST_CASE("a stray quotation mark costs its own line and swallows no other") {
  const auto file = read_letter_acks(
      "reference,status,date,reason\n"
      "A1,returned,2026-12-20,\"moved\n"
      "B2,posted,2026-12-20,\n"
      "C3,posted,2026-12-20,\"ok\"\n");
  REQUIRE(file.faults.size() == 1);
  CHECK(file.faults[0].line == 2);
  CHECK(file.faults[0].message.find("quotation mark") != std::string::npos);
  REQUIRE(file.acks.size() == 2);
  CHECK(file.acks[0].reference == "B2");
  CHECK(file.acks[0].line == 3);
  CHECK(file.acks[1].reference == "C3");
  CHECK(file.acks[1].reason == "ok");
  // In a cell that is not the row's last, and behind one that has a line break in it.
  const auto more = read_letter_acks(
      "reference,reason,status\n"
      "A1,\"moved\" away,returned\n"
      "\"B2\" , \"gone\nfor good\" ,returned\n"
      "\"C\n3\",\"lost,posted\n"
      "D4,\"fine\",posted\n");
  REQUIRE(more.faults.size() == 2);
  CHECK(more.faults[0].line == 2);
  CHECK(more.faults[1].line == 6);
  REQUIRE(more.acks.size() == 2);
  CHECK(more.acks[0].reference == "B2");
  CHECK(more.acks[0].reason == "gone\nfor good");
  CHECK(more.acks[1].reference == "D4");
  CHECK(more.acks[1].line == 7);
}

TEST_CASE("a line break inside quotes belongs to its cell and is counted") {
  const auto file =
      read_letter_acks("reference,status,date,reason\nA1,returned,,\"moved\nand gone\"\nB2,lost,,\n");
  REQUIRE(file.acks.size() == 1);
  CHECK(file.acks[0].reason == "moved\nand gone");
  REQUIRE(file.faults.size() == 1);
  CHECK(file.faults[0].line == 4);
}
