#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "daemon/intake/list_problem.hpp"
#include "daemon/intake/list_reading.hpp"

namespace triand::intake {

// Looks for a list's header in its first rows: titles, notices and dates may stand above it. Remembers why the row that
// was most like a header is none, for the case that there is none at all.
class HeaderSearch {
 public:
  // Not one more row is looked at than these.
  static constexpr std::size_t kRows = 20;

  // A row that is no header: `known` of its cells name columns, and the problems say what it lacks. Returns the problems to
  // tell when this was the last row to look at.
  [[nodiscard]] std::optional<ListProblems> pass(std::uint64_t line, std::size_t known,
                                                 ListProblems problems);
  // The list ends without a header; empty when it has no rows at all.
  [[nodiscard]] ListProblems ended() const { return best_problems_; }
  // The header was found: says which rows were left out.
  void tell(ListFacts& facts) const;

 private:
  std::vector<std::uint64_t> skipped_;
  std::size_t best_known_ = 0;
  ListProblems best_problems_;
};

}  // namespace triand::intake
