#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace triand::config {

// What became of reading a small file: its bytes, or one sentence saying why not.
struct TextFile {
  std::string bytes;
  std::string fault;  // empty: it was read
};

// Reads a whole regular file of at most `limit` bytes.
[[nodiscard]] TextFile read_text_file(const std::string& path, std::size_t limit);

// The first line (from 1) with a byte that is no UTF-8 or a control character other than tab and line end;
// 0 when all is text.
[[nodiscard]] int first_line_not_text(std::string_view bytes);

}  // namespace triand::config
