#include "channels/letter/outbox_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <tuple>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "channels/letter/manifest.hpp"

namespace triand::channels::letter {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kFolderMode = 0750;  // letters are personal data

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

void make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), kFolderMode) == 0) return;
  if (errno != EEXIST) fail("cannot make " + path);
  errno = ENOTDIR;
  if (!fs::is_directory(path)) fail("cannot make " + path);
}

bool sync_folder(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool synced = ::fsync(descriptor) == 0;
  const int error = errno;
  ::close(descriptor);
  errno = error;
  return synced;
}

dev_t file_system_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) fail("cannot look at " + path);
  return status.st_dev;
}

// Empty when it cannot be read.
std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

OutboxFolder::OutboxFolder(std::string directory) : directory_(std::move(directory)) {}

void OutboxFolder::prepare() const {
  make_folder(directory_);
  make_folder(outbox());
  make_folder(rendering());
  if (file_system_of(outbox()) != file_system_of(rendering()))
    throw std::runtime_error(directory_ +
                             ": outbox and rendering are on different file systems; a batch could not "
                             "appear at once");
  for (const fs::directory_entry& entry : fs::directory_iterator(rendering())) fs::remove_all(entry.path());
  if (!sync_folder(directory_)) fail("cannot sync " + directory_);
}

std::vector<OutboxFolder::Released> OutboxFolder::released() const {
  std::vector<Released> batches;
  for (const fs::directory_entry& entry : fs::directory_iterator(outbox())) {
    if (!fs::is_regular_file(entry.path() / "manifest.csv")) continue;
    Released batch;
    batch.summary = summary_from(contents(entry.path() / "batch.json")).value_or(Summary{});
    batch.summary.batch = entry.path().filename();
    batch.references = references_in(contents(entry.path() / "manifest.csv"));
    batch.summary.letters = batch.references.size();
    batch.appeared = std::chrono::file_clock::to_sys(fs::last_write_time(entry.path() / "manifest.csv"));
    batches.push_back(std::move(batch));
  }
  std::sort(batches.begin(), batches.end(), [](const Released& a, const Released& b) {
    return std::tie(a.summary.created, a.summary.batch) < std::tie(b.summary.created, b.summary.batch);
  });
  return batches;
}

std::string OutboxFolder::begin(const std::string& name) const {
  const std::string path = rendering() + "/" + name;
  discard(name);
  if (::mkdir(path.c_str(), kFolderMode) != 0) fail("cannot make " + path);
  return path;
}

bool OutboxFolder::publish(const std::string& name) const {
  const std::string from = rendering() + "/" + name;
  const std::string to = outbox() + "/" + name;
  if (!sync_folder(from)) fail("cannot sync " + from);
  // A batch of this name would be overwritten only if it were an empty folder; it is refused all the same.
  if (fs::exists(to)) throw std::runtime_error(to + " is there already");
  if (std::rename(from.c_str(), to.c_str()) != 0) fail("cannot move a batch to " + to);
  return sync_folder(outbox()) && sync_folder(rendering());
}

void OutboxFolder::discard(const std::string& name) const noexcept {
  std::error_code ignored;
  fs::remove_all(rendering() + "/" + name, ignored);
}

}  // namespace triand::channels::letter
