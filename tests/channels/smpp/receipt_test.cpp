#include "channels/smpp/receipt_reader.hpp"

#include <catch2/catch.hpp>

#include "channels/smpp/late_answers.hpp"
#include "channels/smpp/late_word.hpp"
#include "channels/smpp/message_flow.hpp"
#include "channels/smpp/receipt_text.hpp"
#include "channels/smpp/status_table.hpp"

namespace triand::channels::smpp {
namespace {

ShortMessage receipt(const std::string& text, std::vector<Tlv> tlvs = {}, std::uint8_t esm_class = 4) {
  ShortMessage out;
  out.esm_class = esm_class;
  out.text = text;
  out.tlvs = std::move(tlvs);
  return out;
}

}  // namespace

TEST_CASE("a receipt's text is read in every way that servers write it") {
  struct Sample {
    const char* text;
    const char* id;
    const char* state;
    const char* error;
  };
  for (const Sample& sample : {
           Sample{"id:1001 sub:001 dlvrd:001 submit date:2612180800 done date:2612180801 stat:DELIVRD "
                  "err:000 text:Tri",
                  "1001", "DELIVRD", "000"},
           Sample{"id:0123456789abcdef sub:001 dlvrd:001 submit date:261218080000 done date:261218080101 "
                  "stat:UNDELIV "
                  "err:1 Text:",
                  "0123456789abcdef", "UNDELIV", "1"},
           Sample{"stat:EXPIRED id:550e8400-e29b-41d4-a716-446655440000 err:069",
                  "550e8400-e29b-41d4-a716-446655440000", "EXPIRED", "069"},
           Sample{"ID: 77  STAT: delivrd  ERR: 000  TEXT: id:99 stat:UNDELIV", "77", "DELIVRD", "000"},
           Sample{"id:5 stat:REJECTD", "5", "REJECTD", ""},
           Sample{"submit date:2612180800 done date:2612180801 id:6 dlvrd:000 stat:ACCEPTD err:", "6",
                  "ACCEPTD", ""},
           Sample{"id:7\r\nstat:DELIVRD\r\nerr:000", "7", "DELIVRD", "000"},
           Sample{"text:id:8 stat:DELIVRD", "", "", ""},
           Sample{"", "", "", ""},
           Sample{"grid:9 substat:DELIVRD", "", "", ""},
       }) {
    CAPTURE(sample.text);
    const ReceiptText read = read_receipt_text(sample.text);
    CHECK(read.id == sample.id);
    CHECK(read.state == sample.state);
    CHECK(read.error == sample.error);
  }
}

TEST_CASE("parameters go before the text, and either alone is enough") {
  const Tlv id{tag::kReceiptedMessageId, std::string("2002\0", 5)};
  const auto both =
      read_receipt(receipt("id:1001 stat:DELIVRD", {{tag::kMessageState, "\x05"}, id}), MessageIds::same);
  REQUIRE(both);
  CHECK(both->provider_id == "2002");
  CHECK(both->word == Receipt::Word::failed);
  CHECK(both->reason == "unreachable");
  // Marked by its parameters alone, without an esm_class.
  const auto bare = read_receipt(receipt("", {id, {tag::kMessageState, "\x02"}}, 0), MessageIds::same);
  REQUIRE(bare);
  CHECK(bare->word == Receipt::Word::delivered);
  const auto half = read_receipt(receipt("stat:DELIVRD", {id}), MessageIds::same);
  REQUIRE(half);
  CHECK(half->word == Receipt::Word::delivered);
}

TEST_CASE("a parameter that is empty or unknown leaves the word to the text") {
  for (const std::string& empty : {std::string(), std::string(1, '\0')}) {
    const auto read =
        read_receipt(receipt("id:1001 stat:DELIVRD", {{tag::kReceiptedMessageId, empty}}), MessageIds::same);
    REQUIRE(read);
    CHECK(read->provider_id == "1001");
    CHECK(read->word == Receipt::Word::delivered);
  }
  for (const std::string& state : {std::string("\x63"), std::string()}) {
    const auto read =
        read_receipt(receipt("id:1001 stat:UNDELIV", {{tag::kMessageState, state}}), MessageIds::same);
    REQUIRE(read);
    CHECK(read->word == Receipt::Word::failed);
  }
}

TEST_CASE("what is no final word, or no receipt at all, moves nothing") {
  CHECK_FALSE(read_receipt(receipt("Cam on EVN", {}, 0), MessageIds::same));
  CHECK_FALSE(read_receipt(receipt("id:1 stat:DELIVRD", {}, 0), MessageIds::same));
  CHECK_FALSE(read_receipt(receipt("stat:DELIVRD"), MessageIds::same));
  for (const char* state : {"ENROUTE", "ACCEPTD", "UNKNOWN", "STRANGE", ""})
    CHECK(read_receipt(receipt(std::string("id:1 stat:") + state), MessageIds::same)->word ==
          Receipt::Word::pending);
  CHECK(read_receipt(receipt("id:1 stat:DELIVRD", {}, 0x20), MessageIds::same)->word ==
        Receipt::Word::pending);
  for (const char* state : {"EXPIRED", "DELETED", "UNDELIV", "REJECTD"})
    CHECK(read_receipt(receipt(std::string("id:1 stat:") + state), MessageIds::same)->word ==
          Receipt::Word::failed);
  // UCS-2, and the message_payload instead of the text.
  ShortMessage wide =
      receipt(std::string("\0i\0d\0:\0"
                          "1\0 \0s\0t\0a\0t\0:\0D\0E\0L\0I\0V\0R\0D",
                          34));
  wide.data_coding = 8;
  CHECK(read_receipt(wide, MessageIds::same)->word == Receipt::Word::delivered);
  const auto payload =
      read_receipt(receipt("", {{tag::kMessagePayload, "id:3 stat:DELIVRD"}}), MessageIds::same);
  REQUIRE(payload);
  CHECK(payload->provider_id == "3");
}

TEST_CASE("one message's id compares in whichever form it comes") {
  CHECK(answer_id("0001001", MessageIds::same) == receipt_id("1001", MessageIds::same));
  CHECK(answer_id("0", MessageIds::same) == "0");
  CHECK(answer_id("0a-f", MessageIds::same) == "0a-f");
  CHECK(answer_id("1f4", MessageIds::answer_hex) == receipt_id("0000000500", MessageIds::answer_hex));
  CHECK(answer_id("500", MessageIds::receipt_hex) == receipt_id("1F4", MessageIds::receipt_hex));
  CHECK(receipt_id(std::string_view("77\0", 3), MessageIds::same) == "77");
  CHECK(answer_id("a,b c", MessageIds::same) == "a_b_c");
  CHECK(answer_id("not-hex", MessageIds::answer_hex) == "not-hex");
}

TEST_CASE("each status has its class") {
  const auto submitted = [](std::uint32_t code) { return submit_refused(code, {}); };
  for (const std::uint32_t code : {0x58U, 0x14U}) {
    CHECK(submitted(code).verdict == Verdict::deferred);
    CHECK(submitted(code).failure == FailureClass::throttled);
  }
  for (const std::uint32_t code : {0x08U, 0x64U, 0x45U, 0x02U, 0x03U, 0x499U, 0x7777U}) {
    CHECK(submitted(code).verdict == Verdict::deferred);
    CHECK(submitted(code).failure == FailureClass::transient);
  }
  for (const std::uint32_t code : {0x0BU, 0x50U, 0x51U, 0x65U, 0x66U}) {
    CHECK(submitted(code).verdict == Verdict::rejected);
    CHECK(submitted(code).failure == FailureClass::recipient);
  }
  for (const std::uint32_t code : {0x0AU, 0x48U, 0x49U, 0x100U, 0x101U})
    CHECK(submitted(code).failure == FailureClass::configuration);
  for (const std::uint32_t code : {0x01U, 0x104U, 0x43U})
    CHECK(submitted(code).failure == FailureClass::content);
  CHECK(submitted(0x58).code == "0x00000058");
  CHECK(submit_refused(0x400, {{0x400, {FailureClass::money, "no_balance"}}}).failure == FailureClass::money);
  for (const std::uint32_t code : {0x0DU, 0x0EU, 0x0FU}) {
    CHECK(is_account_fault(code));
    CHECK(bind_refused(code).failure == FailureClass::configuration);
  }
  for (const std::uint32_t code : {0x05U, 0x58U, 0x08U}) {
    CHECK_FALSE(is_account_fault(code));
    CHECK(bind_refused(code).reason == "gateway_down");
    // No message was handed over: it costs none an attempt.
    CHECK(bind_refused(code).code.empty());
    CHECK(bind_refused(code).detail.find("0x000000") != std::string::npos);
  }
}

TEST_CASE("a status that nobody knows is tried again twice and then left to a person") {
  const Outcome outcome = submit_refused(0x7777, {});
  CHECK(outcome.most_attempts == 3);
  CHECK(outcome.for_a_person);
  CHECK(submit_refused(0x08, {}).most_attempts == 0);
  MessageFlow flow(std::vector<ShortMessage>(2));
  (void)flow.taken("11");
  CHECK_FALSE(flow.refused(submit_refused(0x7777, {}), {}).outcome);
  CHECK_FALSE(flow.refused(submit_refused(0x7777, {}), {}).outcome);
  CHECK(flow.refused(submit_refused(0x7777, {}), {}).outcome);
}

TEST_CASE("a message that was taken in part is never begun anew") {
  const MessageFlow::Time now{};
  const auto busy = [] { return submit_refused(0x08, {}); };
  MessageFlow fresh(std::vector<ShortMessage>(2));
  REQUIRE(fresh.refused(busy(), now).outcome);  // nothing of it was taken: the lane's
  MessageFlow flow(std::vector<ShortMessage>(3));
  CHECK_FALSE(flow.taken("11").outcome);
  for (int i = 1; i < MessageFlow::kTries; ++i) {
    const auto again = flow.refused(busy(), now);
    CHECK_FALSE(again.outcome);
    CHECK(again.wait >= std::chrono::seconds(1));
  }
  const auto doubt = flow.refused(busy(), now);
  REQUIRE(doubt.outcome);
  CHECK(doubt.outcome->verdict == Verdict::in_doubt);
  CHECK(doubt.outcome->provider_id == "11,?,?");
  MessageFlow refused(std::vector<ShortMessage>(2));
  (void)refused.taken("11");
  CHECK(refused.refused(submit_refused(0x0B, {}), now).outcome->verdict == Verdict::in_doubt);
  MessageFlow whole(std::vector<ShortMessage>(2));
  (void)whole.taken("11");
  const auto taken = whole.taken("12");
  REQUIRE(taken.outcome);
  CHECK(taken.outcome->verdict == Verdict::accepted);
  CHECK(taken.outcome->provider_id == "11,12");
  CHECK_FALSE(taken.outcome->slowed);
}

TEST_CASE("an answer that comes too late settles the doubt where it speaks for the whole message") {
  const Settings settings;
  const auto word = [&settings](bool whole, std::uint32_t status) {
    return late_word({.reference = "R1", .whole = whole},
                     {.token = 1, .status = status, .message_id = "1001"}, settings);
  };
  const Receipt taken = word(true, status::kOk);
  CHECK(taken.word == Receipt::Word::accepted);
  CHECK(taken.reference == "R1");
  CHECK(taken.provider_id == "1001");
  CHECK(word(false, status::kOk).word == Receipt::Word::pending);
  for (const bool whole : {true, false}) {
    const Receipt refused = word(whole, 0x0B);
    CHECK(refused.word == Receipt::Word::failed);
    CHECK(refused.reason == submit_refused(0x0B, {}).reason);
    // Nobody asks again by himself whether it would be taken now.
    CHECK(word(whole, 0x58).word == Receipt::Word::pending);
    // Nor does what the sender or the text was refused for.
    for (const std::uint32_t status : {0x0AU, 0x01U})
      CHECK(word(whole, status).word == Receipt::Word::pending);
  }
}

TEST_CASE("a late refusal of a message that was sent once more says nothing of it, that it was taken does") {
  const Settings settings;
  LateAnswers late(2);
  const auto word = [&](std::uint64_t token, std::uint32_t status) {
    const auto message = late.take(token);
    REQUIRE(message);
    return late_word(*message, {.token = token, .status = status, .message_id = "1001"}, settings).word;
  };
  late.give_up(1, {.reference = "R1"});
  late.give_up(2, {.reference = "R2"});
  late.sent_again("R1");
  late.sent_again("never given up");
  CHECK(word(1, 0x0B) == Receipt::Word::pending);
  CHECK_FALSE(late.take(1));
  CHECK(word(2, 0x0B) == Receipt::Word::failed);
  // Only the newest try may fail it; each may say that it was taken.
  late.give_up(3, {.reference = "R1"});
  late.sent_again("R1");
  late.give_up(4, {.reference = "R1"});
  CHECK(word(3, status::kOk) == Receipt::Word::accepted);
  CHECK(word(4, 0x0B) == Receipt::Word::failed);
  // Of too many the oldest are forgotten.
  for (std::uint64_t token = 5; token < 8; ++token)
    late.give_up(token, {.reference = "R" + std::to_string(token)});
  CHECK_FALSE(late.take(5));
  CHECK(late.take(7));
}

TEST_CASE("a later part that is throttled is waited for, and the lane is told") {
  const MessageFlow::Time begun{};
  const auto throttled = [] { return submit_refused(0x58, {}); };
  MessageFlow fresh(std::vector<ShortMessage>(2));
  REQUIRE(fresh.refused(throttled(), begun).outcome);
  MessageFlow flow(std::vector<ShortMessage>(2));
  (void)flow.taken("11");
  for (int i = 0; i < 3 * MessageFlow::kTries; ++i) {
    const auto again = flow.refused(throttled(), begun + std::chrono::seconds(i));
    CHECK_FALSE(again.outcome);
    CHECK(again.wait >= std::chrono::seconds(1));
  }
  const auto taken = flow.taken("12");
  REQUIRE(taken.outcome);
  CHECK(taken.outcome->verdict == Verdict::accepted);
  CHECK(taken.outcome->slowed);
  // Not for ever.
  MessageFlow stuck(std::vector<ShortMessage>(2));
  (void)stuck.taken("11");
  CHECK_FALSE(stuck.refused(throttled(), begun).outcome);
  const auto doubt = stuck.refused(throttled(), begun + MessageFlow::kLongestThrottled);
  REQUIRE(doubt.outcome);
  CHECK(doubt.outcome->verdict == Verdict::in_doubt);
}

}  // namespace triand::channels::smpp
