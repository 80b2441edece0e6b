#include "channels/letter/file_writer.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace triand::channels::letter {
namespace {

constexpr std::size_t kPiece = 64 * 1024;

}  // namespace

FileWriter::FileWriter(const std::string& folder, std::string name) : name_(std::move(name)) {
  gathered_.reserve(kPiece);
  descriptor_ = ::open((folder + "/" + name_).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "cannot make " + name_);
}

FileWriter::~FileWriter() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool FileWriter::write(const void* bytes, std::size_t length) noexcept {
  if (error_ != 0) return false;
  size_ += length;
  const char* at = static_cast<const char*>(bytes);
  if (gathered_.size() + length > kPiece && !flush()) return false;
  if (length > kPiece) return put(at, length);
  gathered_.insert(gathered_.end(), at, at + length);
  return true;
}

bool FileWriter::flush() noexcept {
  const bool written = put(gathered_.data(), gathered_.size());
  gathered_.clear();
  return written;
}

bool FileWriter::put(const char* at, std::size_t length) noexcept {
  hash_.add(at, length);
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
  if (error_ == 0 && flush() && ::fsync(descriptor_) != 0) error_ = errno;
  if (::close(std::exchange(descriptor_, -1)) != 0 && error_ == 0) error_ = errno;
  if (error_ != 0) throw std::system_error(error_, std::generic_category(), "cannot write " + name_);
  digest_ = hash_.finish();
}

}  // namespace triand::channels::letter
