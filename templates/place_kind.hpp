#pragma once

#include <string>
#include <string_view>

namespace triand::templates {

enum class PlaceKind { other, commune, district, city };  // city: "thành phố", a district's or a province's

// What kind of place a part of an address names by its first word, and its plain name with that word written out:
// "P. Đông Ngạc" is a commune, "phuong dong ngac". Abbreviations count; what may be a street's name does not ("Xa lộ
// Hà Nội").
struct PlaceName {
  PlaceKind kind = PlaceKind::other;
  bool sure =
      true;  // false: the word has lost its marks, or is one letter, and may be a street's ("quan nhan")
  std::string plain;    // with the kind written out
  std::string bare;     // without the kind
  std::string written;  // as it is printed: the kind written out, capital first
};
// `part`: NFC.
[[nodiscard]] PlaceName place_name(std::string_view part);

}  // namespace triand::templates
