#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "channels/letter/summary.hpp"

namespace triand::channels::letter {

// DIRECTORY/journal/: which batches left and which letters were in them, for good; a print house may take a batch out of
// the outbox. A batch's page stands here, synced, before the batch moves to the outbox. A page whose batch still stands
// in rendering/ speaks of one that did not leave. Throws std::system_error; safe from any thread once prepared.
class Journal {
 public:
  explicit Journal(const std::string& directory) : folder_(directory + "/journal") {}

  // Makes the folder and, in a new one, the mark that tells it from any other; removes what a crash left half written.
  void prepare() const;
  // Of this folder; empty when it has vanished.
  [[nodiscard]] std::string mark() const;

  struct Entry {
    Summary summary;
    std::chrono::system_clock::time_point written;
  };
  // Oldest first. A page that cannot be read is left out.
  [[nodiscard]] std::vector<Entry> entries() const;
  [[nodiscard]] bool has(const std::string& batch) const;
  // Empty when there is no such page.
  [[nodiscard]] std::vector<std::string> references(const std::string& batch) const;

  void write(const Summary& summary, const std::vector<std::string>& references) const;
  // Durable when it returns; nothing happens when there is no such page.
  void remove(const std::string& batch) const;

 private:
  [[nodiscard]] std::string page(const std::string& batch) const { return folder_ + "/" + batch; }

  std::string folder_;
};

}  // namespace triand::channels::letter
