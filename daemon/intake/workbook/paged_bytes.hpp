#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/intake/workbook/anonymous_file.hpp"

namespace triand::intake {

// Bytes that are written front to back and then read anywhere: on disk, with the pages that were used last in memory
// (4 MB at most). Used by one thread.
class PagedBytes {
 public:
  explicit PagedBytes(const std::filesystem::path& folder) : file_(folder) {}

  void append(std::string_view bytes);
  // Once, before the first read.
  void seal();
  // Valid until the next call. The range has been written.
  [[nodiscard]] std::string_view read(std::uint64_t offset, std::size_t length);
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  static constexpr std::size_t kPage = 16 * 1024;
  static constexpr std::size_t kPages = 256;
  struct Page {
    std::uint64_t number = ~std::uint64_t{0};
    std::vector<char> bytes;
  };

  [[nodiscard]] const std::vector<char>& page(std::uint64_t number);

  AnonymousFile file_;
  std::uint64_t size_ = 0;
  std::string unwritten_;
  std::array<Page, kPages> pages_;
  std::string joined_;
};

}  // namespace triand::intake
