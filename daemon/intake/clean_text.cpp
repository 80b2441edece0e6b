#include "daemon/intake/clean_text.hpp"

#include "daemon/domain/blank.hpp"
#include "templates/vietnamese.hpp"

namespace triand::intake {
namespace {

// True for text that cleaning would leave alone: no controls, no doubled spaces, and besides ASCII only letters of
// U+00C0..U+027F and U+1E00..U+1EFF, which are all composed. Anything else has to be looked at by ICU.
bool is_clean(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      if (c < ' ' || c == 0x7F || (c == ' ' && i + 1 < text.size() && text[i + 1] == ' ')) return false;
    } else if (c >= 0xC3 && c <= 0xC9) {
      ++i;
    } else if (c == 0xE1 && i + 2 < text.size()) {
      const auto second = static_cast<unsigned char>(text[i + 1]);
      if (second < 0xB8 || second > 0xBB) return false;
      i += 2;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string_view without_formula_guard(std::string_view cell) {
  const bool guarded = cell.size() >= 2 && cell[0] == '\'' &&
                       std::string_view("=+-@\t\r").find(cell[1]) != std::string_view::npos;
  return guarded ? cell.substr(1) : cell;
}

void clean_line(std::string_view cell, std::string& out) {
  const std::string_view text = domain::trim(without_formula_guard(domain::trim(cell)));
  if (is_clean(text)) {
    out.assign(text);
    return;
  }
  out.clear();
  bool space = false;
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t blank = domain::blank_at(text, i)) {
      space = true;
      i += blank;
    } else if (const std::size_t hidden = domain::zero_width_at(text, i)) {
      i += hidden;
    } else {
      if (space && !out.empty()) out += ' ';
      space = false;
      out += text[i++];
    }
  }
  out = templates::nfc(out);
}

void clean_block(std::string_view cell, std::string& out) {
  const std::string_view text = domain::trim(without_formula_guard(domain::trim(cell)));
  if (is_clean(text)) {
    out.assign(text);
    return;
  }
  out.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\r') {
      if (i + 1 == text.size() || text[i + 1] != '\n') out += '\n';
    } else {
      const auto code = static_cast<unsigned char>(c);
      out += c != '\n' && c != '\t' && (code < ' ' || code == 0x7F) ? ' ' : c;
    }
  }
  out = templates::nfc(out);
}

}  // namespace triand::intake
