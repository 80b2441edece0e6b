#include "channels/letter/place_kind.hpp"

#include <array>

#include "channels/letter/province.hpp"
#include "templates/vietnamese.hpp"

namespace triand::channels::letter {
namespace {

struct Kind {
  std::string_view word;     // lower case, as it may stand in an address
  std::string_view written;  // as it is printed
  PlaceKind kind;
};

// The longer words first. Words without marks count in parts without any.
constexpr std::array<Kind, 21> kKinds = {{{"thị trấn", "Thị trấn", PlaceKind::commune},
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
                                          {"xã", "Xã", PlaceKind::commune},
                                          {"tt.", "Thị trấn", PlaceKind::commune},
                                          {"tp.", "Thành phố", PlaceKind::city},
                                          {"tp", "Thành phố", PlaceKind::city},
                                          {"tx.", "Thị xã", PlaceKind::district},
                                          {"p.", "Phường", PlaceKind::commune},
                                          {"x.", "Xã", PlaceKind::commune}}};

// "H. Việt Yên" and "Q. Hà Đông": letters too short to mean it in small.
constexpr std::array<Kind, 2> kInitials = {
    {{"H.", "Huyện", PlaceKind::district}, {"Q.", "Quận", PlaceKind::district}}};

PlaceName named(const Kind& kind, std::string_view rest) {
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  PlaceName out;
  out.kind = kind.kind;
  out.bare = plain_name(rest);
  out.plain = plain_name(kind.written) + " " + out.bare;
  out.written = std::string(kind.written) + " " + std::string(rest);
  return out;
}

bool has_marks(std::string_view text) { return templates::strip_diacritics(text) != text; }

// "xa mau 5" from a list without marks; "Xa lộ" and "xa lo" are roads.
bool is_plain_xa(std::string_view lower) {
  return lower.starts_with("xa ") && !lower.starts_with("xa lo ") && !has_marks(lower);
}

// Behind the word: a blank, or a name at once after a dot ("P.Đông Ngạc").
bool ends_word(std::string_view word, std::string_view rest) {
  return !rest.empty() && (rest.front() == ' ' || (word.back() == '.' && rest.front() != '.'));
}

}  // namespace

PlaceName place_name(std::string_view part) {
  const std::string lower = templates::to_lower(part);
  for (const Kind& kind : kInitials)
    if (part.starts_with(kind.word) && ends_word(kind.word, part.substr(kind.word.size())))
      return named(kind, part.substr(kind.word.size()));
  // Lower case may have another length only where the letters are not Vietnamese.
  if (lower.size() == part.size()) {
    for (const Kind& kind : kKinds) {
      if (!lower.starts_with(kind.word) || !ends_word(kind.word, part.substr(kind.word.size()))) continue;
      const bool marked = has_marks(kind.word) || kind.word == "tp" || kind.word.ends_with('.');
      if (!marked && has_marks(part)) continue;
      PlaceName out = named(kind, part.substr(kind.word.size()));
      out.sure = marked;
      return out;
    }
    if (is_plain_xa(lower)) return named({"xa", "Xã", PlaceKind::commune}, part.substr(2));
  }
  PlaceName out;
  out.plain = plain_name(part);
  out.bare = out.plain;
  out.written = part;
  return out;
}

}  // namespace triand::channels::letter
