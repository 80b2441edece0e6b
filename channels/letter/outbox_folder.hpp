#pragma once

#include <string>
#include <vector>

#include "channels/letter/journal.hpp"
#include "channels/letter/summary.hpp"

namespace triand::channels::letter {

// DIRECTORY/outbox/, where a batch appears complete or not at all, and DIRECTORY/rendering/ beside it on the same
// file system, where it is made. Throws std::system_error; safe from any thread once prepared.
class OutboxFolder {
 public:
  explicit OutboxFolder(std::string directory);

  // Makes the folders (mode 0750) and removes what a crash left in rendering/, from the journal first.
  void prepare();
  [[nodiscard]] const Journal& journal() const { return journal_; }

  // Whether a batch of that name has left before, or something else stands in its place. Never throws.
  [[nodiscard]] bool is_taken(const std::string& name) const noexcept;

  // Where a batch of that name is put.
  [[nodiscard]] std::string folder_of(const std::string& name) const { return outbox() + "/" + name; }

  // A new empty rendering/NAME; returns its path. Throws when the name is taken, and when the directory is no longer
  // the one that prepare() saw (a disk that is not mounted any more).
  [[nodiscard]] std::string begin(const std::string& name) const;
  // Writes the batch's page and moves rendering/NAME, whose files are synced, to outbox/NAME, durably. Throws when
  // nothing has appeared; false when it has appeared and a power cut might still undo it.
  [[nodiscard]] bool publish(const Summary& summary, const std::vector<std::string>& references) const;
  // Takes back one that was begun and has not appeared. What cannot be removed now, prepare() removes.
  void discard(const std::string& name) const noexcept;

 private:
  [[nodiscard]] std::string rendering() const { return directory_ + "/rendering"; }
  [[nodiscard]] std::string outbox() const { return directory_ + "/outbox"; }
  void check_same_folder() const;
  void enter_older_batches() const;

  std::string directory_;
  Journal journal_;
  std::string mark_;
};

}  // namespace triand::channels::letter
