#include "tests/config/default_config.hpp"

#include <catch2/catch.hpp>

#include "config/block.hpp"
#include "tests/source_file.hpp"

namespace triand::config {
namespace {

TEST_CASE(
    "the installed configuration is YAML without a fault, and its channels are once they are uncommented") {
  Problems problems;
  Block as_installed = Block::load(triand::test::source_file("config/triand.yaml"), problems);
  CHECK(as_installed.child("channels").keys().empty());
  Block block = Block::parse(default_config_with_channels(), "triand.yaml", problems);
  CHECK(block.text("database") == "/var/lib/triand/triand.db");
  CHECK(block.child("http").text("listen") == "127.0.0.1:8480");
  Block channels = block.child("channels");
  CHECK(channels.keys() ==
        std::vector<std::string>{"sms", "sms-viettel", "zalo", "email", "letter", "website", "exec"});
  for (const std::string& name : channels.keys())
    CHECK(channels.child(name).text("kind") == (name == "sms-viettel" ? "smpp" : name));
  Block sms = channels.child("sms");
  CHECK(sms.rate("rate") == Rate{100, std::chrono::seconds(1)});
  CHECK(sms.hours("hours") == Hours{std::chrono::hours(7), std::chrono::hours(22)});
  CHECK(sms.child("retry").duration("max") == std::chrono::minutes(30));
  CHECK(problems.empty());
}

}  // namespace
}  // namespace triand::config
