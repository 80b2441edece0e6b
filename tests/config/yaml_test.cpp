#include <algorithm>

#include <catch2/catch.hpp>

#include "config/block.hpp"
#include "tests/config/scratch.hpp"

namespace triand::config {
namespace {

std::vector<std::string> faults_of(std::string_view text) {
  Problems problems;
  Block::parse(text, "f.yaml", problems).complain_unused();
  std::vector<std::string> out;
  for (const Problem& problem : problems) out.push_back(problem.to_string());
  return out;
}

TEST_CASE("a key given twice is a problem at its second line and the first one counts") {
  Problems problems;
  Block block =
      Block::parse("channels:\n  sms:\n    rate: 1/s\n    sender: A\n    rate: 9/s\n", "f.yaml", problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].to_string() == "f.yaml:5: channels.sms.rate: given twice, first on line 3; remove one");
  CHECK(block.child("channels").child("sms").rate("rate") == Rate{1, std::chrono::seconds(1)});
}

TEST_CASE("a key given twice inside a list names the item") {
  CHECK(faults_of("routes:\n  - send: a\n  - {send: a, send: b}\n").front() ==
        "f.yaml:3: routes[1].send: given twice, first on line 3; remove one");
}

TEST_CASE("text that is not YAML is one problem with its line") {
  const auto faults = faults_of("a: 1\nb: [1, 2\nc: 3\n");
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].starts_with("f.yaml:3: not YAML: "));
  CHECK(faults_of("a: 1\n\tb: 2\n").size() == 1);
}

TEST_CASE("what is no group of keys at the top is one problem") {
  CHECK(faults_of("") ==
        std::vector<std::string>{"f.yaml: is empty; expected lines of the form `key: value`"});
  CHECK(faults_of("# nothing\n").size() == 1);
  CHECK(faults_of("\n- a\n- b\n") ==
        std::vector<std::string>{"f.yaml:2: expected lines of the form `key: value` at the top"});
  CHECK(faults_of("a: 1\n---\nb: 2\n") ==
        std::vector<std::string>{"f.yaml: more than one YAML document; remove the line ---"});
}

TEST_CASE("aliases are refused instead of growing without bound") {
  const auto faults = faults_of("a: &x [1, 2]\nb: [*x, *x]\n");
  CHECK(std::count(faults.begin(), faults.end(),
                   "f.yaml:2: an alias (*name) is not allowed here; repeat the value") == 2);
}

TEST_CASE("deep nesting is a problem, not a crash") {
  const auto faults = faults_of("a: " + std::string(100000, '['));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].find("not YAML") != std::string::npos);
}

TEST_CASE("bytes that are no UTF-8 text are refused with their line, before anything is cut off") {
  CHECK(faults_of("a: 1\nb: \xff\n") ==
        std::vector<std::string>{"f.yaml:2: not text in UTF-8; save the file as UTF-8"});
  CHECK(faults_of(std::string_view("a: 1\nb: \x04 2\n", 12)) ==
        std::vector<std::string>{"f.yaml:2: not text in UTF-8; save the file as UTF-8"});
  CHECK(faults_of("a: \xed\xa0\x80\n").size() == 1);
}

TEST_CASE("files that cannot be read are one clear problem each") {
  const Scratch scratch;
  const auto fault = [](const std::string& path) {
    Problems problems;
    Block block = Block::load(path, problems);
    block.text("sender");
    REQUIRE(problems.size() == 1);
    return problems[0].to_string().substr(path.size());
  };
  CHECK(fault(scratch.path("none.yaml")) == ": there is no such file");
  CHECK(fault(scratch.path("")) == ": is a directory, not a file");
  const std::string large = scratch.write("large.yaml", std::string(1024 * 1024, '#') + "\na: 1\n");
  CHECK(fault(large) == ": is larger than 1048576 bytes");
}

TEST_CASE("a loaded file says its name and the lines of its keys") {
  const Scratch scratch;
  const std::string path =
      scratch.write("a.yaml", "\xef\xbb\xbf# note\r\nfirst: 1\r\nsecond:\r\n  third: 3\r\n");
  Problems problems;
  Block block = Block::load(path, problems);
  CHECK(problems.empty());
  CHECK(block.file() == path);
  CHECK(block.keys() == std::vector<std::string>{"first", "second"});
  CHECK(block.line("first") == 2);
  CHECK(block.child("second").line("third") == 4);
  CHECK(block.child("second").text("third") == "3");
  CHECK(block.has("first"));
  CHECK_FALSE(block.has("third"));
}

}  // namespace
}  // namespace triand::config
