#include "channels/email/email_channel.hpp"

#include <future>
#include <map>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "channels/email/email_plugin.hpp"
#include "tests/channels/email/scripted_server.hpp"

namespace triand::channels::email {
namespace {

using namespace std::chrono_literals;

struct Desk {
  Desk(const std::string& server, std::size_t sessions) {
    Settings settings;
    settings.server = server;
    settings.starttls = StartTls::off;
    settings.timeout = 20s;
    settings.from = {.name = "", .address = "tri-an@triand.test"};
    settings.sessions = sessions;
    runtime.executor = io.get_executor();
    runtime.now = [] { return std::chrono::system_clock::now(); };
    channel = std::make_unique<EmailChannel>(std::move(settings));
    channel->start(runtime);
  }

  void send(const std::string& reference, const std::string& to = "ho.mot@example.test") {
    Envelope envelope;
    envelope.reference = reference;
    envelope.to = to;
    envelope.subject = "Tri an";
    envelope.text = "Cam on.";
    channel->send(envelope, [this, reference](Outcome outcome) {
      REQUIRE(outcomes.emplace(reference, std::move(outcome)).second);
    });
  }

  // Ends by itself: the executor has work as long as somebody waits for an answer.
  void run() {
    io.restart();
    io.run_for(60s);
  }

