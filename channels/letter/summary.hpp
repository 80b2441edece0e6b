#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "channels/letter/vietnam_time.hpp"

namespace triand::channels::letter {

// What batch.json says of a batch.
struct Summary {
  std::string batch;
  std::string campaign;
  Time created;
  std::size_t letters = 0;
  std::size_t pages = 0;
  std::string pdf_sha256;
  std::string manifest_sha256;
};

// {"schema":"triand.batch/v1","batch","campaign","created","counts":{"letters","pages"},
//  "sha256":{"letters.pdf","manifest.csv"}}
[[nodiscard]] std::string to_json(const Summary& summary);
// Nothing when it is not such a document.
[[nodiscard]] std::optional<Summary> summary_from(const std::string& json);

}  // namespace triand::channels::letter
