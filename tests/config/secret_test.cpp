#include <cstdlib>

#include <catch2/catch.hpp>

#include "config/block.hpp"
#include "tests/config/scratch.hpp"

namespace triand::config {
namespace {

// Sets an environment variable for the length of a test.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) { ::setenv(name, value.c_str(), 1); }
  ~Variable() { ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

TEST_CASE("secrets come from the text, a credential, the environment or a file beside the config") {
  const Scratch scratch;
  (void)scratch.write("esms-key", "k-123\n");
  (void)scratch.write("oa-key", "k-456\r\n");
  const Variable directory("CREDENTIALS_DIRECTORY", scratch.path(""));
  const Variable variable("TRIAND_TEST_KEY", "k-789");
  const std::string path = scratch.write(
      "triand.yaml",
      "plain: k-000\ncredential: !credential esms-key\nfile: !file oa-key\nenv: !env TRIAND_TEST_KEY\n");
  Problems problems;
  Block block = Block::load(path, problems);
  CHECK(block.secret("plain").reveal() == "k-000");
  CHECK(block.secret("credential").reveal() == "k-123");
  CHECK(block.secret("file").reveal() == "k-456");
  CHECK(block.secret("env").reveal() == "k-789");
  CHECK(block.text("env") == "k-789");
  CHECK(block.secret_or_empty("absent").empty());
  CHECK(problems.empty());
}

TEST_CASE("a secret that cannot be had is a problem that names where it was looked for") {
  const Scratch scratch;
  (void)scratch.write("empty", "\n");
  const Variable directory("CREDENTIALS_DIRECTORY", scratch.path(""));
  Problems problems;
  Block block = Block::parse(
      "a: !credential none\nb: !credential ../escape\nc: !env TRIAND_TEST_UNSET\nd: !credential empty\n"
      "e: !vault x\nf: {g: 1}\nh: ''\n",
      "f.yaml", problems);
  for (const char* key : {"a", "b", "c", "d", "e", "f", "h", "absent"}) CHECK(block.secret(key).empty());
  REQUIRE(problems.size() == 8);
  CHECK(problems[0].message == "credential none (" + scratch.path("") + "/none): there is no such file");
  CHECK(problems[1].message.find("not a path") != std::string::npos);
  CHECK(problems[2].message ==
        "the environment variable TRIAND_TEST_UNSET is not set or empty; set it for the service");
  CHECK(problems[3].message.ends_with("is empty"));
  CHECK(problems[4].message == "unknown tag !vault; use !credential NAME, !env NAME or !file PATH");
  CHECK(problems[5].message == "expected a secret, such as `!credential NAME`, found a group of keys");
  CHECK(problems[6].message == "is empty; expected a secret, such as `!credential NAME`");
  CHECK(problems[7].message == "missing; expected a secret, such as `!credential NAME`");
}

TEST_CASE("without a credentials folder the problem says how to get one") {
  ::unsetenv("CREDENTIALS_DIRECTORY");
  Problems problems;
  Block block = Block::parse("a: !credential esms-key\n", "f.yaml", problems);
  block.secret("a");
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].to_string().find("LoadCredential=esms-key") != std::string::npos);
}

TEST_CASE("no problem repeats the value behind a tag") {
  const Variable variable("TRIAND_TEST_KEY", "very-secret");
  Problems problems;
  Block block = Block::parse("timeout: !env TRIAND_TEST_KEY\n", "f.yaml", problems);
  block.duration("timeout", std::chrono::seconds(1));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].message.find("very-secret") == std::string::npos);
  CHECK(problems[0].message.find("found the tag !env") != std::string::npos);
}

}  // namespace
}  // namespace triand::config
