#include "channels/letter/shelf.hpp"

#include <algorithm>
#include <utility>

#include "channels/letter/batch_name.hpp"

namespace triand::channels::letter {

BatchInfo* Shelf::find(const std::string& name) {
  const auto found = std::find_if(batches_.begin(), batches_.end(),
                                  [&](const BatchInfo& batch) { return batch.name == name; });
  return found == batches_.end() ? nullptr : &*found;
}

void Shelf::add(BatchInfo batch, const std::string& reprint_of) {
  if (!reprint_of.empty()) reprints_[batch.name] = reprint_of;
  batches_.push_back(std::move(batch));
}

void Shelf::rendered(const std::string& name) {
  BatchInfo* batch = find(name);
  if (batch != nullptr && batch->state == "rendering") batch->state = "rendered";
}

void Shelf::released(const std::string& name, std::size_t letters) {
  BatchInfo* batch = find(name);
  if (batch == nullptr) return;
  batch->state = "released";
  batch->letters = letters;
}

void Shelf::gone(const std::string& name) {
  reprints_.erase(name);
  std::erase_if(batches_, [&name](const BatchInfo& batch) { return batch.name == name; });
}

unsigned Shelf::last_sequence(const std::string& stem) const {
  unsigned last = 0;
  for (const BatchInfo& batch : batches_) last = std::max(last, sequence_in(batch.name, stem).value_or(0));
  return last;
}

}  // namespace triand::channels::letter
