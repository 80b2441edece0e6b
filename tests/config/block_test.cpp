#include "config/block.hpp"

#include <ctime>

#include <catch2/catch.hpp>

namespace triand::config {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> words(const Problems& problems) {
  std::vector<std::string> out;
  for (const Problem& problem : problems) out.push_back(problem.to_string());
  return out;
}

TEST_CASE("typed getters read what the contract's example says") {
  Problems problems;
  Block block = Block::parse(R"(
sender: EVNNPC
rate: 100/s
hours: "07:00-22:00"
cut_off: "16:00"
timeout: 10s
retention: 400d
stop_above: 5%
daily_quota: 200000
factor: 2.5
development: true
template: 0330875
segment: [large, policy]
unit: PA05
)",
                             "triand.yaml", problems);
  CHECK(block.text("sender") == "EVNNPC");
  CHECK(block.rate("rate") == Rate{100, 1s});
  CHECK(block.hours("hours") == Hours{7h, 22h});
  CHECK(block.time_of_day("cut_off", 0min) == 16h);
  CHECK(block.duration("timeout") == 10s);
  CHECK(block.duration("retention") == std::chrono::hours(24 * 400));
  CHECK(block.percent("stop_above", 0) == Approx(0.05));
  CHECK(block.integer("daily_quota", 1, 1'000'000'000) == 200000);
  CHECK(block.number("factor", 1, 10, 2) == Approx(2.5));
  CHECK(block.boolean("development", false));
  CHECK(block.text("template") == "0330875");
  CHECK(block.list("segment") == std::vector<std::string>{"large", "policy"});
  CHECK(block.list("unit") == std::vector<std::string>{"PA05"});
  block.complain_unused();
  CHECK(words(problems) == std::vector<std::string>{});
}

TEST_CASE("an absent key gives its default, and without a default a problem at the block's line") {
  Problems problems;
  Block block = Block::parse("database: x\nchannels:\n  sms:\n    kind: sms\n", "triand.yaml", problems);
  CHECK(block.duration("drain", 20s) == 20s);
  CHECK(block.rate("rate") == std::nullopt);
  CHECK(block.list("segment").empty());
  CHECK(problems.empty());
  Block sms = block.child("channels").child("sms");
  CHECK(sms.text("sender").empty());
  CHECK(words(problems) ==
        std::vector<std::string>{"triand.yaml:3: channels.sms.sender: missing; expected a text"});
}

TEST_CASE("one run finds every wrong value, each with its line, its key and what would be right") {
  Problems problems;
  Block block = Block::parse(
      "timeout: 10\nrate: 100\nhours: 22:00-06:00\nport: 70000\nkind: sns\nflag: yes\n", "f.yaml", problems);
  CHECK(block.duration("timeout", 5s) == 5s);
  CHECK(block.rate("rate") == std::nullopt);
  CHECK(block.hours("hours") == Hours{});
  CHECK(block.integer("port", 1, 65535) == 1);
  CHECK(block.choice("kind", {"sms", "zalo"}) == 0);
  CHECK_FALSE(block.boolean("flag", false));
  CHECK(
      words(problems) ==
      std::vector<std::string>{
          "f.yaml:1: timeout: expected a time with its unit, such as 250ms, 30s, 5min, 4h or 400d, found "
          "\"10\"",
          "f.yaml:2: rate: expected a number of messages per time, such as 100/s, 60/min, 500/h or 2000/day, "
          "found \"100\"",
          "f.yaml:3: hours: expected a span of one day, such as \"07:30-20:30\", found \"22:00-06:00\"",
          "f.yaml:4: port: expected a whole number from 1 to 65535, found \"70000\"",
          "f.yaml:5: kind: expected one of sms, zalo, found \"sns\"",
          "f.yaml:6: flag: expected true or false, found \"yes\""});
}

TEST_CASE("two readers of one wrong key complain once") {
  Problems problems;
  Block block = Block::parse("concurrency: many\n", "f.yaml", problems);
  Block lane = block;
  CHECK(block.integer("concurrency", 1, 1000, 8) == 8);
  CHECK(lane.integer("concurrency", 1, 1000, 8) == 8);
  CHECK(problems.size() == 1);
}

TEST_CASE("a file of a hundred thousand keys is read, and complained of, in bounded time") {
  constexpr std::size_t kKeys = 100'000;
  std::string text;
  for (std::size_t i = 0; i < kKeys; ++i) text += "k" + std::to_string(i) + ": 1\n";
  Problems problems;
  Block read = Block::parse(text, "t.yaml", problems);
  const std::clock_t before = std::clock();
  std::size_t ones = 0;
  for (const std::string& key : read.keys()) ones += read.text(key) == "1" ? 1 : 0;
  CHECK(ones == kKeys);
  CHECK(problems.empty());
  Block unread = Block::parse(text, "t.yaml", problems);
  unread.complain_unused();
  CHECK(problems.size() == kKeys);
  // Minutes when each key is looked for among all, and each problem compared with all.
  CHECK(std::clock() - before < 30 * CLOCKS_PER_SEC);
}

TEST_CASE("a key that nobody read is a problem that suggests the nearest known one") {
  Problems problems;
  Block block = Block::parse(
      "channels:\n  sms:\n    rat: 100/s\n    sender: X\n    webhok_secert: Y\n    colour: red\n", "f.yaml",
      problems);
  Block channels = block.child("channels");
  for (const std::string& name : channels.keys()) {
    Block channel = channels.child(name);
    channel.rate("rate");
    channel.text("sender");
    Block lane = channels.child(name);
    lane.secret_or_empty("webhook_secret");
  }
  block.complain_unused();
  CHECK(words(problems) ==
        std::vector<std::string>{
            "f.yaml:3: channels.sms.rat: unknown key; did you mean `rate`?",
            "f.yaml:5: channels.sms.webhok_secert: unknown key; did you mean `webhook_secret`?",
            "f.yaml:6: channels.sms.colour: unknown key; remove it, or use one of: rate, sender, "
            "webhook_secret"});
}

TEST_CASE("a missing group is one problem, not one for each key in it") {
  Problems problems;
  Block block = Block::parse("a: 1\n", "f.yaml", problems);
  Block request = block.child("request");
  request.text("method");
  request.child("headers").duration("age");
  CHECK(words(problems) ==
        std::vector<std::string>{"f.yaml:1: request: missing; expected a group of keys under `request:`"});
}

TEST_CASE("lists of groups are read in order, with the item's number in the path") {
  Problems problems;
  Block block =
      Block::parse("routes:\n  - when: {segment: large}\n    send: [letter]\n  - send: [sms]\n  - sms\n",
                   "f.yaml", problems);
  std::vector<Block> routes = block.children("routes");
  REQUIRE(routes.size() == 2);
  CHECK(routes[0].child("when").text("segment") == "large");
  CHECK(routes[1].line("send") == 4);
  CHECK(routes[1].path("send") == "routes[1].send");
  routes[1].complain("send", "no such channel");
  CHECK(words(problems) ==
        std::vector<std::string>{"f.yaml:5: routes[2]: expected a group of keys, found a single value",
                                 "f.yaml:4: routes[1].send: no such channel"});
}

TEST_CASE("a key with nothing behind it is not taken for an empty text") {
  Problems problems;
  Block block = Block::parse("sender:\nchannels:\n", "f.yaml", problems);
  CHECK(block.text("sender", "fallback") == "fallback");
  CHECK(block.child_or_empty("channels").keys().empty());
  CHECK(words(problems) ==
        std::vector<std::string>{"f.yaml:1: sender: expected a text, found no value",
                                 "f.yaml:2: channels: expected a group of keys, found no value"});
}

}  // namespace
}  // namespace triand::config
