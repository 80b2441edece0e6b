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
  std::size_t sheets = 0;  // of paper
  bool duplex = false;
  std::string reprint_of;  // the batch whose letters are printed once more; empty: none
  std::string pdf_sha256;
  std::string manifest_sha256;
};

// {"schema":"triand.batch/v1","batch","campaign","created","counts":{"letters","pages","sheets"},
//  "print":{"paper":"A4","sides"},"sha256":{"letters.pdf","manifest.csv"},"reprint_of"} (the last of a reprint only)
[[nodiscard]] std::string to_json(const Summary& summary);
// Nothing when it is not such a document.
[[nodiscard]] std::optional<Summary> summary_from(const std::string& json);

}  // namespace triand::channels::letter
