#include "channels/smpp/session.hpp"

#include <catch2/catch.hpp>

#include "channels/smpp/backoff.hpp"
#include "channels/smpp/pdu_codec.hpp"
#include "channels/smpp/send_window.hpp"
#include "channels/smpp/server_address.hpp"
#include "channels/smpp/status_table.hpp"
#include "tests/channels/smpp/golden_pdus.hpp"

namespace triand::channels::smpp {
namespace {

using namespace std::chrono_literals;
using Time = Session::Time;

constexpr Time kStart{};

SessionSettings settings() {
  SessionSettings out;
  out.system_id = "triand";
  out.password = "testpw";
  out.window = 3;
  out.timeout = 10s;
  out.enquire_link = 30s;
  return out;
}

std::string answer(std::uint32_t command, std::uint32_t sequence, std::uint32_t status = 0,
                   const std::string& id = "") {
  Pdu pdu{
      .command = command | command::kResponse, .status = status, .sequence = sequence, .body = PlainBody{}};
  if (!id.empty()) pdu.body = MessageAnswer{.message_id = id, .tlvs = {}};
  return encode(pdu);
}

std::string request(std::uint32_t command, std::uint32_t sequence) {
  return encode({.command = command, .status = 0, .sequence = sequence, .body = PlainBody{}});
}

// A session and what it did.
struct Bench {
  Session session{settings(), kStart};
  std::vector<Answered> answered;
  std::vector<Unanswered> unanswered;
  std::vector<LateAnswer> late;
  std::vector<Delivered> delivered;
  int bound = 0;
  std::uint32_t refused = 0;

