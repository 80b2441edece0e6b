#pragma once

#include <string>

namespace triand::server {

// A file, such as an upload that outlives its request, that is unlinked with the last who needs it.
class KeptFile {
 public:
  explicit KeptFile(std::string path);
  KeptFile(const KeptFile&) = delete;
  KeptFile& operator=(const KeptFile&) = delete;
  ~KeptFile();
  [[nodiscard]] const std::string& path() const { return path_; }
  // It is somebody else's from now on.
  void keep() { path_.clear(); }

 private:
  std::string path_;
};

}  // namespace triand::server
