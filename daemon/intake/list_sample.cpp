#include "daemon/intake/list_sample.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace triand::intake {
namespace {

constexpr std::size_t kHead = 64 * 1024;
constexpr std::size_t kPiece = 32 * 1024;
constexpr std::uint64_t kPieces = 8;

// From behind the first line end to the last one.
std::string_view whole_lines(std::string_view bytes, bool from_start, bool to_end) {
  if (!from_start) bytes.remove_prefix(std::min(bytes.find_first_of("\r\n"), bytes.size()));
  if (to_end) return bytes;
  const std::size_t last = bytes.find_last_of("\r\n");
  return bytes.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

}  // namespace

std::string sample_lines(const ByteSource& source, std::string_view first_bytes, bool whole) {
  const std::string_view head = first_bytes.substr(0, kHead);
  std::string sample(whole_lines(head, true, whole && head.size() == first_bytes.size()));
  struct stat info {};
  if (whole || source.descriptor() < 0 || ::fstat(source.descriptor(), &info) != 0) return sample;
  const auto size = static_cast<std::uint64_t>(info.st_size);
  std::array<char, kPiece> piece{};
  for (std::uint64_t i = 1; i <= kPieces; ++i) {
    const std::uint64_t offset = std::max<std::uint64_t>(kHead, size / (kPieces + 1) * i);
    const ssize_t got = ::pread(source.descriptor(), piece.data(), piece.size(), static_cast<off_t>(offset));
    if (got <= 0) continue;
    sample += '\n';
    sample += whole_lines({piece.data(), static_cast<std::size_t>(got)}, false, false);
  }
  return sample;
}

}  // namespace triand::intake
