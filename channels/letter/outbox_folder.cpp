#include "channels/letter/outbox_folder.hpp"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <sys/stat.h>

#include "channels/letter/folder.hpp"
#include "channels/letter/manifest.hpp"

namespace triand::channels::letter {
namespace {

namespace fs = std::filesystem;

dev_t file_system_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) fail("cannot look at " + path);
  return status.st_dev;
}

}  // namespace

OutboxFolder::OutboxFolder(std::string directory) : directory_(std::move(directory)), journal_(directory_) {}

void OutboxFolder::prepare() {
  make_folder(directory_);
  make_folder(outbox());
  make_folder(rendering());
  journal_.prepare();
  mark_ = journal_.mark();
  if (file_system_of(outbox()) != file_system_of(rendering()))
    throw std::runtime_error(directory_ +
                             ": outbox and rendering are on different file systems; a batch could not "
                             "appear at once");
  for (const fs::directory_entry& entry : fs::directory_iterator(rendering())) {
    journal_.remove(entry.path().filename());
    fs::remove_all(entry.path());
  }
  enter_older_batches();
  if (!sync_folder(directory_)) fail("cannot sync " + directory_);
}

// Of before there was a journal, or put back from a backup.
void OutboxFolder::enter_older_batches() const {
  for (const fs::directory_entry& entry : fs::directory_iterator(outbox())) {
    const std::string name = entry.path().filename();
    if (journal_.has(name) || !fs::is_regular_file(entry.path() / "manifest.csv")) continue;
    auto summary = summary_from(contents_of(entry.path() / "batch.json"));
    if (!summary) continue;
    summary->batch = name;
    journal_.write(*summary, references_in(contents_of(entry.path() / "manifest.csv")));
  }
}

void OutboxFolder::check_same_folder() const {
  if (journal_.mark() == mark_) return;
  throw std::runtime_error(
      directory_ +
      " is not the folder that it was (its journal is gone); put it back, or mount its disk, "
      "and what waits is printed");
}

bool OutboxFolder::is_taken(const std::string& name) const noexcept {
  std::error_code ignored;
  return journal_.has(name) || fs::exists(outbox() + "/" + name, ignored);
}

std::string OutboxFolder::begin(const std::string& name) const {
  check_same_folder();
  if (is_taken(name)) throw std::runtime_error("a batch " + name + " is there already");
  make_folder(rendering());
  std::string path = rendering() + "/" + name;
  fs::remove_all(path);
  if (::mkdir(path.c_str(), 0750) != 0) fail("cannot make " + path);
  return path;
}

bool OutboxFolder::publish(const Summary& summary, const std::vector<std::string>& references) const {
  const std::string from = rendering() + "/" + summary.batch;
  const std::string to = outbox() + "/" + summary.batch;
  make_folder(outbox());
  if (!sync_folder(from)) fail("cannot sync " + from);
  // What the journal says holds only once this folder itself cannot vanish any more.
  if (!sync_folder(rendering())) fail("cannot sync " + rendering());
  // A batch of this name would be overwritten only if it were an empty folder; it is refused all the same.
  if (fs::exists(to)) throw std::runtime_error(to + " is there already");
  journal_.write(summary, references);
  if (std::rename(from.c_str(), to.c_str()) != 0) fail("cannot move a batch to " + to);
  return sync_folder(outbox()) && sync_folder(rendering());
}

void OutboxFolder::discard(const std::string& name) const noexcept {
  try {
    journal_.remove(name);
    fs::remove_all(rendering() + "/" + name);
  } catch (const std::exception&) {
    // Where the page stays its folder does too, which says: not left.
  }
}

}  // namespace triand::channels::letter