  std::vector<Pdu> sent() {
    FrameBuffer buffer;
    buffer.append(session.take_output());
    std::vector<Pdu> out;
    while (const auto frame = buffer.next()) out.push_back(*decode(*frame));
    return out;
  }
  void look() {
    for (const SessionEvent& event : session.take_events()) {
      if (std::holds_alternative<Bound>(event)) ++bound;
      if (const auto* one = std::get_if<BindRefused>(&event)) refused = one->status;
      if (const auto* one = std::get_if<Answered>(&event)) answered.push_back(*one);
      if (const auto* one = std::get_if<Unanswered>(&event)) unanswered.push_back(*one);
      if (const auto* one = std::get_if<LateAnswer>(&event)) late.push_back(*one);
      if (const auto* one = std::get_if<Delivered>(&event)) delivered.push_back(*one);
    }
  }
  void hear(const std::string& bytes, Time now = kStart) {
    session.received(bytes, now);
    look();
  }
  void tick(Time now) {
    session.tick(now);
    look();
  }
  Bench& bind() {
    (void)sent();
    hear(golden(2));
    return *this;
  }
  // Returns the sequence number.
  std::uint32_t submit(std::uint64_t token, Time now = kStart) {
    ShortMessage message;
    message.destination = "84912345678";
    session.submit(token, message, now);
    return sent().back().sequence;
  }
};

}  // namespace

TEST_CASE("a session begins with bind_transceiver and submits once it is bound") {
  Bench bench;
  CHECK(bench.session.take_output() == golden(1));
  CHECK_FALSE(bench.session.can_submit());
  bench.hear(golden(2));
  CHECK(bench.bound == 1);
  CHECK(bench.session.can_submit());
}

TEST_CASE("a refused bind, a silent server and a late bind end the session") {
  Bench refused;
  refused.hear(answer(command::kBindTransceiver, 1, 0x0E));
  CHECK(refused.refused == 0x0E);
  CHECK(refused.session.finished());
  Bench nack;
  nack.hear(answer(command::kGenericNack, 1, 3));
  CHECK(nack.refused == 3);
  Bench silent;
  silent.tick(kStart + 9s);
  CHECK_FALSE(silent.session.finished());
  CHECK(silent.session.next_deadline() == kStart + 10s);
  silent.tick(kStart + 10s);
  CHECK(silent.session.finished());
}

TEST_CASE("no more are unanswered than the window holds, and answers find their own in any order") {
  Bench bench;
  bench.bind();
  const std::uint32_t first = bench.submit(71);
  const std::uint32_t second = bench.submit(72);
  CHECK(bench.session.can_submit());
  const std::uint32_t third = bench.submit(73);
  CHECK_FALSE(bench.session.can_submit());
  bench.hear(answer(command::kSubmitSm, third, 0, "1003") + answer(command::kSubmitSm, first, 0x58));
  CHECK(bench.session.can_submit());
  bench.hear(answer(command::kGenericNack, second, 2));
  REQUIRE(bench.answered.size() == 3);
  CHECK(bench.answered[0].token == 73);
  CHECK(bench.answered[0].message_id == "1003");
  CHECK(bench.answered[1].token == 71);
  CHECK(bench.answered[1].status == 0x58);
  CHECK(bench.answered[2].token == 72);
  CHECK(bench.answered[2].status == 2);
  // The same answers once more, and one that nobody asked for.
  bench.hear(answer(command::kSubmitSm, third, 0, "1003") + answer(command::kSubmitSm, 999, 0, "1"));
  CHECK(bench.answered.size() == 3);
}

TEST_CASE("what was given to the network when the link dies is in doubt, what was not is not") {
  Bench bench;
  bench.bind();
  (void)bench.submit(1);
  ShortMessage message;
  bench.session.submit(2, message, kStart);  // its bytes are never taken
  bench.session.link_lost();
  bench.look();
  REQUIRE(bench.unanswered.size() == 2);
  for (const Unanswered& lost : bench.unanswered)
    CHECK(lost.why == (lost.token == 1 ? Unanswered::Why::link_lost : Unanswered::Why::unwritten));
  CHECK(bench.session.finished());
}

TEST_CASE("a message without an answer is given up once, and a server that died costs one window") {
  Bench bench;
  bench.bind();
  const std::uint32_t sequence = bench.submit(1);
  bench.tick(kStart + 10s);
  REQUIRE(bench.unanswered.size() == 1);
  CHECK(bench.unanswered[0].why == Unanswered::Why::timeout);
  CHECK_FALSE(bench.session.can_submit());  // not before a sign of life
  const auto asked = bench.sent();
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].command == command::kEnquireLink);
  bench.hear(answer(command::kEnquireLink, asked[0].sequence), kStart + 11s);
  CHECK(bench.session.can_submit());
  bench.hear(answer(command::kSubmitSm, sequence, 0, "1001"), kStart + 12s);
  REQUIRE(bench.late.size() == 1);
  CHECK(bench.late[0].token == 1);
  CHECK(bench.late[0].message_id == "1001");
  CHECK(bench.answered.empty());
}

TEST_CASE("one slow answer does not hold up the others") {
  Bench bench;
  bench.bind();
  (void)bench.submit(1);
  const std::uint32_t quick = bench.submit(2, kStart + 9s);
  bench.hear(answer(command::kSubmitSm, quick, 0, "2"), kStart + 9s);
  bench.tick(kStart + 10s);
  CHECK(bench.unanswered.size() == 1);
  CHECK(bench.session.can_submit());  // it has been heard meanwhile
}

TEST_CASE("a silent server is asked, and left when it does not answer") {
  Bench bench;
  bench.bind();
  CHECK(bench.session.next_deadline() == kStart + 30s);
  bench.tick(kStart + 30s);
  CHECK(bench.sent().front().command == command::kEnquireLink);
  bench.tick(kStart + 40s);
  CHECK(bench.session.finished());
  CHECK(bench.session.end() == "the server did not answer an enquire_link");
}

TEST_CASE("the server's questions are answered, what nobody knows with generic_nack") {
  Bench bench;
  bench.bind();
  bench.hear(golden(10));
  CHECK(bench.session.take_output() == golden(11));
  bench.hear(request(0x103, 7));
  CHECK(bench.session.take_output() == golden(13));
  bench.hear(request(command::kAlertNotification, 8));
  CHECK(bench.session.take_output().empty());
  // deliver_sm without a body
  bench.hear(request(command::kDeliverSm, 9));
  const auto nack = bench.sent();
  REQUIRE(nack.size() == 1);
  CHECK(nack[0].command == command::kGenericNack);
  CHECK(nack[0].status == status::kInvalidLength);
  CHECK(nack[0].sequence == 9);
  CHECK_FALSE(bench.session.finished());
  for (std::uint32_t i = 10; i < 20; ++i) bench.hear(request(0x103, i));
  CHECK(bench.session.finished());
}

