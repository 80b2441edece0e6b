#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "daemon/intake/column.hpp"
#include "daemon/intake/list_reading.hpp"
#include "templates/commune_table.hpp"

namespace triand::intake {

enum class SuggestionLanguage : std::uint8_t { vietnamese, english };

// How one list is to be loaded.
struct ImportOptions {
  ListReading reading = {};
  // The unit's code prefix for customers whose row names no usable unit.
  std::optional<std::string> default_unit;
  // What columns mean that their headers do not say.
  ColumnChoices columns = {};
  // Only noted in the report: the sink is then one that pretends, everything else is the same.
  bool dry_run = false;
  // What became of the communes; null: addresses are kept as they came and nothing besides. Outlives the import.
  const templates::CommuneTable* communes = nullptr;
  // Where rows that were rejected or lost a cell are written; replaced when it exists, not created when there are
  // none. Must not be the list itself.
  std::optional<std::filesystem::path> rejects_path;
  SuggestionLanguage suggestions = SuggestionLanguage::vietnamese;
  std::size_t batch_rows = 20'000;  // as many customers at most go to the sink together
};

}  // namespace triand::intake
