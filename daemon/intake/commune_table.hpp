#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace triand::intake {

// A commune of before July 2025 and the one that its people belong to now. A commune that was split stands once for each
// of its parts.
struct CommuneChange {
  std::string old_commune;   // "Phường Suối Hoa"
  std::string old_district;  // "Thành phố Bắc Ninh"
  std::string old_province;  // "Bắc Ninh"
  std::string new_commune;   // "Phường Kinh Bắc"
  std::string new_province;  // "Bắc Ninh"
};

// The communes of communes.csv (Decision 19/2025/QĐ-TTg): there are provinces and communes since July 2025 and no
// districts any more. Data that operators keep, not code. Names are compared without case, diacritics and what kind of
// place they are ("Thị xã"). Immutable after loading, safe from any thread.
class CommuneTable {
 public:
  struct Fault {
    int line = 0;  // 1 is the header
    std::string message;
  };

  CommuneTable() = default;

  // Reads `old_commune,old_district,old_province,new_commune,new_province` (UTF-8, a BOM is skipped). Every fault at once.
  [[nodiscard]] static std::variant<CommuneTable, std::vector<Fault>> load(std::string_view csv);

  [[nodiscard]] bool empty() const { return changes_.empty(); }
  [[nodiscard]] bool is_province(std::string_view bare_name) const;
  // Those of that old commune; an empty district stands for any. Names as bare_place() gives them; the province is the old
  // or the new one.
  [[nodiscard]] std::vector<const CommuneChange*> of_old(std::string_view commune, std::string_view district,
                                                         std::string_view province) const;
  // One of that new commune; null: there is none.
  [[nodiscard]] const CommuneChange* of_new(std::string_view commune, std::string_view province) const;

 private:
  // Of a change, as names are compared: folded once, not for every customer.
  struct Bare {
    std::string district;
    std::string old_province;
    std::string new_province;

    [[nodiscard]] bool is_in(std::string_view province) const {
      return old_province == province || new_province == province;
    }
  };
  void index();

  std::vector<CommuneChange> changes_;
  std::vector<Bare> bare_;                                    // of changes_, in their order
  std::unordered_multimap<std::string, std::size_t> by_old_;  // by the bare name of the commune
  std::unordered_multimap<std::string, std::size_t> by_new_;
  std::unordered_map<std::string, bool> provinces_;
};

// What kind of place a name says that it is.
enum class PlaceKind : unsigned char { unknown, commune, district, province, either };  // either: "Thành phố"

struct Place {
  PlaceKind kind = PlaceKind::unknown;
  std::string bare;  // the name alone, lower case, without diacritics: "Phường 1" and "P.1" are "1"
};

// Reads a name as it stands in an address: "Tỉnh Bắc Ninh", "TX. Từ Sơn", "phường Suối Hoa".
[[nodiscard]] Place read_place(std::string_view text);

}  // namespace triand::intake
