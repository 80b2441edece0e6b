#include "channels/letter/shelf.hpp"

#include <algorithm>
#include <utility>

#include "channels/letter/batch_name.hpp"

namespace triand::channels::letter {

void Shelf::add_released(BatchInfo batch) {
  batch.state = "released";
  batches_.push_back(std::move(batch));
}

void Shelf::add_rendering(BatchInfo batch) {
  batch.state = "rendering";
  batches_.push_back(std::move(batch));
}

void Shelf::released(const std::string& name, std::size_t letters) {
  for (BatchInfo& batch : batches_) {
    if (batch.name != name) continue;
    batch.state = "released";
    batch.letters = letters;
  }
}

void Shelf::gone(const std::string& name) {
  std::erase_if(batches_, [&name](const BatchInfo& batch) { return batch.name == name; });
}

unsigned Shelf::last_sequence(const std::string& stem) const {
  unsigned last = 0;
  for (const BatchInfo& batch : batches_) last = std::max(last, sequence_in(batch.name, stem).value_or(0));
  return last;
}

}  // namespace triand::channels::letter
