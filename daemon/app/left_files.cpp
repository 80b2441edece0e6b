#include "daemon/app/left_files.hpp"

#include <filesystem>
#include <vector>

namespace triand::app {
namespace {

namespace fs = std::filesystem;

bool is_left(const std::string& name) {
  return name.starts_with("upload-") || name.ends_with(".part") || name.starts_with("rejects-dry-run-");
}

}  // namespace

int remove_left_files(const std::string& folder) {
  std::vector<fs::path> left;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (is_left(entry.path().filename().string())) left.push_back(entry.path());
  int removed = 0;
  for (const fs::path& path : left)
    if (fs::remove(path, error)) ++removed;
  return removed;
}

}  // namespace triand::app
