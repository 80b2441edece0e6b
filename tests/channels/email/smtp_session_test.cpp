#include "channels/email/smtp_session.hpp"

#include <future>

#include <catch2/catch.hpp>

#include "tests/channels/email/session_fixture.hpp"

namespace triand::channels::email {
namespace {

using namespace std::chrono_literals;

// One message over a fresh session to a server that does `script`.
Outcome outcome_of(ScriptedServer::Script script, const Message& sent = message()) {
  const ScriptedServer server(std::move(script));
  const Settings settings = settings_for(server);
  const StopSign stop;
  SmtpSession session(settings, stop);
  return session.send(sent).outcome;
}

TEST_CASE("an accepted message is one with a 250 behind the dot") {
  std::string sender;
  std::string recipient;
  std::string body;
  const Outcome outcome = outcome_of([&sender, &recipient, &body](Client& client, int) {
    greet(client, "250-SIZE 1000000\n");
    sender = client.line();
    client.say("250 2.1.0 Ok\n");
    recipient = client.line();
    client.say("250 2.1.5 Ok\n");
    body = take_body(client);
    client.say("250 2.0.0 Ok: queued as 6DA2EAC61B9\n");
    client.wait_for_end();
  });
  CHECK(outcome.verdict == Verdict::accepted);
  CHECK(outcome.provider_id == "6DA2EAC61B9");
  CHECK(outcome.code == "250 2.0.0");
  CHECK(sender == "MAIL FROM:<bounces@triand.test> SIZE=" + std::to_string(message().bytes.size()));
  CHECK(recipient == "RCPT TO:<ho.mot@example.test>");
  CHECK(body == "Subject: x\r\n\r\nxin cam on\r\n");
}

TEST_CASE("a session ends with a QUIT and does not wait for its answer") {
  std::promise<std::string> last;
  const ScriptedServer server([&last](Client& client, int) {
    greet(client);
    take_envelope(client);
    take_body(client);
    client.say("250 Ok\n");
    last.set_value(client.line());
    client.wait_for_end();
  });
  const Settings settings = settings_for(server);
  const StopSign stop;
  const auto before = std::chrono::steady_clock::now();
  CHECK(SmtpSession(settings, stop).send(message()).outcome.verdict == Verdict::accepted);
  CHECK(last.get_future().get() == "QUIT");
  CHECK(std::chrono::steady_clock::now() - before < settings.timeout / 2);
}

TEST_CASE("lines that begin with a dot arrive as they were") {
  std::string body;
  CHECK(outcome_of(
            [&body](Client& client, int) {
              greet(client);
              take_envelope(client);
              body = take_body(client);
              client.say("250 Ok\n");
              client.wait_for_end();
            },
            message(".\r\n..\r\n.abc\r\nend.\r\n"))
            .verdict == Verdict::accepted);
  CHECK(body == "Subject: x\r\n\r\n..\r\n...\r\n..abc\r\nend.\r\n");
}

TEST_CASE("a refusal is judged by the command it answers") {
  struct Case {
    std::string banner, mail, recipient, data, dot;
    Verdict verdict;
    std::string reason;
    std::string code;
  };
  const std::vector<Case> cases = {
      {"554 5.7.1 go away", "", "", "", "", Verdict::deferred, "gateway_down", "554 5.7.1"},
      {"220 hi", "550 5.7.1 no relay", "", "", "", Verdict::deferred, "misconfigured", "550 5.7.1"},
      {"220 hi", "451 4.3.0 later", "", "", "", Verdict::deferred, "gateway_down", "451 4.3.0"},
      {"220 hi", "530 5.7.0 Must issue STARTTLS", "", "", "", Verdict::deferred, "misconfigured",
       "530 5.7.0"},
      {"220 hi", "250 Ok", "550-5.1.1 two\n550 5.1.1 lines", "", "", Verdict::rejected, "no_such_address",
       "550 5.1.1"},
      {"220 hi", "250 Ok", "452 4.2.2 full", "", "", Verdict::deferred, "mailbox_full", "452 4.2.2"},
      {"220 hi", "250 Ok", "250 Ok", "554 5.7.1 no data", "", Verdict::rejected, "content_rejected",
       "554 5.7.1"},
      {"220 hi", "250 Ok", "250 Ok", "354 go", "554 5.6.0 bad", Verdict::rejected, "content_rejected",
       "554 5.6.0"},
      {"220 hi", "250 Ok", "250 Ok", "354 go", "451 4.3.0 later", Verdict::deferred, "gateway_down",
       "451 4.3.0"},
      {"220 hi", "250 Ok", "250 Ok", "354 go", "421 4.3.2 closing", Verdict::deferred, "gateway_down",
       "421 4.3.2"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.code, one.reason);
    const Outcome outcome = outcome_of([&one](Client& client, int) {
      client.say(one.banner + "\n");
      client.line();
      client.say("250 ENHANCEDSTATUSCODES\n");
      for (const std::string* reply : {&one.mail, &one.recipient, &one.data}) {
        if (reply->empty()) break;
        client.line();
        client.say(*reply + "\n");
      }
      if (!one.dot.empty()) {
        client.body();
        client.say(one.dot + "\n");
      } else {
        client.line();
        client.say("221 bye\n");
      }
      client.wait_for_end();
    });
    CHECK(outcome.verdict == one.verdict);
    CHECK(outcome.reason == one.reason);
    CHECK(outcome.code == one.code);
  }
}

TEST_CASE("nobody listening is the gateway's fault") {
  std::string url;
  {
    const ScriptedServer gone([](Client& client, int) { serve_well(client); });
    url = gone.url();
  }
  Settings settings;
  settings.server = url;
  settings.starttls = StartTls::off;
  settings.timeout = 5s;
  const StopSign stop;
  SmtpSession session(settings, stop);
  const Judgement judgement = session.send(message());
  CHECK(judgement.outcome.reason == "gateway_down");
  CHECK_FALSE(judgement.try_again_at_once);
}

TEST_CASE("a connection lost before 354 may be tried again at once, behind the dot it is in doubt") {
  const ScriptedServer early([](Client& client, int) {
    greet(client);
    take_envelope(client);
    client.line();
  });
  const Settings settings = settings_for(early);
  const StopSign stop;
  SmtpSession session(settings, stop);
  const Judgement judgement = session.send(message());
  CHECK(judgement.outcome.verdict == Verdict::deferred);
  CHECK(judgement.outcome.reason == "connection_lost");
  CHECK(judgement.try_again_at_once);

  const Outcome late = outcome_of([](Client& client, int) {
    greet(client);
    take_envelope(client);
    take_body(client);
  });
  CHECK(late.verdict == Verdict::in_doubt);
  CHECK(late.reason == "connection_lost");
}

TEST_CASE("a connection lost inside the body is safe to try again") {
  const Outcome outcome = outcome_of(
      [](Client& client, int) {
        greet(client);
        take_envelope(client);
        client.line();
        client.say("354 go on\n");
        client.line();
      },
      message(std::string(40'000'000, 'x') + "\r\n"));
  CHECK(outcome.verdict == Verdict::deferred);
  CHECK(outcome.reason == "connection_lost");
}

TEST_CASE("a reply that comes too late is in doubt and never the next message's answer") {
  const ScriptedServer server([](Client& client, int connection) {
    greet(client);
    take_envelope(client);
    take_body(client);
    if (connection > 0) {
      client.say("250 2.0.0 Ok: queued as SECOND\n");
      client.wait_for_end();
      return;
    }
    // The client hangs up when it has waited long enough; what is said then comes too late.
    client.wait_for_end();
    client.say("550 5.1.1 late\n");
  });
  Settings settings = settings_for(server);
  settings.timeout = 3s;  // the greeting's too, on a busy machine
  const StopSign stop;
  SmtpSession session(settings, stop);
  const auto before = std::chrono::steady_clock::now();
  const Outcome first = session.send(message()).outcome;
  CHECK(first.verdict == Verdict::in_doubt);
  CHECK(first.reason == "timeout");
  // Nothing waits for the answer to a QUIT.
  CHECK(std::chrono::steady_clock::now() - before < 10s);
  const Outcome second = session.send(message()).outcome;
  CHECK(second.verdict == Verdict::accepted);
  CHECK(second.provider_id == "SECOND");
  CHECK(server.connections() == 2);
}

TEST_CASE("one connection carries many messages and a refused recipient costs one") {
  const ScriptedServer server([](Client& client, int connection) {
    if (connection > 0) return serve_well(client);
    greet(client);
    for (int number = 0; number < 3; ++number) {
      take_envelope(client);
      take_body(client);
      client.say("250 Ok\n");
    }
    client.line();
    client.say("250 Ok\n");
    client.line();
    client.say("550 5.1.1 unknown\n");
    client.line();
    client.say("221 bye\n");
  });
  const Settings settings = settings_for(server);
  const StopSign stop;
  SmtpSession session(settings, stop);
  for (int number = 0; number < 3; ++number)
    CHECK(session.send(message()).outcome.verdict == Verdict::accepted);
  CHECK(server.connections() == 1);
  CHECK(session.send(message()).outcome.reason == "no_such_address");
  CHECK(session.send(message()).outcome.verdict == Verdict::accepted);
  CHECK(server.connections() == 2);
}

TEST_CASE("a number in a server's prose is no reply") {
  const Outcome refused = outcome_of([](Client& client, int) {
    greet(client);
    take_envelope(client);
    take_body(client);
    client.say("2503 octets queued\n250\tOk\n554 5.7.1 spam\n");
    client.wait_for_end();
  });
  CHECK(refused.verdict == Verdict::rejected);
  CHECK(refused.code == "554 5.7.1");
}

TEST_CASE("with a user name a server that offers no AUTH gets no message") {
  std::atomic<bool> went_on{false};
  const ScriptedServer server([&went_on](Client& client, int) {
    greet(client);
    client.line();
    client.say("250 Ok\n");
    if (client.line().starts_with("RCPT")) went_on = true;
    client.wait_for_end();
  });
  Settings settings = settings_for(server);
  settings.username = "tri-an";
  settings.password = config::Secret("mat-khau");
  const StopSign stop;
  SmtpSession session(settings, stop);
  const Outcome outcome = session.send(message()).outcome;
  CHECK(outcome.verdict == Verdict::deferred);
  CHECK(outcome.failure == FailureClass::configuration);
  CHECK(outcome.reason == "not_authorized");
  CHECK_FALSE(went_on);
}

TEST_CASE("a log-in that is accepted lets messages through and a wrong one stops the channel") {
  const auto script = [](bool right) {
    return [right](Client& client, int) {
      greet(client, "250-AUTH PLAIN\n");
      client.line();
      client.say("334 \n");
      client.line();
      client.say(right ? "235 2.7.0 ok\n" : "535 5.7.8 wrong\n");
      for (int number = 0; number < 2 && right; ++number) {
        take_envelope(client);
        take_body(client);
        client.say("250 Ok\n");
      }
      client.wait_for_end();
    };
  };
  for (const bool right : {true, false}) {
    const ScriptedServer server(script(right));
    Settings settings = settings_for(server);
    settings.username = "tri-an";
    settings.password = config::Secret("mat-khau");
    const StopSign stop;
    SmtpSession session(settings, stop);
    const Outcome outcome = session.send(message()).outcome;
    CHECK(outcome.verdict == (right ? Verdict::accepted : Verdict::deferred));
    CHECK(outcome.reason == (right ? "" : "not_authorized"));
    CHECK(outcome.detail.find("mat-khau") == std::string::npos);
    if (right) CHECK(session.send(message()).outcome.verdict == Verdict::accepted);
  }
}

TEST_CASE("where STARTTLS is required and not offered nothing is sent in clear") {
  std::atomic<bool> mail{false};
  const ScriptedServer server([&mail](Client& client, int) {
    greet(client);
    if (client.line().starts_with("MAIL")) mail = true;
    client.wait_for_end();
  });
  Settings settings = settings_for(server);
  settings.starttls = StartTls::required;
  const StopSign stop;
  SmtpSession session(settings, stop);
  const Outcome outcome = session.send(message()).outcome;
  CHECK(outcome.failure == FailureClass::configuration);
  CHECK(outcome.reason == "misconfigured");
  CHECK_FALSE(mail);
}

TEST_CASE("where STARTTLS is opportunistic a server without it is served in clear") {
  const ScriptedServer server([](Client& client, int) { serve_well(client); });
  Settings settings = settings_for(server);
  settings.starttls = StartTls::opportunistic;
  const StopSign stop;
  SmtpSession session(settings, stop);
  CHECK(session.send(message()).outcome.verdict == Verdict::accepted);
}

}  // namespace
}  // namespace triand::channels::email
