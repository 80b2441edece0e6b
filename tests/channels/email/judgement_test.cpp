#include "channels/email/judgement.hpp"

#include <catch2/catch.hpp>

#include "channels/email/refusal_table.hpp"
#include "channels/email/reply_log.hpp"

namespace triand::channels::email {
namespace {

enum class Handed { nothing, some, all };

struct Row {
  CURLcode result;
  long code;
  Stage stage;
  Handed handed;
  std::string_view words;
  Verdict verdict;
  FailureClass failure;
  std::string_view reason;
  bool at_once;
};

constexpr auto kTransient = FailureClass::transient;
constexpr auto kConfiguration = FailureClass::configuration;
constexpr auto kRecipient = FailureClass::recipient;

// Every row of the measured table, in its order; Stage::body means that 354 was seen.
const std::vector<Row> kTable = {
    {CURLE_OK, 250, Stage::body, Handed::all, "2.0.0 Ok: queued as ABC", Verdict::accepted,
     FailureClass::none, "", false},
    {CURLE_COULDNT_RESOLVE_HOST, 0, Stage::hello, Handed::nothing, "", Verdict::deferred, kTransient,
     "gateway_down", false},
    {CURLE_COULDNT_CONNECT, 0, Stage::hello, Handed::nothing, "", Verdict::deferred, kTransient,
     "gateway_down", false},
    {CURLE_OPERATION_TIMEDOUT, 0, Stage::hello, Handed::nothing, "", Verdict::deferred, kTransient,
     "gateway_down", false},
    {CURLE_OPERATION_TIMEDOUT, 220, Stage::hello, Handed::nothing, "", Verdict::deferred, kTransient,
     "timeout", false},
    {CURLE_WEIRD_SERVER_REPLY, 421, Stage::hello, Handed::nothing, "", Verdict::deferred, kTransient,
     "gateway_down", false},
    {CURLE_WEIRD_SERVER_REPLY, 554, Stage::hello, Handed::nothing, "", Verdict::deferred, kTransient,
     "gateway_down", false},
    {CURLE_REMOTE_ACCESS_DENIED, 550, Stage::hello, Handed::nothing, "", Verdict::deferred, kTransient,
     "gateway_down", false},
    {CURLE_PEER_FAILED_VERIFICATION, 220, Stage::hello, Handed::nothing, "", Verdict::deferred,
     kConfiguration, "misconfigured", false},
    {CURLE_PEER_FAILED_VERIFICATION, 0, Stage::hello, Handed::nothing, "", Verdict::deferred, kConfiguration,
     "misconfigured", false},
    {CURLE_USE_SSL_FAILED, 250, Stage::hello, Handed::nothing, "", Verdict::deferred, kConfiguration,
     "misconfigured", false},
    {CURLE_USE_SSL_FAILED, 454, Stage::hello, Handed::nothing, "", Verdict::deferred, kTransient,
     "gateway_down", false},
    {CURLE_LOGIN_DENIED, 535, Stage::hello, Handed::nothing, "5.7.8 no", Verdict::deferred, kConfiguration,
     "not_authorized", false},
    {CURLE_LOGIN_DENIED, 454, Stage::hello, Handed::nothing, "4.7.0 later", Verdict::deferred, kTransient,
     "gateway_down", false},
    {CURLE_SEND_ERROR, 550, Stage::mail, Handed::nothing, "5.7.1 no relay", Verdict::deferred, kConfiguration,
     "misconfigured", false},
    {CURLE_SEND_ERROR, 452, Stage::recipient, Handed::nothing, "4.2.2 full", Verdict::deferred, kRecipient,
     "mailbox_full", false},
    {CURLE_SEND_ERROR, 550, Stage::recipient, Handed::nothing, "5.1.1 unknown", Verdict::rejected, kRecipient,
     "no_such_address", false},
    {CURLE_SEND_ERROR, 554, Stage::data, Handed::nothing, "5.7.1 spam", Verdict::rejected, kRecipient,
     "content_rejected", false},
    {CURLE_SEND_ERROR, 530, Stage::mail, Handed::nothing, "5.7.0 STARTTLS first", Verdict::deferred,
     kConfiguration, "misconfigured", false},
    {CURLE_SEND_ERROR, 452, Stage::mail, Handed::nothing, "4.5.3 Too many recipients: Too many messages sent",
     Verdict::deferred, kTransient, "gateway_down", true},
    {CURLE_SEND_ERROR, 452, Stage::mail, Handed::nothing, "4.3.1 no room", Verdict::deferred, kTransient,
     "gateway_down", false},
    {CURLE_SEND_ERROR, 421, Stage::mail, Handed::nothing, "4.4.2 idle", Verdict::deferred, kTransient,
     "gateway_down", true},
    {CURLE_SEND_ERROR, 421, Stage::recipient, Handed::nothing, "4.7.28 too fast", Verdict::deferred,
     FailureClass::throttled, "throttled", false},
    {CURLE_RECV_ERROR, 250, Stage::recipient, Handed::nothing, "", Verdict::deferred, kTransient,
     "connection_lost", true},
    {CURLE_RECV_ERROR, 0, Stage::mail, Handed::nothing, "", Verdict::deferred, kTransient, "connection_lost",
     true},
    {CURLE_SEND_ERROR, 250, Stage::data, Handed::nothing, "", Verdict::deferred, kTransient,
     "connection_lost", true},
    {CURLE_SEND_ERROR, 354, Stage::body, Handed::some, "", Verdict::deferred, kTransient, "connection_lost",
     false},
    {CURLE_RECV_ERROR, 354, Stage::body, Handed::some, "", Verdict::deferred, kTransient, "connection_lost",
     false},
    {CURLE_OPERATION_TIMEDOUT, 354, Stage::body, Handed::some, "", Verdict::deferred, kTransient, "timeout",
     false},
    {CURLE_ABORTED_BY_CALLBACK, 354, Stage::body, Handed::some, "", Verdict::deferred, kTransient,
     "interrupted", false},
    {CURLE_WEIRD_SERVER_REPLY, 451, Stage::body, Handed::all, "4.3.0 later", Verdict::deferred, kTransient,
     "gateway_down", false},
    {CURLE_WEIRD_SERVER_REPLY, 452, Stage::body, Handed::all, "4.2.2 full", Verdict::deferred, kRecipient,
     "mailbox_full", false},
    {CURLE_WEIRD_SERVER_REPLY, 554, Stage::body, Handed::all, "5.6.0 bad", Verdict::rejected, kRecipient,
     "content_rejected", false},
    {CURLE_WEIRD_SERVER_REPLY, 421, Stage::body, Handed::all, "4.3.2 closing", Verdict::deferred, kTransient,
     "gateway_down", false},
    {CURLE_RECV_ERROR, 354, Stage::body, Handed::all, "", Verdict::in_doubt, kTransient, "connection_lost",
     false},
    {CURLE_OPERATION_TIMEDOUT, 354, Stage::body, Handed::all, "", Verdict::in_doubt, kTransient, "timeout",
     false},
    {CURLE_OPERATION_TIMEDOUT, 0, Stage::body, Handed::all, "", Verdict::in_doubt, kTransient, "timeout",
     false},
    {CURLE_ABORTED_BY_CALLBACK, 354, Stage::body, Handed::all, "", Verdict::in_doubt, kTransient,
     "interrupted", false},
    {CURLE_SEND_ERROR, 354, Stage::body, Handed::all, "", Verdict::in_doubt, kTransient, "connection_lost",
     false},
    // Not in the table, and nothing to be sure of.
    {CURLE_WEIRD_SERVER_REPLY, 200, Stage::body, Handed::all, "hm", Verdict::in_doubt, kTransient,
     "unknown_answer", false},
    {CURLE_SEND_ERROR, 550, Stage::body, Handed::all, "5.1.1", Verdict::in_doubt, kTransient,
     "connection_lost", false},
    {CURLE_OK, 250, Stage::recipient, Handed::nothing, "", Verdict::in_doubt, kTransient, "unknown_answer",
     false},
    {CURLE_ABORTED_BY_CALLBACK, 250, Stage::mail, Handed::nothing, "", Verdict::deferred, kTransient,
     "interrupted", false},
    {CURLE_SSL_CONNECT_ERROR, 220, Stage::hello, Handed::nothing, "", Verdict::deferred, kTransient,
     "gateway_down", false},
};

TEST_CASE("every end of a conversation is judged by the measured table") {
  for (std::size_t number = 0; number < kTable.size(); ++number) {
    const Row& row = kTable[number];
    Exchange exchange;
    exchange.result = row.result;
    exchange.code = row.code;
    exchange.stage = row.stage;
    exchange.saw_354 = row.stage == Stage::body;
    exchange.all_handed = row.handed == Handed::all;
    exchange.words = std::string(row.words);
    const Judgement judgement = judge(exchange);
    CAPTURE(number, static_cast<int>(row.result), row.code);
    CHECK(judgement.outcome.verdict == row.verdict);
    CHECK(judgement.outcome.failure == row.failure);
    CHECK(judgement.outcome.reason == row.reason);
    CHECK(judgement.try_again_at_once == row.at_once);
  }
}

TEST_CASE("an accepted message carries the server's queue id and a refused one its code and words") {
  Exchange exchange;
  exchange.code = 250;
  exchange.stage = Stage::body;
  exchange.saw_354 = exchange.all_handed = true;
  exchange.words = "2.0.0 Ok: queued as 6DA2EAC61B9";
  CHECK(judge(exchange).outcome.provider_id == "6DA2EAC61B9");
  exchange.result = CURLE_WEIRD_SERVER_REPLY;
  exchange.code = 554;
  exchange.words = "5.7.1 not here";
  CHECK(judge(exchange).outcome.code == "554 5.7.1");
  CHECK(judge(exchange).outcome.detail == "5.7.1 not here");
}

TEST_CASE("a server without AUTH is a configuration fault whatever libcurl says") {
  Exchange exchange;
  exchange.result = CURLE_WRITE_ERROR;
  exchange.code = 250;
  exchange.stage = Stage::mail;
  exchange.auth_missing = true;
  const Outcome outcome = judge(exchange).outcome;
  CHECK(outcome.verdict == Verdict::deferred);
  CHECK(outcome.failure == FailureClass::configuration);
  CHECK(outcome.reason == "not_authorized");
}

TEST_CASE("a recipient who is to wait says nothing against the server") {
  const auto failure = [](Stage stage, long code, const char* words) {
    return refusal_of(stage, code, enhanced_code(words)).failure;
  };
  CHECK(failure(Stage::recipient, 451, "4.7.1 greylisted") == FailureClass::recipient);
  CHECK(failure(Stage::recipient, 450, "later") == FailureClass::recipient);
  CHECK(failure(Stage::recipient, 452, "4.2.2 full") == FailureClass::recipient);
  CHECK(failure(Stage::recipient, 450, "4.2.1 too fast for this one") == FailureClass::recipient);
  CHECK(failure(Stage::recipient, 452, "4.3.1 no space here") == FailureClass::transient);
  CHECK(failure(Stage::recipient, 421, "4.3.2 closing") == FailureClass::transient);
  CHECK(failure(Stage::recipient, 450, "4.7.28 too fast for all") == FailureClass::throttled);
  CHECK(failure(Stage::mail, 451, "later") == FailureClass::transient);
  CHECK(failure(Stage::body, 451, "later") == FailureClass::transient);
}

struct Code {
  Stage stage;
  long code;
  std::string_view words;
  Verdict verdict;
  std::string_view reason;
};

TEST_CASE("enhanced codes say what a refusal means") {
  const std::vector<Code> codes = {
      {Stage::mail, 552, "5.3.4 too big", Verdict::rejected, "content_rejected"},
      {Stage::mail, 552, "too big", Verdict::rejected, "content_rejected"},
      {Stage::mail, 550, "no", Verdict::deferred, "misconfigured"},
      {Stage::mail, 451, "4.3.0 later", Verdict::deferred, "gateway_down"},
      {Stage::recipient, 550, "5.1.1 x", Verdict::rejected, "no_such_address"},
      {Stage::recipient, 550, "5.1.2 x", Verdict::rejected, "no_such_address"},
      {Stage::recipient, 553, "5.1.3 x", Verdict::rejected, "no_such_address"},
      {Stage::recipient, 550, "5.1.6 x", Verdict::rejected, "no_such_address"},
      {Stage::recipient, 556, "5.1.10 x", Verdict::rejected, "no_such_address"},
      {Stage::recipient, 550, "5.2.1 x", Verdict::rejected, "no_such_address"},
      {Stage::body, 550, "5.1.1 x", Verdict::rejected, "no_such_address"},
      {Stage::recipient, 550, "5.1.11 x", Verdict::rejected, "refused"},
      {Stage::recipient, 550, "x", Verdict::rejected, "refused"},
      {Stage::recipient, 550, "5.7.1 x", Verdict::rejected, "refused"},
      {Stage::recipient, 501, "5.5.4 x", Verdict::rejected, "refused"},
      {Stage::recipient, 553, "5.1.8 x", Verdict::deferred, "misconfigured"},
      {Stage::recipient, 552, "5.2.2 x", Verdict::rejected, "mailbox_full"},
      {Stage::recipient, 552, "x", Verdict::rejected, "mailbox_full"},
      {Stage::recipient, 530, "5.7.0 x", Verdict::deferred, "misconfigured"},
      {Stage::recipient, 450, "4.2.1 x", Verdict::deferred, "throttled"},
      {Stage::recipient, 451, "4.7.1 greylisted", Verdict::deferred, "throttled"},
      {Stage::recipient, 452, "4.3.1 x", Verdict::deferred, "gateway_down"},
      {Stage::data, 451, "x", Verdict::deferred, "gateway_down"},
      {Stage::data, 554, "5.5.1 no recipients", Verdict::rejected, "refused"},
      {Stage::body, 550, "5.7.26 x", Verdict::rejected, "content_rejected"},
      {Stage::body, 554, "x", Verdict::rejected, "content_rejected"},
      {Stage::body, 552, "5.2.2 x", Verdict::rejected, "mailbox_full"},
      {Stage::recipient, 550, "4.1.1 x", Verdict::rejected, "refused"},
  };
  for (const Code& code : codes) {
    CAPTURE(static_cast<int>(code.stage), code.code, code.words);
    const Refusal refusal = refusal_of(code.stage, code.code, enhanced_code(code.words));
    CHECK(refusal.verdict == code.verdict);
    CHECK(refusal.reason == code.reason);
    // No single refusal says that the text is at fault for everybody.
    CHECK(refusal.failure != FailureClass::content);
  }
}

TEST_CASE("the log gives the last whole reply with a code") {
  ReplyLog log;
  log.add("220 hello\r\n");
  log.add("550-5.1.1 No such\r\n");
  log.add("550 5.1.1 user\r\n");
  log.add("221 bye\r\n");
  CHECK(log.last_with(550) == "5.1.1 No such 5.1.1 user");
  CHECK(log.last_with(221) == "bye");
  CHECK(log.last_with(354).empty());
  log.add("550 second\r\n");
  CHECK(log.last_with(550) == "second");
  log.add("nonsense\r\n");
  log.add("");
  for (int i = 0; i < 100; ++i) log.add("250-" + std::string(400, 'x'));
  CHECK(log.last_with(250).size() <= ReplyLog::kMaxBytes + 100);
  log.add("354 go on");
  CHECK(log.last_with(354) == "go on");
}

TEST_CASE("of a server that answers without end the last reply of each code is kept") {
  ReplyLog log;
  for (int i = 0; i < 20'000; ++i) log.add(std::to_string(200 + i % 400) + " a");
  log.add("550 5.1.1 gone");
  for (const int code : {200, 421, 599}) CHECK(log.last_with(code) == "a");
  CHECK(log.last_with(550) == "5.1.1 gone");
  CHECK(log.last_with(600).empty());
}

TEST_CASE("enhanced codes and queue ids are read strictly") {
  CHECK(enhanced_code("5.1.10 x") == EnhancedCode{5, 1, 10});
  CHECK(enhanced_code("2.0.0") == EnhancedCode{2, 0, 0});
  CHECK(enhanced_code("3.1.1 x") == EnhancedCode{});
  CHECK(enhanced_code("5.1 x") == EnhancedCode{});
  CHECK(enhanced_code("5.1.1x") == EnhancedCode{});
  CHECK(enhanced_code("") == EnhancedCode{});
  CHECK(queue_id("OK id=1abc-0003-aB") == "1abc-0003-aB");
  CHECK(queue_id("2.0.0 Ok").empty());
}

}  // namespace
}  // namespace triand::channels::email
