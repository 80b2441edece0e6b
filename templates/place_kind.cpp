#include "templates/place_kind.hpp"

#include <algorithm>
#include <array>

#include "templates/province.hpp"
#include "templates/vietnamese.hpp"

namespace triand::templates {
namespace {

struct Kind {
  std::string_view word;     // lower case, as it may stand in an address
  std::string_view written;  // as it is printed
  PlaceKind kind;
};

// Words without marks count in parts without any.
constexpr std::array<Kind, 15> kWords = {{{"thị trấn", "Thị trấn", PlaceKind::commune},
                                          {"thi tran", "Thị trấn", PlaceKind::commune},
                                          {"đặc khu", "Đặc khu", PlaceKind::commune},
                                          {"dac khu", "Đặc khu", PlaceKind::commune},
                                          {"phường", "Phường", PlaceKind::commune},
                                          {"phuong", "Phường", PlaceKind::commune},
                                          {"thành phố", "Thành phố", PlaceKind::city},
                                          {"thanh pho", "Thành phố", PlaceKind::city},
                                          {"thị xã", "Thị xã", PlaceKind::district},
                                          {"thi xa", "Thị xã", PlaceKind::district},
                                          {"huyện", "Huyện", PlaceKind::district},
                                          {"huyen", "Huyện", PlaceKind::district},
                                          {"quận", "Quận", PlaceKind::district},
                                          {"quan", "Quận", PlaceKind::district},
                                          {"xã", "Xã", PlaceKind::commune}}};

// With a dot or a blank behind. F is the south's letter for a ward.
constexpr std::array<Kind, 11> kAbbreviations = {{{"t.p", "Thành phố", PlaceKind::city},
                                                  {"t.x", "Thị xã", PlaceKind::district},
                                                  {"t.t", "Thị trấn", PlaceKind::commune},
                                                  {"tp", "Thành phố", PlaceKind::city},
                                                  {"tx", "Thị xã", PlaceKind::district},
                                                  {"tt", "Thị trấn", PlaceKind::commune},
                                                  {"p", "Phường", PlaceKind::commune},
                                                  {"f", "Phường", PlaceKind::commune},
                                                  {"x", "Xã", PlaceKind::commune},
                                                  {"h", "Huyện", PlaceKind::district},
                                                  {"q", "Quận", PlaceKind::district}}};

PlaceName named(const Kind& kind, std::string_view rest) {
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  PlaceName out;
  out.kind = kind.kind;
  out.bare = plain_name(rest);
  out.plain = plain_name(kind.written) + " " + out.bare;
  out.written = std::string(kind.written) + " " + std::string(rest);
  return out;
}

bool has_marks(std::string_view text) { return strip_diacritics(text) != text; }

// "xa mau 5" from a list without marks; "Xa lộ" and "xa lo" are roads.
bool is_plain_xa(std::string_view lower) {
  return lower.starts_with("xa ") && !lower.starts_with("xa lo ") && !has_marks(lower);
}

// What stands behind an abbreviation, its dot left out ("P.Đông Ngạc", "P Đông Ngạc"); empty: it is none.
std::string_view behind(std::string_view part, std::size_t word) {
  std::string_view rest = part.substr(word);
  if (rest.empty() || (rest.front() != '.' && rest.front() != ' ')) return {};
  rest.remove_prefix(1);
  return rest.empty() || rest.front() == '.' ? std::string_view() : rest;
}

}  // namespace

PlaceName place_name(std::string_view part) {
  const std::string lower = to_lower(part);
  // Lower case may have another length only where the letters are not Vietnamese.
  if (lower.size() == part.size()) {
    for (const Kind& kind : kWords) {
      const std::string_view rest = part.substr(std::min(kind.word.size(), part.size()));
      if (!lower.starts_with(kind.word) || !rest.starts_with(' ')) continue;
      const bool marked = has_marks(kind.word);
      if (!marked && has_marks(part)) continue;
      PlaceName out = named(kind, rest);
      out.sure = marked;
      return out;
    }
    if (is_plain_xa(lower)) return named({"xa", "Xã", PlaceKind::commune}, part.substr(2));
    for (const Kind& kind : kAbbreviations) {
      if (!lower.starts_with(kind.word)) continue;
      const std::string_view rest = behind(part, kind.word.size());
      if (rest.empty()) continue;
      PlaceName out = named(kind, rest);
      // "H. Việt Yên" is a district whatever stands beside it; "h 5" may be anything.
      out.sure = kind.word.size() > 1 || (part[0] != lower[0] && part[1] == '.');
      return out;
    }
  }
  PlaceName out;
  out.plain = plain_name(part);
  out.bare = out.plain;
  out.written = part;
  return out;
}

}  // namespace triand::templates
