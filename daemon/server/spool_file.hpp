#pragma once

#include <cstddef>
#include <string>

namespace triand::server {

// A new file, readable by the service only, that takes an upload. Unlinked when this goes, unless it was given
// away. One thread at a time.
class SpoolFile {
 public:
  // Throws std::system_error when the directory is not usable.
  explicit SpoolFile(const std::string& directory);
  SpoolFile(const SpoolFile&) = delete;
  SpoolFile& operator=(const SpoolFile&) = delete;
  ~SpoolFile();

  // 0, or the errno of what went wrong (ENOSPC).
  [[nodiscard]] int write(const char* bytes, std::size_t count);
  // 0, or the errno: some file systems report a full disk only now.
  [[nodiscard]] int close();
  // The file stays; whoever calls this unlinks it.
  void give_away() { path_.clear(); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  int descriptor_ = -1;
};

}  // namespace triand::server
