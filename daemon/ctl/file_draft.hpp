#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace triand::ctl {

// A file next to its final place, which it takes in one step, on disk; unlinked if that never happens. Whatever cannot
// be written is a Failure that says what to do with `remedy`.
class FileDraft {
 public:
  FileDraft(const std::string& target, std::string remedy);
  FileDraft(const FileDraft&) = delete;
  FileDraft& operator=(const FileDraft&) = delete;
  ~FileDraft();

  void write(std::string_view bytes);
  [[nodiscard]] std::int64_t size() const { return size_; }
  // In place of whatever is there.
  void replace(mode_t rights);
  // Only where there is nothing: otherwise a Failure, and what is there stays.
  void place(mode_t rights);

 private:
  void make_durable(mode_t rights);
  void sync_folder() const;
  [[noreturn]] void fail(const std::string& what) const;

  std::string target_;
  std::string remedy_;
  std::string name_;
  int descriptor_ = -1;
  std::int64_t size_ = 0;
};

}  // namespace triand::ctl