TEST_CASE("a receipt is acknowledged when whoever keeps it says so, and may come before the answer") {
  Bench bench;
  bench.bind();
  const std::uint32_t sequence = bench.submit(1);
  bench.hear(golden(8));
  REQUIRE(bench.delivered.size() == 1);
  CHECK(bench.session.take_output().empty());
  bench.hear(answer(command::kSubmitSm, sequence, 0, "1001"));
  CHECK(bench.answered.size() == 1);
  bench.session.acknowledge(bench.delivered[0].sequence, 0);
  CHECK(bench.session.take_output() == golden(9));
}

TEST_CASE("an impossible length is refused and the connection left") {
  Bench bench;
  bench.bind();
  bench.hear(from_hex("0000000f000000150000000000000003"));
  CHECK(bench.session.finished());
  const auto nack = bench.sent();
  REQUIRE(nack.size() == 1);
  CHECK(nack[0].command == command::kGenericNack);
  CHECK(nack[0].status == 2);
}

TEST_CASE("a stop waits for the answers and then says good-bye") {
  Bench bench;
  bench.bind();
  const std::uint32_t sequence = bench.submit(1);
  bench.session.unbind(kStart);
  CHECK(bench.sent().empty());
  CHECK_FALSE(bench.session.can_submit());
  bench.hear(answer(command::kSubmitSm, sequence, 0, "1001"));
  const auto bye = bench.sent();
  REQUIRE(bye.size() == 1);
  CHECK(bye[0].command == command::kUnbind);
  bench.hear(answer(command::kUnbind, bye[0].sequence));
  CHECK(bench.session.finished());
  CHECK(bench.session.end().empty());
  CHECK(bench.unanswered.empty());
}

TEST_CASE("a server that says good-bye is answered, and its last answers are heard") {
  Bench bench;
  bench.bind();
  const std::uint32_t sequence = bench.submit(1);
  bench.hear(request(command::kUnbind, 6));
  CHECK(bench.sent().front().command == (command::kUnbind | command::kResponse));
  CHECK_FALSE(bench.session.can_submit());
  CHECK_FALSE(bench.session.finished());
  bench.hear(answer(command::kSubmitSm, sequence, 0, "1001"));
  CHECK(bench.answered.size() == 1);
  CHECK(bench.session.finished());
}

TEST_CASE("waits between attempts grow, never beyond the longest, and each is shortened at random") {
  Backoff backoff(1s, 60s);
  for (const auto expected : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) CHECK(backoff.next(0) == expected);
  CHECK(backoff.next(0.999) > 29s);
  backoff.succeeded();
  CHECK(backoff.next(0.5) == 750ms);
  CHECK(backoff.after_refusal() == 600s);
}

TEST_CASE("a server is named by host and port") {
  const auto plain = ServerAddress::parse("smpp://smsc.example:2776");
  REQUIRE(plain);
  CHECK(plain->host == "smsc.example");
  CHECK(plain->port == 2776);
  CHECK_FALSE(plain->tls);
  CHECK(ServerAddress::parse("smpp://10.0.0.1")->port == 2775);
  const auto safe = ServerAddress::parse("smpps://[::1]:7000/");
  REQUIRE(safe);
  CHECK(safe->tls);
  CHECK(safe->host == "::1");
  CHECK(ServerAddress::parse("smpps://smsc.example")->port == 3550);
  for (const char* wrong :
       {"", "smsc.example:2775", "http://smsc.example", "smpp://", "smpp://a:0", "smpp://a:70000",
        "smpp://a:b", "smpp://a b", "smpp://u@a", "smpp://[::1", "smpp://a:1:2", "smpp://a/x"})
    CHECK_FALSE(ServerAddress::parse(wrong));
}

}  // namespace triand::channels::smpp
