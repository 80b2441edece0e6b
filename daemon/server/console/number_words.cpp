#include "daemon/server/console/number_words.hpp"

#include <algorithm>

#include "daemon/server/report/words.hpp"

namespace triand::server {

std::string number_in(std::int64_t number, Language language) {
  std::string out = dotted(number);
  if (language == Language::english) std::replace(out.begin(), out.end(), '.', ',');
  return out;
}

std::string share_in(std::int64_t part, std::int64_t whole, Language language) {
  std::string out = percent(part, whole);
  if (language == Language::english) std::replace(out.begin(), out.end(), ',', '.');
  return out;
}

}  // namespace triand::server
