#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "daemon/domain/unit_table.hpp"
#include "daemon/intake/cell_cache.hpp"

namespace triand::intake {

// Finds a customer's unit by what a list's cell says: a code prefix ("PA05", "PA0505" with the district), or the
// unit's name ("Công ty Điện lực Bắc Giang", "Điện lực Bắc Giang", "Bắc Giang"). Keeps a reference to the table.
class UnitFinder {
 public:
  enum class Answer : std::uint8_t {
    found,
    no_prefix,  // the unit is known, but units.csv has no code prefix for it
    unknown,
  };
  struct Finding {
    Answer answer = Answer::unknown;
    std::string prefix;  // when found
  };

  explicit UnitFinder(const domain::UnitTable& table);

  // The reference is valid until the next call.
  const Finding& of_cell(std::string_view cell);

 private:
  [[nodiscard]] Finding look_up(std::string_view cell) const;

  const domain::UnitTable& table_;
  std::unordered_map<std::string, std::string> prefix_of_name_;
  CellCache<Finding> cache_;
};

}  // namespace triand::intake
