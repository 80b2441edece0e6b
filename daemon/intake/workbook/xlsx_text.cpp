#include "daemon/intake/workbook/xlsx_text.hpp"

#include <charconv>

#include "templates/utf8.hpp"

namespace triand::intake {
namespace {

constexpr std::size_t kEscape = 7;  // "_x000D_"

bool is_escape(std::string_view text) {
  return text.size() >= kEscape && text[0] == '_' && text[1] == 'x' && text[6] == '_' &&
         text.substr(2, 4).find_first_not_of("0123456789ABCDEFabcdef") == std::string_view::npos;
}

void unescape(std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = std::string_view(text).substr(i);
    if (is_escape(rest)) {
      unsigned code = 0;
      std::from_chars(rest.data() + 2, rest.data() + 6, code, 16);
      // Halves of a pair and NUL stand for nothing that a list may hold.
      const bool usable = code != 0 && (code < 0xD800 || code > 0xDFFF);
      templates::append_code_point(out, usable ? static_cast<char32_t>(code) : U'\uFFFD');
      i += kEscape;
    } else {
      out += text[i++];
    }
  }
  text = std::move(out);
}

}  // namespace

void XlsxText::clear() {
  text_.clear();
  in_run_ = false;
  in_phonetic_ = false;
}

void XlsxText::start(std::string_view name) {
  if (name == "rPh") in_phonetic_ = true;
  if (name == "t") in_run_ = !in_phonetic_;
}

void XlsxText::end(std::string_view name) {
  if (name == "rPh") in_phonetic_ = false;
  if (name == "t") in_run_ = false;
}

std::string_view XlsxText::text() {
  if (text_.find("_x") != std::string::npos) unescape(text_);
  return text_;
}

}  // namespace triand::intake
