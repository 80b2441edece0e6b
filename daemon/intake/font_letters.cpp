#include "daemon/intake/font_letters.hpp"

#include <algorithm>
#include <array>

#include "daemon/intake/legacy_decoder.hpp"
#include "daemon/intake/utf8_check.hpp"
#include "daemon/intake/vietnamese_score.hpp"
#include "templates/utf8.hpp"
#include "templates/vietnamese.hpp"

namespace triand::intake {
namespace {

constexpr std::size_t kMostSample = 128 * 1024;
constexpr std::size_t kShown = 120;
constexpr std::size_t kShownLines = 3;
constexpr double kSure = 0.8;
constexpr double kBetter = 0.4;

// What Windows-1252 has at 0x80 to 0x9F; 0: nothing.
constexpr std::array<char32_t, 32> kWestern = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// The bytes that a western program has taken these letters for; nullopt when one is none of theirs.
std::optional<std::string> western_bytes(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = templates::next_code_point(text, at);
    const auto* found = std::find(kWestern.begin(), kWestern.end(), c);
    if (c <= 0xFF)
      out += static_cast<char>(c);
    else if (found != kWestern.end())
      out += static_cast<char>(0x80 + (found - kWestern.begin()));
    else
      return std::nullopt;
  }
  return out;
}

// The first lines: one may be of the header.
std::string shown(std::string_view lines) {
  std::string out;
  for (std::size_t count = 0; count < kShownLines && !lines.empty(); ++count) {
    const std::size_t end = lines.find('\n');
    out += (count == 0 ? "" : " | ") + with_valid_utf8(lines.substr(0, std::min(end, kShown)));
    lines.remove_prefix(end + 1);
  }
  return out;
}

}  // namespace

void FontLetters::add(std::string_view text) {
  if (templates::is_ascii(text)) return;
  while (!text.empty() && sample_.size() < kMostSample) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (!templates::is_ascii(line)) add_line(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void FontLetters::add_line(std::string_view line) {
  const auto bytes = western_bytes(line.substr(0, kMostSample));
  if (!bytes) {
    ++other_lines_;
    return;
  }
  ++western_lines_;
  sample_.append(line).push_back('\n');
  bytes_.append(*bytes).push_back('\n');
}

std::optional<ListProblem> FontLetters::problem() const {
  // The header may well be in Unicode.
  if (western_lines_ * 10 < other_lines_) return std::nullopt;
  const std::string read = templates::nfc(decoded(Encoding::tcvn3, bytes_));
  const double as_font = vietnamese_score(read);
  if (as_font < kSure || as_font - vietnamese_score(templates::nfc(sample_)) < kBetter) return std::nullopt;
  const std::string stored = shown(sample_);
  const std::string meant = shown(read);
  return ListProblem{"font_letters", 0,
                     "the letters are those of a font such as .VnTime: stored is “" + stored +
                         "”, which only that font shows as “" + meant + "”",
                     "convert the list from TCVN3 to Unicode (in UniKey: Ctrl+Shift+F6), save and load that"};
}

}  // namespace triand::intake
