#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/intake/column.hpp"
#include "daemon/intake/list_reading.hpp"

namespace triand::intake {

// How often each word occurred.
class Tally {
 public:
  void add(std::string_view word) {
    const auto found = counts_.find(word);
    if (found != counts_.end())
      ++found->second;
    else
      counts_.emplace(word, 1);
  }
  [[nodiscard]] std::uint64_t of(std::string_view word) const {
    const auto found = counts_.find(word);
    return found == counts_.end() ? 0 : found->second;
  }
  [[nodiscard]] const std::map<std::string, std::uint64_t, std::less<>>& counts() const { return counts_; }

 private:
  std::map<std::string, std::uint64_t, std::less<>> counts_;
};

// What one column of a list was taken for.
struct ReadColumn {
  std::string header;  // as it came
  Column column = Column::extra;
  std::string name;  // as templates name it, where it is extra
};

// What became of a list. read = taken + rejected, always; blank rows are not counted.
struct ImportReport {
  std::uint64_t read = 0;
  std::uint64_t taken = 0;     // rows whose customer is in the store afterwards
  std::uint64_t repaired = 0;  // of those taken: with at least one repair
  std::uint64_t rejected = 0;
  std::uint64_t inserted = 0;  // taken = inserted + updated + unchanged
  std::uint64_t updated = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t erased =
      0;  // of those unchanged: the customer asked to be forgotten, the data was not stored
  std::uint64_t unusual_codes = 0;  // of those taken: the customer code has not the usual 13 characters
  Tally repairs;                    // in rows that were taken, by kind
  Tally rejections;                 // rows, by reason; their sum is `rejected`
  Tally set_aside;                  // cells that could not be used in rows that were taken, by reason
  Tally addresses;  // of rows that were taken, by what their two-level form is, where it was looked for
  std::vector<std::string> extra_columns;  // the operator's own, as templates name them
  std::vector<ReadColumn> columns;         // in the list's order
  ListFacts facts;
  std::uint64_t bytes = 0;  // of the list
  bool dry_run = false;
  std::optional<std::filesystem::path> rejects_file;  // when one was written
};

}  // namespace triand::intake
