#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <thread>

#include <catch2/catch.hpp>

#include "channels/email/smtp_session.hpp"
#include "tests/channels/email/session_fixture.hpp"

// When a session goes on, waits and gives up.
namespace triand::channels::email {
namespace {

using namespace std::chrono_literals;

TEST_CASE("a server that has ended an idle session costs the next message nothing") {
  for (const std::string words : {"421 4.4.2 idle\n", ""}) {
    CAPTURE(words);
    std::promise<void> idle;
    std::promise<void> ended;
    const ScriptedServer server(
        [&ended, &words, wait = idle.get_future().share()](Client& client, int connection) {
          if (connection > 0) return serve_well(client);
          greet(client);
          take_envelope(client);
          take_body(client);
          client.say("250 Ok\n");
          wait.wait();
          if (words.empty())
            client.hang_up();
          else
            client.say(words);
          ended.set_value();
          client.wait_for_end();
        });
    const Settings settings = settings_for(server);
    const StopSign stop;
    SmtpSession session(settings, stop);
    CHECK(session.send(message()).outcome.verdict == Verdict::accepted);
    idle.set_value();
    ended.get_future().wait();
    std::this_thread::sleep_for(300ms);  // it has arrived
    CHECK(session.send(message()).outcome.provider_id == "GOOD");
    CHECK(server.connections() == 2);
  }
}

TEST_CASE("a server that does not offer it is told one command at a time") {
  std::atomic<int> patient{0};
  const ScriptedServer server([&patient](Client& client, int) {
    greet(client);
    for (const char* reply : {"250 2.1.0 Ok\n", "250 2.1.5 Ok\n", "354 go on\n"}) {
      client.line();
      patient += client.hears_nothing(100ms) ? 1 : 0;
      client.say(reply);
    }
    client.body();
    client.say("250 Ok\n");
    client.wait_for_end();
  });
  const Settings settings = settings_for(server);
  const StopSign stop;
  CHECK(SmtpSession(settings, stop).send(message()).outcome.verdict == Verdict::accepted);
  CHECK(patient == 3);
}

TEST_CASE("a reply has its time, however it drips in, and so has a message") {
  const auto judged = [](const std::function<void(Client&)>& script, const Message& sent) {
    std::promise<void> over;
    const ScriptedServer server([script, wait = over.get_future().share()](Client& client, int) {
      greet(client);
      script(client);
      wait.wait();
    });
    Settings settings = settings_for(server);
    settings.timeout = 3s;  // the greeting's too, on a busy machine
    const StopSign stop;
    SmtpSession session(settings, stop);
    const auto before = std::chrono::steady_clock::now();
    const Outcome outcome = session.send(sent).outcome;
    CHECK(std::chrono::steady_clock::now() - before < 8s);
    CHECK(outcome.reason == "timeout");
    over.set_value();
    return outcome.verdict;
  };
  CHECK(judged(
            [](Client& client) {
              client.line();
              try {
                for (int i = 0; i < 100; ++i, std::this_thread::sleep_for(100ms))
                  client.say(i == 0 ? "250-" : "x");
              } catch (const Client::Gone&) {
              }
            },
            message()) == Verdict::deferred);
  CHECK(judged(
            [](Client& client) {
              take_envelope(client);
              client.line();
              client.say("354 go on\n");
            },
            message(std::string(40'000'000, 'x') + "\r\n")) == Verdict::deferred);
}

}  // namespace
}  // namespace triand::channels::email
