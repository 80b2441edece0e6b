#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/problem.hpp"

namespace triand::channels::letter {

// What the communes of before 2025-07-01 became (Decision 19/2025/QĐ-TTg and its successors): the operator's table, a
// CSV file with the header old_commune,old_district,old_province,new_commune,new_province, one line for each old commune
// and new one. An old commune that was parted stands in several lines.
class CommuneTable {
 public:
  // Faults go to `problems`, each with its line; what was read without one is in the table.
  static CommuneTable load(const std::string& path, config::Problems& problems);

  struct Place {
    std::string commune;   // with its kind: "Xã Tân Ước"
    std::string province;  // without
    bool operator==(const Place&) const = default;
  };
  // What an old commune of that province of today became. `commune`: with its kind, marks or not; `district`:
  // PlaceName::bare, or empty for all districts. Without doubles.
  [[nodiscard]] std::vector<Place> became(std::string_view commune, std::string_view district,
                                          std::string_view province) const;
  // Whether a commune of today in that province of today goes by that name.
  [[nodiscard]] bool is_of_today(std::string_view commune, std::string_view province) const;

 private:
  struct Old {
    std::string district;  // plain, without its kind
    Place place;
  };
  // By plain commune with its kind, and province of today: an address may name the old or the new one.
  std::multimap<std::pair<std::string, std::string>, Old> old_;
  std::set<std::pair<std::string, std::string>> today_;
};

}  // namespace triand::channels::letter
