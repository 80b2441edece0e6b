#include "channels/letter/folder.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace triand::channels::letter {

void fail(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

void make_folder(const std::string& path) {
  constexpr mode_t kMode = 0750;
  if (::mkdir(path.c_str(), kMode) == 0) return;
  if (errno != EEXIST) fail("cannot make " + path);
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return;
  errno = ENOTDIR;
  fail("cannot make " + path);
}

bool sync_folder(const std::string& path) noexcept {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool synced = ::fsync(descriptor) == 0;
  const int error = errno;
  ::close(descriptor);
  errno = error;
  return synced;
}

std::string contents_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace triand::channels::letter