  boost::asio::io_context io;
  Runtime runtime;
  std::map<std::string, Outcome> outcomes;
  std::unique_ptr<Channel> channel;
};

TEST_CASE("as many sessions as configured carry all messages") {
  const ScriptedServer server([](Client& client, int) { serve_well(client); });
  Desk desk(server.url(), 4);
  for (int number = 0; number < 40; ++number) desk.send("r" + std::to_string(number));
  CHECK(desk.outcomes.empty());
  desk.run();
  REQUIRE(desk.outcomes.size() == 40);
  for (const auto& [reference, outcome] : desk.outcomes) CHECK(outcome.verdict == Verdict::accepted);
  CHECK(server.connections() <= 4);
}

TEST_CASE("a bad address is answered without a word to the server") {
  const ScriptedServer server([](Client& client, int) { serve_well(client); });
  Desk desk(server.url(), 1);
  desk.send("r1", "a@x>\r\nRCPT TO:<victim@z");
  desk.run();
  CHECK(desk.outcomes.at("r1").reason == "bad_email");
  CHECK(server.connections() == 0);
}

// Takes envelopes, and refuses behind the dot what its script says.
void judge_bodies(Client& client, const std::function<bool(const std::string&)>& good) {
  greet(client);
  while (true) {
    take_envelope(client);
    client.say(good(take_body(client)) ? "250 Ok\n" : "554 5.7.1 refused as spam\n");
  }
}

TEST_CASE(
    "a text that a server refuses for one customer goes on to the others, one refused in a row does not") {
  const ScriptedServer server([](Client& client, int) {
    judge_bodies(client, [](const std::string& body) { return body.find("To: spam") == std::string::npos; });
  });
  Desk desk(server.url(), 1);
  const auto outcome = [&desk](const std::string& reference, const std::string& to) {
    desk.send(reference, to);
    desk.run();
    return desk.outcomes.at(reference);
  };
  // Four in a row, and again four: each is one customer's affair.
  for (const std::string round : {"a", "b"}) {
    for (int number = 1; number < TemplateHealth::kInARow; ++number) {
      const Outcome refused = outcome(round + std::to_string(number), "spam@example.test");
      CHECK(refused.verdict == Verdict::rejected);
      CHECK(refused.failure == FailureClass::recipient);
      CHECK(refused.reason == "content_rejected");
    }
    CHECK(outcome(round + "0", "ho.mot@example.test").verdict == Verdict::accepted);
  }
  for (int number = 1; number < TemplateHealth::kInARow; ++number)
    CHECK(outcome("c" + std::to_string(number), "spam@example.test").failure == FailureClass::recipient);
  CHECK(outcome("c5", "spam@example.test").failure == FailureClass::content);
}

TEST_CASE("a message the server never saw is tried once more, one behind the dot never") {
  std::atomic<int> bodies{0};
  const ScriptedServer server([&bodies](Client& client, int connection) {
    greet(client);
    take_envelope(client);
    if (connection == 0) return;
    take_body(client);
    ++bodies;
  });
  Desk desk(server.url(), 1);
  desk.send("r1");
  desk.run();
  CHECK(desk.outcomes.at("r1").verdict == Verdict::in_doubt);
  CHECK(bodies == 1);
  CHECK(server.connections() == 2);
}

TEST_CASE("a stop answers a message behind the dot as it ends, and in doubt when its time is over") {
  for (const bool in_time : {true, false}) {
    CAPTURE(in_time);
    std::promise<void> behind_dot;
    std::promise<void> go_on;
    const ScriptedServer server([&behind_dot, wait = go_on.get_future().share()](Client& client, int) {
      greet(client);
      take_envelope(client);
      take_body(client);
      behind_dot.set_value();
      wait.wait();
      // The session has looked at the stop sign by then.
      std::this_thread::sleep_for(1200ms);
      client.say("250 Ok\n");
      client.wait_for_end();
    });
    Desk desk(server.url(), 1);
    desk.send("r1");
    behind_dot.get_future().wait();
    desk.send("r2");
    const auto before = std::chrono::steady_clock::now();
    desk.channel->stop(in_time ? 60s : 1ms);
    desk.send("r3");
    if (in_time) go_on.set_value();
    desk.run();
    CHECK(std::chrono::steady_clock::now() - before < 15s);
    if (!in_time) go_on.set_value();
    REQUIRE(desk.outcomes.size() == 3);
    CHECK(desk.outcomes.at("r1").verdict == (in_time ? Verdict::accepted : Verdict::in_doubt));
    CHECK(desk.outcomes.at("r1").reason == (in_time ? "" : "interrupted"));
    for (const char* reference : {"r2", "r3"}) {
      CHECK(desk.outcomes.at(reference).verdict == Verdict::deferred);
      CHECK(desk.outcomes.at(reference).reason == "interrupted");
    }
  }
}

TEST_CASE("a stop gives up at once on a server that has not seen the message") {
  for (const bool greets : {false, true}) {
    CAPTURE(greets);
    std::promise<void> waits;
    const ScriptedServer server([&waits, greets](Client& client, int) {
      if (greets) {
        greet(client);
        client.line();
      }
      waits.set_value();
      client.wait_for_end();
    });
    Desk desk(server.url(), 1);
    desk.send("r1");
    waits.get_future().wait();
    desk.channel->stop(60s);
    const auto before = std::chrono::steady_clock::now();
    desk.run();
    CHECK(std::chrono::steady_clock::now() - before < 15s);
    CHECK(desk.outcomes.at("r1").verdict == Verdict::deferred);
    CHECK(desk.outcomes.at("r1").reason == "interrupted");
  }
}

TEST_CASE("answers come even when the channel is gone") {
  const ScriptedServer server([](Client& client, int) { serve_well(client); });
  Desk desk(server.url(), 2);
  for (int number = 0; number < 10; ++number) desk.send("r" + std::to_string(number));
  desk.channel.reset();
  desk.run();
  CHECK(desk.outcomes.size() == 10);
}

TEST_CASE("the plugin reads its block and names every fault") {
  config::Problems problems;
  config::Block good = config::Block::parse(
      "server: smtp://mail.example.test:587\nusername: u\npassword: p\nfrom: Điện lực <tri-an@triand.test>\n"
      "reply_to: hoi@triand.test\nbounce_address: bounces+{reference}@triand.test\n"
      "unsubscribe_url: https://triand.test/u/{reference}\ntimeout: 2min\nconcurrency: 12\n",
      "good.yaml", problems);
  const Settings read = read_settings(good);
  good.complain_unused();
  for (const config::Problem& problem : problems) UNSCOPED_INFO(problem.to_string());
  REQUIRE(problems.empty());
  CHECK(read.starttls == StartTls::required);
  CHECK(read.from.name == "Điện lực");
  CHECK(read.sessions == 12);
  CHECK(read.timeout == 2min);
  CHECK(email_plugin.create(good, {}, problems) != nullptr);

  config::Block near =
      config::Block::parse("server: smtp://127.0.0.1:2525\nfrom: a@b.test\n", "near.yaml", problems);
  CHECK(read_settings(near).starttls == StartTls::opportunistic);
  CHECK(read_settings(near).sessions == 8);

  config::Block bad = config::Block::parse(
      "server: http://x\nstarttls: maybe\nusername: u\nfrom: nobody\nreply_to: \"a@b.test\\r\\nBcc: "
      "c@d.test\"\n"
      "bounce_address: a-local-part-that-is-long-enough-already+{reference}@b.test\n"
      "unsubscribe_url: ftp://x\nconcurrency: 65\n",
      "bad.yaml", problems);
  CHECK(email_plugin.create(bad, {}, problems) == nullptr);
  CHECK(problems.size() == 8);
}

// The problems of a block that is right but for these lines.
std::vector<std::string> faults_of(const std::string& lines) {
  config::Problems problems;
  config::Block block =
      config::Block::parse("server: smtp://mail.example.test\nfrom: a@b.test\n" + lines, "x.yaml", problems);
  (void)read_settings(block);
  std::vector<std::string> out;
  for (const config::Problem& problem : problems) out.push_back(problem.to_string());
  return out;
}

TEST_CASE("a bounce address names the message once, before the @") {
  CHECK(faults_of("bounce_address: bounces+{reference}@b.test").empty());
  CHECK(faults_of("bounce_address: \"{reference}@b.test\"").empty());
  CHECK(faults_of("bounce_address: a-name-of-nineteen+{reference}@b.test").empty());
  for (const std::string pattern :
       {"bounces@b.test", "bounces+{reference}-{reference}@b.test", "bounces@{reference}.b.test",
        "a-name-of-twenty-abc+{reference}@b.test", "bounces+{reference}", "bo unces+{reference}@b.test"}) {
    CAPTURE(pattern);
    const auto faults = faults_of("bounce_address: \"" + pattern + "\"");
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().find("write something like bounces+{reference}@domain") != std::string::npos);
  }
  config::Problems problems;
  config::Block block = config::Block::parse(
      "server: smtp://mail.example.test\nfrom: a@b.test\nbounce_address: bounces+{reference}@điện.test\n",
      "x.yaml", problems);
  CHECK(read_settings(block).bounce_address == "bounces+{reference}@xn--in-pma9351a.test");
}

TEST_CASE("a mailbox for bounces must be there and be read with a bounce address") {
  const std::string address = "bounce_address: bounces+{reference}@b.test\nbounce_maildir: ";
  CHECK(faults_of(address + "bounces").front().find("is not an absolute path") != std::string::npos);
  CHECK(faults_of(address + "/nowhere/at/all").front().find("has no folder new/ in it") != std::string::npos);
  CHECK(faults_of("bounce_maildir: /nowhere").front().find("without `bounce_address`") != std::string::npos);
}

TEST_CASE("an unsubscribe address is one that the service can answer") {
  const auto read = [](const std::string& url) {
    config::Problems problems;
    config::Block block = config::Block::parse(
        "server: smtp://mail.example.test\nfrom: a@b.test\nunsubscribe_url: \"" + url + "\"\n", "x.yaml",
        problems);
    const Settings settings = read_settings(block);
    return problems.empty() ? settings.unsubscribe_url : std::string("fault");
  };
  CHECK(read("https://b.test/u/{reference}") == "https://b.test/u/{reference}");
  CHECK(read("https://b.test/u/{reference}/bye?l=vi") == "https://b.test/u/{reference}/bye?l=vi");
  CHECK(read("https://b.test/u?l=vi&m={reference}&x=1") == "https://b.test/u?l=vi&m={reference}&x=1");
  CHECK(read("http://127.0.0.1:8480/u") == "http://127.0.0.1:8480/u/{reference}");
  CHECK(read("https://b.test/u/") == "https://b.test/u/{reference}");
  CHECK(read("mailto:thoi@b.test?subject=thoi") == "mailto:thoi@b.test?subject=thoi");
  for (const std::string wrong :
       {"ftp://b.test/{reference}", "https://b.test/u-{reference}", "https://b.test/{reference}/{reference}",
        "https://b.test/u?m=x{reference}", "https://b.test/u?m=1", "https://b.test/ u/{reference}"}) {
    CAPTURE(wrong);
    CHECK(read(wrong) == "fault");
  }
}

TEST_CASE("a password is not sent to whoever hides STARTTLS") {
  const std::string login = "username: u\npassword: p\n";
  CHECK(faults_of(login + "starttls: opportunistic").size() == 1);
  CHECK(faults_of(login).empty());
  CHECK(faults_of("starttls: opportunistic").empty());
}

TEST_CASE("mail that leaves in clear over a network is spoken of, once") {
  boost::asio::io_context io;
  Runtime runtime;
  runtime.executor = io.get_executor();
  std::vector<std::string> said;
  runtime.log = [&said](LogLevel, std::string_view event, std::string_view text) {
    said.push_back(std::string(event) + ": " + std::string(text));
  };
  Settings settings;
  settings.server = "smtp://mail.example.test:25";
  settings.starttls = StartTls::off;
  settings.sessions = 1;
  {
    EmailChannel channel(settings);
    channel.start(runtime);
    io.run_for(1s);
    REQUIRE(said.size() == 1);
    CHECK(said.front().starts_with("mail_in_clear: "));
    CHECK(said.front().find("`starttls: off`") != std::string::npos);
  }
  settings.server = "smtp://127.0.0.1:25";
  EmailChannel near(settings);
  near.start(runtime);
  io.restart();
  io.run_for(1s);
  CHECK(said.size() == 1);
}

TEST_CASE("a session knows whether its mail went in clear") {
  const ScriptedServer server([](Client& client, int) { serve_well(client); });
  Settings settings;
  settings.server = server.url();
  settings.starttls = StartTls::opportunistic;
  settings.timeout = 20s;
  const StopSign stop;
  SmtpSession session(settings, stop);
  CHECK_FALSE(session.went_in_clear());
  REQUIRE(session.send({.sender = "a@b.test", .recipient = "c@d.test", .bytes = "Subject: x\r\n\r\nx\r\n"})
              .outcome.verdict == Verdict::accepted);
  CHECK(session.went_in_clear());
}

}  // namespace
}  // namespace triand::channels::email
