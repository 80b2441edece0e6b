#include "tests/config/default_config.hpp"

#include <catch2/catch.hpp>

#include "channels/zalo/zalo_plugin.hpp"
#include "tests/config/scratch.hpp"

namespace triand::channels {
namespace {

TEST_CASE("the installed example of a Zalo channel is complete once its credentials are there") {
  const config::Scratch scratch;
  (void)scratch.write("zalo-app-secret", "a");
  (void)scratch.write("zalo-oa-secret-key", "o");
  ::setenv("CREDENTIALS_DIRECTORY", scratch.path("").c_str(), 1);
  config::Problems problems;
  config::Block top = config::Block::parse(config::default_config_with_channels(), "triand.yaml", problems);
  config::Block block = top.child("channels").child("zalo");
  CHECK(zalo_plugin.create(block, {}, problems) != nullptr);
  ::unsetenv("CREDENTIALS_DIRECTORY");
  CHECK(problems.empty());
}

}  // namespace
}  // namespace triand::channels
