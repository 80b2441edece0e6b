#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/intake/cell_cache.hpp"
#include "templates/commune_table.hpp"
#include "templates/place_kind.hpp"

namespace triand::intake {

// An address as it is written since July 2025: street, commune, province, no district (letters.md, section 5). Only what is
// certain is converted: an old commune whose people belong to several new ones, and one that the table does not know, have
// no such form. The address as it came is kept beside it in any case. Keeps a reference to the table; used by one thread.
class TwoLevelAddress {
 public:
  enum class Method : std::uint8_t {
    unknown,     // the address does not say enough, or the table does not
    as_written,  // it had two levels already
    converted,
    several,  // its old commune was split, or there are several of that name
  };
  struct Form {
    Method method = Method::unknown;
    std::string text;  // of the middle two
  };

  explicit TwoLevelAddress(const templates::CommuneTable& table) : table_(table) {}

  // `address`: NFC. `province`: what the list says beside it; or empty.
  [[nodiscard]] Form of(std::string_view address, std::string_view province);

 private:
  // What a part of an address may be.
  struct Part {
    templates::PlaceName place;
    std::optional<std::string> province;  // the one of today that it names
    bool country = false;
  };
  struct Reading;
  static Part read_part(std::string_view text);
  [[nodiscard]] const Part& part(std::string_view text) { return parts_.get(text, read_part); }
  [[nodiscard]] Form of_old_commune(const Reading& reading) const;
  [[nodiscard]] Form without_district(const Reading& reading) const;

  const templates::CommuneTable& table_;
  CellCache<Part> parts_;
};

// "unknown", "as_written", …; lives as long as the program.
[[nodiscard]] std::string_view to_string(TwoLevelAddress::Method method);

}  // namespace triand::intake
