#include "daemon/app/spool_sweep.hpp"

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "daemon/server/console/kept_lists.hpp"

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

int remove_old(const std::string& folder, std::string_view prefix,
               std::chrono::system_clock::time_point before) {
  return remove_where(folder, [prefix, before](const fs::directory_entry& entry) {
    if (!entry.path().filename().string().starts_with(prefix)) return false;
    std::error_code error;
    const auto written = entry.last_write_time(error);
    return !error && std::chrono::file_clock::to_sys(written) < before;
  });
}

}  // namespace

int remove_left_files(const std::string& folder) {
  return remove_where(folder, [](const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    return name.starts_with("upload-") || name.starts_with(server::KeptLists::kPrefix) ||
           name.ends_with(".part") || name.starts_with("rejects-dry-run-");
  });
}

int remove_old_rejects(const std::string& folder, std::chrono::system_clock::time_point before) {
  return remove_old(folder, "rejects-", before);
}

int remove_old_lists(const std::string& folder, std::chrono::system_clock::time_point before) {
  return remove_old(folder, server::KeptLists::kPrefix, before) +
         remove_old(folder, "rejects-dry-run-", before);
}

}  // namespace triand::app
