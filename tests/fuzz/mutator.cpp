#include "tests/fuzz/mutator.hpp"

#include <algorithm>
#include <array>

namespace triand::fuzz {
namespace {

// Bytes and words that readers of numbers, texts and markup trip over.
constexpr std::array<std::string_view, 16> kAwkward = {std::string_view("\0", 1),
                                                       "\xFF",
                                                       "\xC3",
                                                       "\xED\xA0\x80",
                                                       "\xEF\xBB\xBF",
                                                       "\xCC\x81",
                                                       "\n",
                                                       "\r\n",
                                                       "\"",
                                                       "-1",
                                                       "9223372036854775807",
                                                       "1e400",
                                                       "{",
                                                       "[",
                                                       "&#0;",
                                                       "%"};
constexpr std::size_t kMostChanges = 4;

}  // namespace

std::string Mutator::changed(std::string_view input, std::string_view other) {
  std::string out(input);
  for (std::size_t left = 1 + below(kMostChanges); left > 0; --left) change_once(out, other);
  out.resize(std::min(out.size(), std::max(kLongest, input.size())));
  return out;
}

void Mutator::change_once(std::string& text, std::string_view other) {
  const std::size_t at = below(text.size() + 1);
  const std::size_t length = 1 + below(1 + below(64));
  const bool inside = at < text.size();
  switch (below(7)) {
    case 0:
      if (inside) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
      break;
    case 1:
      if (inside) text[at] = static_cast<char>(below(256));
      break;
    case 2:
      if (inside) text.erase(at, length);
      break;
    case 3:  // the end is missing
      text.resize(at);
      break;
    case 4:
      if (inside) text.insert(at, text.substr(at, length));
      break;
    case 5:
      text.insert(at, kAwkward[below(kAwkward.size())]);
      break;
    default:
      if (!other.empty()) text.insert(at, other.substr(below(other.size()), length));
  }
}

}  // namespace triand::fuzz
