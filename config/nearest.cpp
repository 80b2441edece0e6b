#include "config/nearest.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

namespace triand::config {
namespace {

bool same_letter(char a, char b) {
  const auto fold = [](char letter) {
    return letter == '-' ? '_' : std::tolower(static_cast<unsigned char>(letter));
  };
  return fold(a) == fold(b);
}

// Optimal string alignment: insert, delete, replace, and swap of neighbours each cost 1.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = cost[i - 1][j - 1] + (same_letter(a[i - 1], b[j - 1]) ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replace});
      if (i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) && same_letter(a[i - 2], b[j - 1]))
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  return cost[a.size()][b.size()];
}

}  // namespace

std::string nearest_word(std::string_view word, const std::set<std::string, std::less<>>& known) {
  constexpr std::size_t kLongestKey = 60;
  if (word.size() > kLongestKey) return {};
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : known)
    if (const std::size_t found = distance(word, candidate); found < best_distance) {
      best = candidate;
      best_distance = found;
    }
  return best;
}

}  // namespace triand::config
