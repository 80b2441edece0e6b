#include "tests/config/default_config.hpp"

#include <catch2/catch.hpp>

#include "tests/channels/sms/sms_fixture.hpp"
#include "tests/config/scratch.hpp"

namespace triand::channels {
namespace {

TEST_CASE("the installed example of an SMS channel is complete once its credentials are there") {
  const config::Scratch scratch;
  (void)scratch.write("esms-api-key", "k");
  (void)scratch.write("esms-secret-key", "s");
  ::setenv("CREDENTIALS_DIRECTORY", scratch.path("").c_str(), 1);
  config::Problems problems;
  config::Block top = config::Block::parse(config::default_config_with_channels(), "triand.yaml", problems);
  config::Block block = top.child("channels").child("sms");
  CHECK(sms_plugin.create(block, {.gateways = installed_gateways()}, problems) != nullptr);
  ::unsetenv("CREDENTIALS_DIRECTORY");
  CHECK(problems.empty());
}

}  // namespace
}  // namespace triand::channels
