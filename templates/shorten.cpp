#include "templates/shorten.hpp"

#include <vector>

#include <unicode/uchar.h>

#include "templates/utf8.hpp"
#include "templates/vietnamese.hpp"

namespace triand::templates {
namespace {

constexpr char32_t kJoiner = 0x200D;

// Whether `c` belongs to the character before it.
bool continues_letter(char32_t c) {
  const auto code_point = static_cast<UChar32>(c);
  return (U_GET_GC_MASK(code_point) & U_GC_M_MASK) != 0 || c == kJoiner ||
         u_hasBinaryProperty(code_point, UCHAR_EMOJI_MODIFIER);
}

bool is_space(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)); }

bool hangs_before_ellipsis(char32_t c) {
  return is_space(c) || c == U',' || c == U';' || c == U':' || c == U'.' || c == U'-' || c == U'(' ||
         c == U'&';
}

std::size_t cut_at(const std::vector<char32_t>& letters, std::size_t limit) {
  std::size_t hard = limit - 1;
  while (hard > 0 && (continues_letter(letters[hard]) || letters[hard - 1] == kJoiner)) --hard;
  std::size_t cut = hard;
  while (cut > 0 && !is_space(letters[cut])) --cut;
  if (cut == 0) cut = hard;
  while (cut > 0 && hangs_before_ellipsis(letters[cut - 1])) --cut;
  return cut;
}

}  // namespace

std::string shorten(std::string_view text, std::size_t limit) {
  std::string composed = nfc(text);
  if (composed.size() <= limit) return composed;
  std::vector<char32_t> letters;
  letters.reserve(composed.size());
  for (std::size_t at = 0; at < composed.size();) letters.push_back(next_code_point(composed, at));
  if (letters.size() <= limit) return composed;
  std::string out;
  const std::size_t cut = cut_at(letters, limit);
  for (std::size_t i = 0; i < cut; ++i) append_code_point(out, letters[i]);
  return out + "…";
}

}  // namespace triand::templates
