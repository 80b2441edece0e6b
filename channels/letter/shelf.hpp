#pragma once

#include <string>
#include <vector>

#include "channels/batch_info.hpp"

namespace triand::channels::letter {

// The batches that are closed: being rendered, or released. Network thread only.
class Shelf {
 public:
  void add_released(BatchInfo batch);
  void add_rendering(BatchInfo batch);
  // Rendering is over: it is released with so many letters, or gone.
  void released(const std::string& name, std::size_t letters);
  void gone(const std::string& name);

  [[nodiscard]] const std::vector<BatchInfo>& batches() const { return batches_; }
  // The highest sequence of a name with that stem; 0 if there is none.
  [[nodiscard]] unsigned last_sequence(const std::string& stem) const;

 private:
  std::vector<BatchInfo> batches_;
};

}  // namespace triand::channels::letter
