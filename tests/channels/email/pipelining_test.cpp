#include <mutex>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "channels/email/smtp_session.hpp"
#include "tests/channels/email/session_fixture.hpp"

// Servers that take several commands at once (RFC 2920).
namespace triand::channels::email {
namespace {

constexpr const char* kOffer = "250-PIPELINING\n";

// MAIL, RCPT and DATA, which have to come without a word from the server.
void take_group(Client& client) {
  client.line();
  client.line();
  client.line();
}

struct Told {
  std::vector<Judgement> judgements;
  int connections = 0;
};

Told told(ScriptedServer::Script script, int messages = 1) {
  Told out;
  const ScriptedServer server(std::move(script));
  const Settings settings = settings_for(server);
  const StopSign stop;
  SmtpSession session(settings, stop);
  for (int number = 0; number < messages; ++number) out.judgements.push_back(session.send(message()));
  out.connections = server.connections();
  return out;
}

TEST_CASE("a server that offers it gets the envelope at once, and the message when it has said so") {
  std::vector<std::string> commands;
  std::string body;
  const Told all = told(
      [&](Client& client, int) {
        greet(client, kOffer);
        for (int number = 0; number < 3; ++number) {
          commands = {client.line(), client.line(), client.line()};
          // However the replies arrive.
          for (const char c : std::string("250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n354 go on\r\n"))
            client.say(std::string(1, c));
          body = client.body();
          client.say("250 2.0.0 Ok: queued as N" + std::to_string(number) + "\n");
        }
        client.wait_for_end();
      },
      3);
  REQUIRE(all.judgements.size() == 3);
  for (std::size_t number = 0; number < 3; ++number) {
    CHECK(all.judgements[number].outcome.verdict == Verdict::accepted);
    CHECK(all.judgements[number].outcome.provider_id == "N" + std::to_string(number));
  }
  CHECK(all.connections == 1);
  CHECK(commands ==
        std::vector<std::string>{"MAIL FROM:<bounces@triand.test>", "RCPT TO:<ho.mot@example.test>", "DATA"});
  CHECK(body == message().bytes);
}

TEST_CASE("a refusal in a group is the refused command's, and the message stays here") {
  struct Case {
    std::string replies;
    std::string reason;
    std::string code;
  };
  const std::vector<Case> cases = {
      {"550 5.7.1 no relay\n503 5.5.1 no\n503 5.5.1 no\n", "misconfigured", "550 5.7.1"},
      {"250 Ok\n550-5.1.1 two\n550 5.1.1 lines\n554 5.5.1 no recipients\n", "no_such_address", "550 5.1.1"},
      {"250 Ok\n452 4.2.2 full\n554 5.5.1 no recipients\n", "mailbox_full", "452 4.2.2"},
      {"250 Ok\n250 Ok\n554 5.7.1 no data\n", "content_rejected", "554 5.7.1"},
      // RFC 2920: this server would take a message for nobody.
      {"250 Ok\n550 5.1.1 gone\n354 go on\n", "no_such_address", "550 5.1.1"},
      {"250 Ok\n250 Ok\n421 4.3.2 closing\n", "gateway_down", "421 4.3.2"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.replies);
    std::string rest;
    std::mutex mutex;
    const Told all = told(
        [&](Client& client, int connection) {
          if (connection > 0) return serve_well(client);
          greet(client, kOffer);
          take_group(client);
          client.say(one.replies);
          try {
            while (true) {
              const std::string line = client.line();
              const std::lock_guard lock(mutex);
              rest += line + ";";
            }
          } catch (const Client::Gone&) {
          }
        },
        2);
    CHECK(all.judgements[0].outcome.verdict != Verdict::accepted);
    CHECK(all.judgements[0].outcome.verdict != Verdict::in_doubt);
    CHECK(all.judgements[0].outcome.reason == one.reason);
    CHECK(all.judgements[0].outcome.code == one.code);
    // The next one begins anew: none of the other replies is taken for its own.
    CHECK(all.judgements[1].outcome.provider_id == "GOOD");
    CHECK(all.connections == 2);
    const std::lock_guard lock(mutex);
    CHECK((rest.empty() || rest == "QUIT;"));
  }
}

TEST_CASE("a server that goes before it has said 354 is asked again at once, behind the dot never") {
  for (const std::string replies : {"", "250 Ok\n", "250 Ok\n250 Ok\n", "250 Ok\n250 Ok\n250 Ok\n"}) {
    CAPTURE(replies);
    const Judgement judgement = told([&](Client& client, int) {
                                  greet(client, kOffer);
                                  take_group(client);
                                  if (!replies.empty()) client.say(replies);
                                }).judgements[0];
    CHECK(judgement.outcome.verdict == Verdict::deferred);
    CHECK(judgement.outcome.reason == "connection_lost");
    CHECK(judgement.try_again_at_once);
  }
  const Judgement judgement = told([](Client& client, int) {
                                greet(client, kOffer);
                                take_group(client);
                                client.say("250 Ok\n250 Ok\n354 go on\n");
                                client.body();
                              }).judgements[0];
  CHECK(judgement.outcome.verdict == Verdict::in_doubt);
  CHECK(judgement.outcome.reason == "connection_lost");
}

TEST_CASE("an answer that is there before the message has left is not the message's") {
  const Told all = told(
      [](Client& client, int connection) {
        if (connection > 0) return serve_well(client);
        greet(client, kOffer);
        take_group(client);
        client.say("250 Ok\n250 Ok\n354 go on\n250 2.0.0 Ok: queued as EARLY\n");
        client.wait_for_end();
      },
      2);
  CHECK(all.judgements[0].outcome.verdict == Verdict::deferred);
  CHECK(all.judgements[0].outcome.provider_id.empty());
  CHECK(all.judgements[1].outcome.provider_id == "GOOD");
}

TEST_CASE("a word too many behind the answer costs the connection and no message") {
  const Told all = told(
      [](Client& client, int) {
        greet(client, kOffer);
        take_group(client);
        client.say("250 Ok\n250 Ok\n354 go on\n");
        client.body();
        client.say("250 2.0.0 Ok: queued as FIRST\n550 5.1.1 a word too many\n");
        client.wait_for_end();
      },
      2);
  for (const Judgement& judgement : all.judgements) CHECK(judgement.outcome.provider_id == "FIRST");
  CHECK(all.connections == 2);
}

TEST_CASE("a server that talks without end is no mail server") {
  const auto flood = [](Client& client) {
    try {
      while (true) client.say("250-" + std::string(500, 'x') + "\n");
    } catch (const Client::Gone&) {
    }
  };
  const Judgement early = told([&](Client& client, int) {
                            greet(client, kOffer);
                            take_group(client);
                            flood(client);
                          }).judgements[0];
  CHECK(early.outcome.verdict == Verdict::deferred);
  CHECK(early.outcome.reason == "gateway_down");
  const Judgement late = told([&](Client& client, int) {
                           greet(client, kOffer);
                           take_group(client);
                           client.say("250 Ok\n250 Ok\n354 go on\n");
                           client.body();
                           flood(client);
                         }).judgements[0];
  CHECK(late.outcome.verdict == Verdict::in_doubt);
  CHECK(late.outcome.reason == "unknown_answer");
}

}  // namespace
}  // namespace triand::channels::email
