#include "daemon/intake/header_search.hpp"

#include <string>
#include <utility>

namespace triand::intake {

std::optional<ListProblems> HeaderSearch::pass(std::uint64_t line, std::size_t known, ListProblems problems) {
  if (skipped_.empty() || known > best_known_) {
    best_known_ = known;
    best_problems_ = std::move(problems);
  }
  skipped_.push_back(line);
  if (skipped_.size() < kRows) return std::nullopt;
  return best_problems_;
}

void HeaderSearch::tell(ListFacts& facts) const {
  if (skipped_.empty()) return;
  std::string lines;
  for (const std::uint64_t line : skipped_) lines += (lines.empty() ? "" : ", ") + std::to_string(line);
  facts.notices.push_back(
      {"title_rows", "left out as titles, because the header stands below them: line " + lines});
}

}  // namespace triand::intake
