#pragma once

#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "channels/channel.hpp"
#include "channels/exec/exec_plugin.hpp"
#include "tests/channels/curl/fetch.hpp"
#include "tests/config/scratch.hpp"

namespace triand::channels {

// A started channel of kind exec, its program being a script of the test's own.
struct ExecFixture {
  config::Scratch scratch;
  boost::asio::io_context context;
  Runtime runtime;
  config::Problems problems;
  std::vector<Receipt> receipts;
  std::vector<std::string> log;
  int woken = 0;
  std::map<std::string, Outcome> outcomes;
  std::unique_ptr<Channel> channel;

  // `script`: Python, with json, os, sys and time at hand, and say(**words).
  explicit ExecFixture(const std::string& script, const std::string& more = "") {
    // As the service does.
    ::signal(SIGPIPE, SIG_IGN);
    const std::string file = scratch.write("channel.py",
                                           "import json, os, signal, sys, time\n"
                                           "def say(**words): print(json.dumps(words), flush=True)\n" +
                                               script);
    const std::string config = scratch.path("triand.yaml");
    config::Block block =
        config::Block::parse("command: [/usr/bin/python3, -I, " + file + "]\n" + more, config, problems);
    channel = exec_plugin.create(block, {}, problems);
    block.complain_unused();
    if (!channel) return;
    runtime.executor = context.get_executor();
    runtime.name = "pigeon";
    runtime.now = [] { return std::chrono::system_clock::now(); };
    runtime.on_receipt = [this](Receipt receipt) { receipts.push_back(std::move(receipt)); };
    runtime.log = [this](LogLevel, std::string_view event, std::string_view text) {
      log.push_back(std::string(event) + " " + std::string(text));
    };
    runtime.wake = [this] { ++woken; };
    channel->start(runtime);
  }

  void give(const std::string& reference, const std::string& text = "Cảm ơn") {
    Envelope envelope;
    envelope.reference = reference;
    envelope.to = "+84905123456";
    envelope.text = text;
    envelope.campaign = "tri-an-2026";
    envelope.customer_code = "PA05010001234";
    envelope.data = {{"full_name", "Nguyễn \"A\"\n"}, {"meter", "7"}};
    channel->send(std::move(envelope), [this, reference](Outcome outcome) {
      if (!outcomes.emplace(reference, std::move(outcome)).second)
        throw std::logic_error("done was called twice for " + reference);
    });
  }

  template <typename Done>
  void until(const Done& done) {
    run_until(context, done);
  }
  const Outcome& outcome(const std::string& reference) {
    until([&] { return outcomes.contains(reference); });
    return outcomes.at(reference);
  }
  [[nodiscard]] bool logged(const std::string& words) const {
    return std::ranges::any_of(
        log, [&](const std::string& line) { return line.find(words) != std::string::npos; });
  }
  // What the script wrote into a file of the folder; empty while there is none.
  [[nodiscard]] std::string written(const std::string& name) const {
    std::ifstream file(scratch.path(name));
    return {std::istreambuf_iterator<char>(file), {}};
  }
};

}  // namespace triand::channels
