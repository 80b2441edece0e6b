#include "daemon/intake/file_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace triand::intake {
namespace {

ListProblem cannot_open(const std::string& path, int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return {"file_missing", 0, "there is no file " + path, "check the path"};
    case EACCES:
    case EPERM:
      return {"file_not_readable", 0, "the file " + path + " may not be read",
              "give the reader permission, or copy the file to where it may be read"};
    default:
      return {"file_not_readable", 0,
              "the file " + path + " cannot be opened: " + std::generic_category().message(error),
              "try again when the file can be read"};
  }
}

}  // namespace

std::variant<std::unique_ptr<FileSource>, ListProblem> FileSource::open(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return cannot_open(path.string(), errno);
  struct stat info {};
  const int failed = ::fstat(descriptor, &info);
  if (failed != 0 || S_ISDIR(info.st_mode)) {
    const int error = errno;
    ::close(descriptor);
    if (failed != 0) return cannot_open(path.string(), error);
    return ListProblem{"is_a_folder", 0, path.string() + " is a folder", "name one list inside it"};
  }
  const std::uint64_t size = S_ISREG(info.st_mode) ? static_cast<std::uint64_t>(info.st_size) : 0;
  return std::unique_ptr<FileSource>(new FileSource(descriptor, size));
}

FileSource::~FileSource() { ::close(descriptor_); }

std::size_t FileSource::read(std::span<char> buffer) {
  while (true) {
    const ssize_t got = ::read(descriptor_, buffer.data(), buffer.size());
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "reading a list");
  }
}

}  // namespace triand::intake
