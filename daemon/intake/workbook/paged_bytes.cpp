#include "daemon/intake/workbook/paged_bytes.hpp"

#include <algorithm>

namespace triand::intake {

void PagedBytes::append(std::string_view bytes) {
  size_ += bytes.size();
  unwritten_ += bytes;
  if (unwritten_.size() >= 16 * kPage) seal();
}

void PagedBytes::seal() {
  file_.append(unwritten_);
  unwritten_.clear();
}

std::string_view PagedBytes::read(std::uint64_t offset, std::size_t length) {
  const std::size_t within = offset % kPage;
  if (length == 0) return {};
  if (within + length <= kPage) return {page(offset / kPage).data() + within, length};
  joined_.clear();
  while (length > 0) {
    const std::size_t at = offset % kPage;
    const std::size_t part = std::min(length, kPage - at);
    joined_.append(page(offset / kPage).data() + at, part);
    offset += part;
    length -= part;
  }
  return joined_;
}

const std::vector<char>& PagedBytes::page(std::uint64_t number) {
  Page& slot = pages_[number % kPages];
  if (slot.number != number) {
    slot.bytes.resize(kPage);
    slot.number = number;
    (void)file_.read_at(number * kPage, slot.bytes);
  }
  return slot.bytes;
}

}  // namespace triand::intake
