#pragma once

#include <map>
#include <string>
#include <vector>

#include "channels/batch_info.hpp"

namespace triand::channels::letter {

// The batches that are closed: being rendered, or released. Network thread only.
class Shelf {
 public:
  // `reprint_of`: the batch whose letters are printed once more, or empty.
  void add(BatchInfo batch, const std::string& reprint_of);
  void rendered(const std::string& name);
  // It is in the outbox with so many letters.
  void released(const std::string& name, std::size_t letters);
  // Nothing of it was printed.
  void gone(const std::string& name);

  [[nodiscard]] const std::vector<BatchInfo>& batches() const { return batches_; }
  // Of every reprint, by its name: the old batch's.
  [[nodiscard]] const std::map<std::string, std::string>& reprints() const { return reprints_; }
  // The highest sequence of a name with that stem; 0 if there is none.
  [[nodiscard]] unsigned last_sequence(const std::string& stem) const;

 private:
  BatchInfo* find(const std::string& name);

  std::vector<BatchInfo> batches_;
  std::map<std::string, std::string> reprints_;
};

}  // namespace triand::channels::letter
