#include "daemon/app/old_rejects.hpp"

#include <filesystem>
#include <vector>

namespace triand::app {

namespace fs = std::filesystem;

int remove_old_rejects(const std::string& folder, std::chrono::system_clock::time_point before) {
  std::vector<fs::path> old;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (!entry.path().filename().string().starts_with("rejects-")) continue;
    const auto written = entry.last_write_time(error);
    if (!error && std::chrono::file_clock::to_sys(written) < before) old.push_back(entry.path());
  }
  int removed = 0;
  for (const fs::path& path : old)
    if (fs::remove(path, error)) ++removed;
  return removed;
}

}  // namespace triand::app
