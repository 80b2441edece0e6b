#include "tests/standin/ledger/ledger.hpp"

#include <catch2/catch.hpp>

using namespace triand::standin;

namespace {

Message message(Channel channel, const std::string& reference) {
  Message made;
  made.channel = channel;
  made.reference = reference;
  made.text = "text of " + reference;
  return made;
}

std::string all_lines(const Ledger& ledger, std::optional<Channel> channel) {
  auto more = ledger.reference_lines(channel);
  std::string lines;
  for (std::string piece = more(); !piece.empty(); piece = more()) lines += piece;
  return lines;
}

}  // namespace

TEST_CASE("a reference accepted twice is one entry, two deliveries and a duplicate") {
  Ledger ledger;
  ledger.accept(message(Channel::zalo, "A1"), TimePoint());
  ledger.accept(message(Channel::zalo, "A1"), TimePoint(std::chrono::seconds(5)));
  ledger.accept(message(Channel::zalo, "A2"), TimePoint());

  CHECK(ledger.total().accepted == 3);
  CHECK(ledger.total().distinct == 2);
  CHECK(ledger.duplicates() == std::vector<std::string>{"A1"});
  REQUIRE(ledger.find("A1") != nullptr);
  CHECK(ledger.find("A1")->times == 2);
  CHECK(ledger.find("A1")->last_at == TimePoint(std::chrono::seconds(5)));
  CHECK(all_lines(ledger, std::nullopt) == "A1\nA1\nA2\n");
}

TEST_CASE("a repeat the gateway recognised is no second delivery") {
  Ledger ledger;
  ledger.accept(message(Channel::sms, "B1"), TimePoint());
  ledger.recognise(message(Channel::sms, "B1"));

  CHECK(ledger.tally(Channel::sms).accepted == 1);
  CHECK(ledger.tally(Channel::sms).recognised == 1);
  CHECK(ledger.find("B1")->recognised == 1);
  CHECK(ledger.duplicates().empty());
}

TEST_CASE("the same reference on two channels is two messages") {
  Ledger ledger;
  ledger.accept(message(Channel::sms, "C1"), TimePoint());
  ledger.accept(message(Channel::email, "C1"), TimePoint());
  CHECK(ledger.total().distinct == 2);
  CHECK(ledger.duplicates().empty());
  CHECK(all_lines(ledger, Channel::email) == "C1\n");
}

TEST_CASE("messages without a reference are never taken for one another") {
  Ledger ledger;
  ledger.accept(message(Channel::sms, ""), TimePoint());
  ledger.accept(message(Channel::sms, ""), TimePoint());
  CHECK(ledger.total().distinct == 2);
}

TEST_CASE("a page leaves out other channels and what comes before its offset") {
  Ledger ledger;
  for (int number = 0; number < 10; ++number) {
    ledger.accept(message(number % 2 == 0 ? Channel::sms : Channel::zalo, "D" + std::to_string(number)),
                  TimePoint());
  }
  auto page = ledger.page(Channel::zalo, 2, 1);
  REQUIRE(page.size() == 2);
  CHECK(page[0]->message.reference == "D3");
  CHECK(page[1]->message.reference == "D5");
}

TEST_CASE("a long list of references comes in pieces and loses none") {
  Ledger ledger;
  for (int number = 0; number < 20000; ++number) {
    ledger.accept(message(Channel::sms, "reference" + std::to_string(number)), TimePoint());
  }
  auto more = ledger.reference_lines(std::nullopt);
  std::size_t lines = 0;
  std::size_t pieces = 0;
  for (std::string piece = more(); !piece.empty(); piece = more(), ++pieces) {
    lines += static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '\n'));
  }
  CHECK(lines == 20000);
  CHECK(pieces > 1);
}

TEST_CASE("a list of references that was begun ends when the ledger is cleared") {
  Ledger ledger;
  ledger.accept(message(Channel::sms, "E1"), TimePoint());
  auto more = ledger.reference_lines(std::nullopt);
  ledger.clear();
  ledger.accept(message(Channel::sms, "E2"), TimePoint());
  CHECK(more().empty());
  CHECK(ledger.total().accepted == 1);
}

TEST_CASE("a compact ledger counts and finds duplicates like a full one") {
  Ledger ledger(true);
  ledger.accept(message(Channel::email, "F1"), TimePoint());
  ledger.accept(message(Channel::email, "F2"), TimePoint());
  ledger.accept(message(Channel::email, "F1"), TimePoint());
  CHECK(ledger.tally(Channel::email).accepted == 3);
  CHECK(ledger.tally(Channel::email).distinct == 2);
  CHECK(ledger.duplicates() == std::vector<std::string>{"F1"});
  CHECK(ledger.knows_compact(Channel::email, "F2"));
  CHECK_FALSE(ledger.knows_compact(Channel::sms, "F2"));
}
