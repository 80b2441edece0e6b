#include "daemon/server/api/kept_file.hpp"

#include <unistd.h>

#include <utility>

namespace triand::server {

KeptFile::KeptFile(std::string path) : path_(std::move(path)) {}
KeptFile::~KeptFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

}  // namespace triand::server
