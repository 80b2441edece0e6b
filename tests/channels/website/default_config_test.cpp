#include "tests/config/default_config.hpp"

#include <catch2/catch.hpp>

#include "channels/website/website_plugin.hpp"
#include "tests/config/scratch.hpp"

namespace triand::channels {
namespace {

TEST_CASE("the installed example of a website channel is complete once its credentials are there") {
  const config::Scratch scratch;
  (void)scratch.write("website-secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
  (void)scratch.write("website-feed", "a-token-that-nobody-guesses\n");
  ::setenv("CREDENTIALS_DIRECTORY", scratch.path("").c_str(), 1);
  config::Problems problems;
  config::Block top = config::Block::parse(config::default_config_with_channels(), "triand.yaml", problems);
  config::Block block = top.child("channels").child("website");
  CHECK(website_plugin.create(block, {}, problems) != nullptr);
  ::unsetenv("CREDENTIALS_DIRECTORY");
  CHECK(problems.empty());
}

}  // namespace
}  // namespace triand::channels
