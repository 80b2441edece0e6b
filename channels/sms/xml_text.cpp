#include "channels/sms/xml_text.hpp"

#include <charconv>
#include <cstdint>

namespace triand::channels {
namespace {

constexpr std::size_t kDeepest = 64;

using Leaves = std::vector<std::pair<std::string, std::string>>;

void append_utf8(std::uint32_t c, std::string& out) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

// What stands between '&' and ';'.
bool append_entity(std::string_view name, std::string& out) {
  constexpr std::pair<std::string_view, char> kNamed[] = {
      {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [word, c] : kNamed)
    if (word == name) {
      out += c;
      return true;
    }
  if (!name.starts_with('#')) return false;
  name.remove_prefix(1);
  const bool hex = name.starts_with('x');
  if (hex) name.remove_prefix(1);
  std::uint32_t c = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), c, hex ? 16 : 10);
  const bool character = c != 0 && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
  if (error != std::errc{} || end != name.data() + name.size() || !character) return false;
  append_utf8(c, out);
  return true;
}

bool append_decoded(std::string_view text, std::string& out) {
  while (!text.empty()) {
    const std::size_t start = text.find('&');
    out += text.substr(0, start);
    if (start == std::string_view::npos) return true;
    const std::size_t end = text.find(';', start);
    if (end == std::string_view::npos || !append_entity(text.substr(start + 1, end - start - 1), out))
      return false;
    text.remove_prefix(end + 1);
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

class Scanner {
 public:
  explicit Scanner(std::string_view xml) : rest_(xml) {}

  std::optional<Leaves> scan() {
    while (!rest_.empty()) {
      const std::size_t tag = rest_.find('<');
      if (!take_text(rest_.substr(0, tag))) return std::nullopt;
      if (tag == std::string_view::npos) break;
      rest_.remove_prefix(tag);
      if (!take_markup()) return std::nullopt;
    }
    if (!open_.empty() || !seen_) return std::nullopt;
    return std::move(leaves_);
  }

 private:
  struct Open {
    std::string_view name;
    std::string text;
    bool leaf = true;
  };

  bool take_text(std::string_view text) {
    if (open_.empty()) return trimmed(text).empty();
    return append_decoded(text, open_.back().text);
  }

  bool skip(std::string_view end) {
    const std::size_t at = rest_.find(end);
    if (at == std::string_view::npos) return false;
    rest_.remove_prefix(at + end.size());
    return true;
  }

  bool take_markup() {
    if (rest_.starts_with("<!--")) return skip("-->");
    if (rest_.starts_with("<?")) return skip("?>");
    constexpr std::string_view kRaw = "<![CDATA[";
    if (rest_.starts_with(kRaw)) {
      const std::size_t end = rest_.find("]]>");
      if (end == std::string_view::npos || open_.empty()) return false;
      open_.back().text += rest_.substr(kRaw.size(), end - kRaw.size());
      rest_.remove_prefix(end + 3);
      return true;
    }
    if (rest_.starts_with("<!")) return false;
    return take_tag();
  }

  bool take_tag() {
    const std::size_t end = end_of_tag();
    if (end == std::string_view::npos) return false;
    std::string_view tag = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    if (tag.starts_with('/')) return close(trimmed(tag.substr(1)));
    const bool alone = tag.ends_with('/');
    if (alone) tag.remove_suffix(1);
    tag = tag.substr(0, tag.find_first_of(" \t\r\n"));
    if (tag.empty() || open_.size() == kDeepest) return false;
    if (open_.empty() && seen_) return false;
    seen_ = true;
    if (!open_.empty()) open_.back().leaf = false;
    open_.push_back({tag, {}, true});
    return !alone || close(tag);
  }

  // The '>' that ends a tag; those in attribute values do not.
  [[nodiscard]] std::size_t end_of_tag() const {
    char quote = '\0';
    for (std::size_t at = 1; at < rest_.size(); ++at) {
      const char c = rest_[at];
      if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return at;
      }
    }
    return std::string_view::npos;
  }

  bool close(std::string_view name) {
    if (open_.empty() || open_.back().name != name) return false;
    if (open_.back().leaf) {
      const std::size_t colon = name.rfind(':');
      leaves_.emplace_back(name.substr(colon == std::string_view::npos ? 0 : colon + 1),
                           trimmed(open_.back().text));
    }
    open_.pop_back();
    return true;
  }

  std::string_view rest_;
  std::vector<Open> open_;
  Leaves leaves_;
  bool seen_ = false;
};

}  // namespace

std::optional<std::vector<std::pair<std::string, std::string>>> xml_leaves(std::string_view xml) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (xml.starts_with(kByteOrderMark)) xml.remove_prefix(kByteOrderMark.size());
  return Scanner(xml).scan();
}

}  // namespace triand::channels
