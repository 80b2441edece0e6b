#pragma once

#include <string>

namespace triand::server {

// An upload that outlives its request; unlinked with the last who needs it.
class KeptFile {
 public:
  explicit KeptFile(std::string path);
  KeptFile(const KeptFile&) = delete;
  KeptFile& operator=(const KeptFile&) = delete;
  ~KeptFile();
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace triand::server
