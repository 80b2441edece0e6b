#include "config/text_file.hpp"

#include <cerrno>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace triand::config {
namespace {

struct Descriptor {
  int value;
  ~Descriptor() {
    if (value >= 0) ::close(value);
  }
};

TextFile failed(std::string fault) { return {.bytes = {}, .fault = std::move(fault)}; }

// How many bytes the character at `at` has; 0 if it is not well-formed UTF-8 (Unicode 15, table 3-7).
std::size_t character_length(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (length == 0 || at + length > bytes.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  const unsigned second = byte(1);
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
      (lead == 0xF4 && second > 0x8F))
    return 0;
  return length;
}

}  // namespace

TextFile read_text_file(const std::string& path, std::size_t limit) {
  // O_NONBLOCK: opening a pipe that nobody writes to must not hang the service.
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (file.value < 0) {
    if (errno == ENOENT) return failed("there is no such file");
    return failed(std::string("cannot be opened: ") + std::strerror(errno));
  }
  struct stat status {};
  if (::fstat(file.value, &status) != 0)
    return failed(std::string("cannot be read: ") + std::strerror(errno));
  if (S_ISDIR(status.st_mode)) return failed("is a directory, not a file");
  if (!S_ISREG(status.st_mode)) return failed("is not a regular file");
  TextFile out;
  char buffer[16384];
  for (;;) {
    const ssize_t got = ::read(file.value, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(std::string("cannot be read: ") + std::strerror(errno));
    if (got == 0) return out;
    out.bytes.append(buffer, static_cast<std::size_t>(got));
    if (out.bytes.size() > limit) return failed("is larger than " + std::to_string(limit) + " bytes");
  }
}

int first_line_not_text(std::string_view bytes) {
  int line = 1;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte == '\n') ++line;
    const bool control = (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
    const std::size_t length = control ? 0 : character_length(bytes, at);
    if (length == 0) return line;
    at += length;
  }
  return 0;
}

}  // namespace triand::config
