#include "daemon/intake/workbook/zip_directory.hpp"

#include <array>
#include <string_view>

#include "daemon/intake/workbook/damaged.hpp"

namespace triand::intake {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kEnd = 22;      // bytes of the end record without its comment
constexpr std::size_t kLocator = 20;  // bytes of the pointer to the 64-bit end record, right before it
constexpr std::size_t kEnd64 = 56;

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t length) {
  std::uint64_t number = 0;
  for (std::size_t i = length; i-- > 0;) number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
  return number;
}

bool too_much(std::uint64_t entries, std::uint64_t size, const WorkbookLimits& limits) {
  return entries > limits.entries || size > limits.directory;
}

}  // namespace

std::optional<ListProblem> directory_too_large(
    std::span<const char> tail, const std::function<std::size_t(std::uint64_t, std::span<char>)>& read,
    const WorkbookLimits& limits) {
  const std::string_view bytes(tail.data(), tail.size());
  // A comment may hold what looks like an end record: which of them a reader takes is not ours to say, so each counts.
  for (std::size_t at = bytes.find("PK\5\6"sv); at != std::string_view::npos;
       at = bytes.find("PK\5\6"sv, at + 1)) {
    if (bytes.size() - at < kEnd) break;
    std::uint64_t entries = number_at(bytes, at + 10, 2);
    std::uint64_t size = number_at(bytes, at + 12, 4);
    if (at >= kLocator && bytes.substr(at - kLocator).starts_with("PK\6\7"sv)) {
      std::array<char, kEnd64> end{};
      const std::uint64_t offset = number_at(bytes, at - kLocator + 8, 8);
      const std::string_view record(end.data(), end.size());
      if (read(offset, end) != end.size() || !record.starts_with("PK\6\6"sv))
        return damaged("its table of files cannot be found");
      entries = number_at(record, 32, 8);
      size = number_at(record, 40, 8);
    }
    if (too_much(entries, size, limits)) return too_large("it holds " + std::to_string(entries) + " files");
  }
  return std::nullopt;
}

}  // namespace triand::intake
