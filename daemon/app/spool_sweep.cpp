#include "daemon/app/spool_sweep.hpp"

#include <filesystem>
#include <functional>
#include <vector>

namespace triand::app {
namespace {

namespace fs = std::filesystem;

// First all are found, then they go: removing while the folder is walked may pass some over.
int remove_where(const std::string& folder, const std::function<bool(const fs::directory_entry&)>& goes) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (goes(entry)) found.push_back(entry.path());
  int removed = 0;
  for (const fs::path& path : found)
    if (fs::remove(path, error)) ++removed;
  return removed;
}

}  // namespace

int remove_left_files(const std::string& folder) {
  return remove_where(folder, [](const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    return name.starts_with("upload-") || name.ends_with(".part") || name.starts_with("rejects-dry-run-");
  });
}

int remove_old_rejects(const std::string& folder, std::chrono::system_clock::time_point before) {
  return remove_where(folder, [before](const fs::directory_entry& entry) {
    if (!entry.path().filename().string().starts_with("rejects-")) return false;
    std::error_code error;
    const auto written = entry.last_write_time(error);
    return !error && std::chrono::file_clock::to_sys(written) < before;
  });
}

}  // namespace triand::app
