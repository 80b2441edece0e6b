#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "channels/letter/summary.hpp"

namespace triand::channels::letter {

// DIRECTORY/outbox/, where a batch appears complete or not at all, and DIRECTORY/rendering/ beside it on the same
// file system, where it is made. Throws std::system_error; safe from any thread once prepared.
class OutboxFolder {
 public:
  explicit OutboxFolder(std::string directory);

  // Makes both folders (mode 0750) and removes what a crash left in rendering/.
  void prepare() const;

  struct Released {
    Summary summary;
    std::vector<std::string> references;
    std::chrono::system_clock::time_point appeared;  // when its files were written
  };
  // Every batch in the outbox, oldest first. What has no readable manifest is not one of ours and is left out.
  [[nodiscard]] std::vector<Released> released() const;

  // A new empty rendering/NAME; returns its path.
  [[nodiscard]] std::string begin(const std::string& name) const;
  // Moves rendering/NAME, whose files are synced, to outbox/NAME, durably. Throws when nothing has appeared; false
  // when it has appeared and a power cut might still undo it.
  [[nodiscard]] bool publish(const std::string& name) const;
  void discard(const std::string& name) const noexcept;

 private:
  [[nodiscard]] std::string rendering() const { return directory_ + "/rendering"; }
  [[nodiscard]] std::string outbox() const { return directory_ + "/outbox"; }

  std::string directory_;
};

}  // namespace triand::channels::letter
