#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/intake/cell_cache.hpp"
#include "daemon/intake/commune_table.hpp"

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

  explicit TwoLevelAddress(const CommuneTable& table) : table_(table) {}

  // `province`: what the list says beside the address; or empty.
  [[nodiscard]] Form of(std::string_view address, std::string_view province);

 private:
  struct Reading;
  [[nodiscard]] const Place& place(std::string_view text);
  [[nodiscard]] bool is_province(const Place& place) const;
  [[nodiscard]] Form of_old_commune(const Reading& reading);
  [[nodiscard]] Form without_district(const Reading& reading);

  const CommuneTable& table_;
  CellCache<Place> places_;
};

// "unknown", "as_written", …; lives as long as the program.
[[nodiscard]] std::string_view to_string(TwoLevelAddress::Method method);

}  // namespace triand::intake
