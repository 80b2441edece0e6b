#include "daemon/ctl/file_draft.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "daemon/ctl/failure.hpp"

namespace triand::ctl {

FileDraft::FileDraft(const std::string& target, std::string remedy)
    : target_(target),
      remedy_(std::move(remedy)),
      name_(target + ".XXXXXX"),
      descriptor_(::mkostemp(name_.data(), O_CLOEXEC)) {
  if (descriptor_ < 0) {
    name_.clear();
    fail("cannot write " + target);
  }
}

FileDraft::~FileDraft() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!name_.empty()) ::unlink(name_.c_str());
}

void FileDraft::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) fail("cannot write " + name_);
    if (count <= 0) continue;
    bytes.remove_prefix(static_cast<std::size_t>(count));
    size_ += count;
  }
}

void FileDraft::make_durable(mode_t rights) {
  if (::fchmod(descriptor_, rights) != 0 || ::fsync(descriptor_) != 0) fail("cannot write " + target_);
}

// Without it a power cut may take back that the file is there.
void FileDraft::sync_folder() const {
  const auto parent = std::filesystem::path(target_).parent_path();
  const int folder = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  ::fsync(folder);
  ::close(folder);
}

void FileDraft::replace(mode_t rights) {
  make_durable(rights);
  if (::rename(name_.c_str(), target_.c_str()) != 0) fail("cannot write " + target_);
  name_.clear();
  sync_folder();
}

void FileDraft::place(mode_t rights) {
  make_durable(rights);
  if (::link(name_.c_str(), target_.c_str()) != 0) fail("cannot write " + target_);
  ::unlink(name_.c_str());
  name_.clear();
  sync_folder();
}

void FileDraft::fail(const std::string& what) const {
  throw Failure(kFailed, "cannot-write", what + ": " + std::strerror(errno), remedy_);
}

}  // namespace triand::ctl
