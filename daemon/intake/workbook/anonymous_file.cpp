#include "daemon/intake/workbook/anonymous_file.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace triand::intake {
namespace {

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

int open_nameless(const std::filesystem::path& folder) {
  const int nameless = ::open(folder.c_str(), O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
  if (nameless >= 0) return nameless;
  // Not every file system has files without a name.
  std::string name = (folder / "list-XXXXXX").string();
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named < 0) fail("making a temporary file");
  ::unlink(name.c_str());
  return named;
}

}  // namespace

AnonymousFile::AnonymousFile(const std::filesystem::path& folder)
    : descriptor_(open_nameless(folder.empty() ? std::filesystem::temp_directory_path() : folder)) {}

AnonymousFile::~AnonymousFile() { ::close(descriptor_); }

void AnonymousFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("writing a temporary file");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::size_t AnonymousFile::read_at(std::uint64_t offset, std::span<char> buffer) const {
  std::size_t got = 0;
  while (got < buffer.size()) {
    const ssize_t more =
        ::pread(descriptor_, buffer.data() + got, buffer.size() - got, static_cast<off_t>(offset + got));
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) fail("reading a temporary file");
    if (more == 0) break;
    got += static_cast<std::size_t>(more);
  }
  return got;
}

}  // namespace triand::intake
