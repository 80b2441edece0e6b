#include "channels/letter/file_writer.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace triand::channels::letter {

FileWriter::FileWriter(const std::string& folder, std::string name) : name_(std::move(name)) {
  descriptor_ = ::open((folder + "/" + name_).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "cannot make " + name_);
}

FileWriter::~FileWriter() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool FileWriter::write(const void* bytes, std::size_t length) noexcept {
  if (error_ != 0) return false;
  hash_.add(bytes, length);
  size_ += length;
  const char* at = static_cast<const char*>(bytes);
  while (length > 0) {
    const ssize_t written = ::write(descriptor_, at, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      error_ = written < 0 ? errno : EIO;
      return false;
    }
    at += written;
    length -= static_cast<std::size_t>(written);
  }
  return true;
}

void FileWriter::finish() {
  if (error_ == 0 && ::fsync(descriptor_) != 0) error_ = errno;
  if (::close(std::exchange(descriptor_, -1)) != 0 && error_ == 0) error_ = errno;
  if (error_ != 0) throw std::system_error(error_, std::generic_category(), "cannot write " + name_);
  digest_ = hash_.finish();
}

}  // namespace triand::channels::letter
