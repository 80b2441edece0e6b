#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace triand::templates {

// What the communes of before 2025-07-01 became (Decision 19/2025/QĐ-TTg and its successors): there are provinces and
// communes since, and no districts. Data that operators keep, not code; read once, for imports and for letters. Immutable
// after loading, safe from any thread.
class CommuneTable {
 public:
  struct Fault {
    int line = 0;  // 1 is the header
    std::string message;
  };

  CommuneTable() = default;

  // Reads `old_commune,old_district,old_province,new_commune,new_province` (UTF-8, a BOM is skipped; cells may be quoted,
  // without line breaks), one line for each old commune and new one: an old commune that was parted stands in several.
  // Communes with their kind ("Xã Tân Ước"), provinces by their name of before or of today. The first twenty faults.
  [[nodiscard]] static std::variant<CommuneTable, std::vector<Fault>> load(std::string_view csv);

  struct Place {
    std::string commune;   // with its kind: "Xã Tân Ước"
    std::string plain;     // the same as PlaceName::plain
    std::string province;  // without
    bool operator==(const Place&) const = default;
  };
  // What an old commune of that province of today became. `commune`: PlaceName::plain; of a name without a kind, whatever
  // kinds bear it. `district`: PlaceName::bare, or empty for all districts. Without doubles.
  [[nodiscard]] std::vector<Place> became(std::string_view commune, std::string_view district,
                                          std::string_view province) const;
  // Whether a commune of today in that province of today goes by that name (PlaceName::plain, with its kind).
  [[nodiscard]] bool is_of_today(std::string_view commune, std::string_view province) const;

 private:
  struct Old {
    std::string district;  // plain, without its kind
    Place place;
  };
  // Of a line that has five filled cells; what is wrong with it, or nothing.
  std::string add(const std::vector<std::string>& cells);

  // By plain commune, with its kind and without, and province of today: an address may name the old or the new one.
  std::multimap<std::pair<std::string, std::string>, Old> old_;
  std::set<std::pair<std::string, std::string>> today_;
};

}  // namespace triand::templates
