#include "channels/letter/journal.hpp"

#include <exception>
#include <fstream>
#include <future>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/channels/letter/workshop.hpp"

namespace triand::channels::letter {
namespace {

std::string batch(const std::string& press, int number) { return press + "-" + std::to_string(number); }

// What went wrong, or nothing.
std::string write_pages(const Journal& journal, const std::string& press, int pages) {
  try {
    for (int number = 0; number < pages; ++number) {
      Summary summary;
      summary.batch = batch(press, number);
      journal.write(summary, {summary.batch});
    }
    return "";
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("pages that are written at the same time are each their own") {
  constexpr int kPages = 200;
  const Folder folder;
  const Journal journal(folder.path());
  journal.prepare();
  const std::vector<std::string> presses{"one", "two", "three"};
  std::vector<std::future<std::string>> at_work;
  for (const std::string& press : presses)
    at_work.push_back(std::async(std::launch::async, write_pages, std::cref(journal), press, kPages));
  for (auto& press : at_work) CHECK(press.get().empty());
  for (const std::string& press : presses)
    for (int number = 0; number < kPages; ++number)
      CHECK(journal.references(batch(press, number)) == std::vector<std::string>{batch(press, number)});
}

TEST_CASE("what a crash left half written is no page, and goes with the next start") {
  const Folder folder;
  const Journal journal(folder.path());
  journal.prepare();
  std::ofstream(folder.path() + "/journal/.halftri-an-2026-20261218-001") << "{\"batch\":";
  CHECK(journal.entries().empty());
  journal.prepare();
  CHECK(names_in(folder.path() + "/journal") == std::vector<std::string>{".mark"});
}

}  // namespace triand::channels::letter
