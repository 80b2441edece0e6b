#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>

namespace triand::intake {

// Tells how far a workbook has been read, in bytes of its file, though its parts are read several times.
class WorkbookProgress {
 public:
  // `more` as read_list() takes it.
  WorkbookProgress(const std::function<bool(std::uint64_t)>& more, std::uint64_t size)
      : more_(more), size_(size) {}

  // What read_xml() asks while it unpacks a part of `part_size` bytes, which is this share of the whole.
  [[nodiscard]] std::function<bool(std::uint64_t)> share(double from, double to,
                                                         std::uint64_t part_size) const {
    return [this, from, to, part_size](std::uint64_t unpacked) {
      const double done =
          part_size == 0 ? 0 : std::min(1.0, static_cast<double>(unpacked) / static_cast<double>(part_size));
      return more_(static_cast<std::uint64_t>((from + (to - from) * done) * static_cast<double>(size_)));
    };
  }
  bool all() const { return more_(size_); }

 private:
  const std::function<bool(std::uint64_t)>& more_;
  std::uint64_t size_;
};

}  // namespace triand::intake
