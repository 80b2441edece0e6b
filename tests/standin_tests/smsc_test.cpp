#include "tests/standin/smpp/smsc.hpp"

#include <catch2/catch.hpp>

#include "tests/standin/smpp/smpp_text.hpp"

using namespace triand::standin;

namespace {

using namespace std::string_literals;

std::string bind_body(const std::string& system_id, const std::string& password) {
  return system_id + '\0' + password + '\0' + '\0' + "\x34" + "\0\0\0"s;
}

std::string submit_body(const std::string& text, unsigned esm_class = 0,
                        const std::string& to = "84912345678") {
  return "\0\x05\0EVNNPC\0\x01\x01"s + to + '\0' + static_cast<char>(esm_class) + "\0\0\0\0\x01\0\0\0"s +
         static_cast<char>(text.size()) + text;
}

struct Bench {
  explicit Bench(SmscSettings settings = {}, const std::string& rule_text = "[]")
      : smsc(std::move(settings), ledger, rules, receipts) {
    rules.replace(parse_rules(rule_text).rules);
  }
  std::uint32_t bind(SmscSession& peer, const std::string& password = "testpw") {
    return status(smsc.handle(peer, {smpp::kBindTransceiver, 0, 1, bind_body("triand", password)}, now));
  }
  SmscTurn submit(const std::string& text, unsigned esm_class = 0) {
    return smsc.handle(session, {smpp::kSubmit, 0, ++sequence, submit_body(text, esm_class)}, now);
  }
  static std::uint32_t status(const SmscTurn& turn) {
    std::string bytes = turn.reply;
    bool broken = false;
    return take_pdu(bytes, broken).value().status;
  }

  Ledger ledger;
  RuleBook rules;
  ReceiptCounts receipts;
  Smsc smsc;
  SmscSession session;
  std::uint32_t sequence = 1;
  TimePoint now = std::chrono::system_clock::now();
};

}  // namespace

TEST_CASE("an SMPP account is checked, and bound once on a connection") {
  SmscSettings settings;
  settings.system_id = "triand";
  settings.password = "testpw";
  settings.sessions = 1;
  Bench bench(settings);
  CHECK(Bench::status(bench.submit("too early")) == 0x04);
  CHECK(bench.bind(bench.session, "wrong") == 0x0E);
  CHECK(bench.bind(bench.session) == 0);
  CHECK(bench.bind(bench.session) == 0x05);
  SmscSession other;
  CHECK(bench.bind(other) == 0x05);
  bench.smsc.closed(bench.session);
  CHECK(bench.bind(other) == 0);
}

TEST_CASE("a message in parts is one message once it is whole, whatever the order") {
  Bench bench;
  REQUIRE(bench.bind(bench.session) == 0);
  CHECK(Bench::status(bench.submit("\x05\0\x03\x2A\x02\x02"s + "an", 0x40)) == 0);
  CHECK(bench.ledger.total().accepted == 0);
  CHECK(Bench::status(bench.submit("\x05\0\x03\x2A\x02\x01"s + "Tri ", 0x40)) == 0);
  REQUIRE(bench.ledger.find("84912345678") != nullptr);
  CHECK(bench.ledger.find("84912345678")->message.text == "Tri an");
  CHECK(bench.ledger.find("84912345678")->times == 1);
}

TEST_CASE("an SMPP server throttles by window and by rate, and receipts follow what was taken") {
  SmscSettings settings;
  settings.rate = 2;
  Bench bench(settings);
  REQUIRE(bench.bind(bench.session) == 0);
  CHECK(bench.submit("one").later.size() == 1);
  CHECK(bench.submit("two").later.size() == 1);
  const SmscTurn third = bench.submit("three");
  CHECK(Bench::status(third) == 0x58);
  CHECK(third.later.empty());
  bench.now += std::chrono::seconds(2);
  CHECK(Bench::status(bench.submit("three")) == 0);
}

TEST_CASE("an SMPP server errs as a rule says") {
  Bench bench(
      {},
      R"([{"match": {"times": 1}, "action": {"error": "0x0B"}}, {"match": {}, "action": {"hang": true}}])");
  REQUIRE(bench.bind(bench.session) == 0);
  const SmscTurn refused = bench.submit("one");
  CHECK(Bench::status(refused) == 0x0B);
  CHECK(bench.ledger.total().accepted == 0);
  CHECK(bench.submit("two").reply.empty());
  CHECK(bench.ledger.total().accepted == 1);
}

TEST_CASE("octets read as a telephone shows them") {
  CHECK(sms_on_screen("Tri \x1B\x65\x00"s, 0) == "Tri €@");
  CHECK(sms_on_screen("\x1E\xA3\xD8\x3C\xDF\x89"s, 8) == "ả🎉");
  CHECK(sms_on_screen("\xE9", 3) == "é");
}
