#include "channels/exec/line_reader.hpp"

#include <algorithm>
#include <utility>

namespace triand::channels::exec {

void LineReader::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::size_t room = longest_ - begun_.size();
    begun_ += bytes.substr(0, std::min(end, room));
    too_long_ = too_long_ || end > room;
    if (end == bytes.size()) return;
    bytes.remove_prefix(end + 1);
    end_line();
  }
}

void LineReader::finish() {
  if (!begun_.empty()) end_line();
}

void LineReader::end_line() {
  if (begun_.ends_with('\r')) begun_.pop_back();
  const std::string line = std::exchange(begun_, {});
  line_(line, std::exchange(too_long_, false));
}

}  // namespace triand::channels::exec
