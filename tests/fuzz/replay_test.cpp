#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/fuzz/must.hpp"
#include "tests/fuzz/mutator.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/source_file.hpp"

namespace triand::fuzz {
namespace {

// Of each input; `./dev fuzz` goes on from there.
constexpr int kMutations = 100;

using Input = std::pair<std::string, std::string>;  // file name and bytes

std::string folder_of(std::string_view name) {
  return test::source_file("tests/fuzz/corpus/" + std::string(name));
}

// In the order of their names: the mutations depend on it.
std::vector<Input> corpus_of(std::string_view name) {
  std::vector<Input> out;
  for (const auto& file : std::filesystem::directory_iterator(folder_of(name))) {
    std::ostringstream bytes;
    bytes << std::ifstream(file.path(), std::ios::binary).rdbuf();
    out.emplace_back(file.path().filename().string(), bytes.str());
  }
  std::sort(out.begin(), out.end());
  return out;
}

// What went wrong, or nothing. The bytes end where their memory does, as the fuzzer's: behind a std::string's a NUL would
// hide who looks there.
std::string fault_of(void (*feed)(std::string_view), std::string_view bytes) {
  const std::vector<char> bare(bytes.begin(), bytes.end());
  try {
    feed({bare.data(), bare.size()});
    return {};
  } catch (const std::exception& trouble) {
    return trouble.what();
  }
}

std::string hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char c : bytes.substr(0, 4096)) {
    out += kDigits[static_cast<unsigned char>(c) >> 4];
    out += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

// The first mutation of any of the inputs that fails, in hexadecimal; empty: none does.
std::string broken_by(void (*feed)(std::string_view), const std::vector<Input>& corpus) {
  for (std::size_t i = 0; i < corpus.size(); ++i) {
    Mutator mutator(static_cast<std::uint32_t>(20'261'218 + i));
    const std::string& other = corpus[(i + 1) % corpus.size()].second;
    for (int round = 0; round < kMutations; ++round) {
      const std::string bytes = mutator.changed(corpus[i].second, other);
      if (const std::string fault = fault_of(feed, bytes); !fault.empty())
        return fault + "\nof " + corpus[i].first + ", round " + std::to_string(round) + ": " + hex(bytes);
    }
  }
  return {};
}

void replay(std::size_t part, std::size_t parts) {
  for (std::size_t i = part; i < targets().size(); i += parts) {
    const Target& target = targets()[i];
    INFO("target " << target.name);
    const std::vector<Input> corpus = corpus_of(target.name);
    CHECK(corpus.size() >= 2);
    for (const auto& [name, bytes] : corpus) {
      INFO("file " << name);
      CHECK(fault_of(target.feed, bytes) == "");
    }
    CHECK(fault_of(target.feed, "") == "");
    CHECK(broken_by(target.feed, corpus) == "");
  }
}

// The negative control's reader: wrong with one byte that no seed has.
void trips_over_a_byte(std::string_view bytes) {
  must(bytes.find('\xFF') == std::string_view::npos, "there is no such byte");
}

}  // namespace

// In parts, so that they run side by side.
TEST_CASE("every input that was kept, and what it mutates to, is borne by its reader (1 of 4)") {
  replay(0, 4);
}
TEST_CASE("every input that was kept, and what it mutates to, is borne by its reader (2 of 4)") {
  replay(1, 4);
}
TEST_CASE("every input that was kept, and what it mutates to, is borne by its reader (3 of 4)") {
  replay(2, 4);
}
TEST_CASE("every input that was kept, and what it mutates to, is borne by its reader (4 of 4)") {
  replay(3, 4);
}

TEST_CASE("mutations find a reader that trips over one byte") {
  const std::vector<Input> corpus = {
      {"a", "id:1001 stat:DELIVRD"}, {"b", "customer_code,phone"}, {"c", "{\"error\":0}"}};
  for (const auto& [name, bytes] : corpus) REQUIRE(fault_of(trips_over_a_byte, bytes).empty());
  CHECK(broken_by(trips_over_a_byte, corpus).starts_with("it does not hold that there is no such byte"));
}

TEST_CASE("mutations are the same every time, and none is like another for long") {
  Mutator one(7);
  Mutator other(7);
  std::set<std::string> seen;
  for (int round = 0; round < kMutations; ++round) {
    const std::string bytes = one.changed("0123456789", "abc");
    REQUIRE(other.changed("0123456789", "abc") == bytes);
    seen.insert(bytes);
  }
  CHECK(seen.size() > kMutations / 2);
}

TEST_CASE("every folder of the corpus has its target, and every target a name of its own") {
  std::set<std::string_view> names;
  for (const Target& target : targets()) CHECK(names.insert(target.name).second);
  for (const auto& folder : std::filesystem::directory_iterator(folder_of("")))
    CHECK(find_target(folder.path().filename().string()) != nullptr);
  CHECK(find_target("no such target") == nullptr);
}

}  // namespace triand::fuzz
