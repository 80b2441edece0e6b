#include "daemon/server/result_files.hpp"

#include <unistd.h>

#include <filesystem>
#include <random>
#include <utility>

namespace triand::server {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::string_view kPrefix = "result-";
constexpr auto kKept = 1h;

std::string random_name() {
  static constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyz23456789";
  std::random_device random;
  std::uniform_int_distribution<std::size_t> any(0, kLetters.size() - 1);
  std::string name;
  for (int count = 0; count < 26; ++count) name += kLetters[any(random)];
  return name;
}

}  // namespace

ResultFiles::ResultFiles(std::string folder) : folder_(std::move(folder)) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_, error))
    if (entry.path().filename().string().starts_with(kPrefix)) fs::remove(entry.path(), error);
}

std::string ResultFiles::new_path() const { return folder_ + "/" + std::string(kPrefix) + random_name(); }

std::string ResultFiles::offer(File file) {
  const auto now = std::chrono::steady_clock::now();
  std::string token = random_name();
  std::error_code ignored;  // the folder is ours alone as well
  fs::permissions(file.path, fs::perms::owner_read | fs::perms::owner_write, ignored);
  const std::lock_guard lock(mutex_);
  for (auto at = offered_.begin(); at != offered_.end();) {
    if (now - at->second.since > kKept) {
      ::unlink(at->second.file.path.c_str());
      at = offered_.erase(at);
    } else {
      ++at;
    }
  }
  offered_[token] = {std::move(file), now};
  return token;
}

std::optional<ResultFiles::File> ResultFiles::take(const std::string& token, const std::string& owner) {
  const std::lock_guard lock(mutex_);
  const auto found = offered_.find(token);
  if (found == offered_.end() || found->second.file.owner != owner) return std::nullopt;
  File file = std::move(found->second.file);
  offered_.erase(found);
  return file;
}

}  // namespace triand::server
