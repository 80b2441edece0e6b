#include "daemon/intake/font_letters.hpp"

#include <algorithm>
#include <array>

#include "daemon/intake/legacy_decoder.hpp"
#include "daemon/intake/utf8_check.hpp"
#include "daemon/intake/vietnamese_score.hpp"
#include "daemon/intake/vni_letters.hpp"
#include "templates/utf8.hpp"
#include "templates/vietnamese.hpp"

namespace triand::intake {
namespace {

constexpr std::size_t kMostSample = 128 * 1024;
constexpr std::size_t kShown = 120;
constexpr std::size_t kShownLines = 3;
constexpr double kSure = 0.8;
constexpr double kBetter = 0.4;
constexpr double kMargin = 0.1;  // to another reading of the same bytes

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

std::string western_text(std::string_view bytes) {
  constexpr char32_t kNothing = 0xFFFD;
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const char32_t letter = byte >= 0x80 && byte < 0xA0 ? kWestern[byte - 0x80] : char32_t{byte};
    templates::append_code_point(out, letter == 0 && byte != 0 ? kNothing : letter);
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

// Those with letters beyond ASCII.
std::string telling_lines(std::string_view text) {
  std::string out;
  for (std::size_t count = 0; count < kShownLines && !text.empty();) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    if (const std::string_view line = text.substr(0, end); !templates::is_ascii(line)) {
      out.append(line).push_back('\n');
      ++count;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

ListProblem font_problem(std::string_view font, std::string_view family, std::string_view stored,
                         std::string_view meant) {
  return {"font_letters", 0,
          "the letters are those of a font such as " + std::string(font) + ": stored is “" + shown(stored) +
              "”, which only that font shows as “" + shown(meant) + "”",
          "convert the list from " + std::string(family) +
              " to Unicode (in UniKey: Ctrl+Shift+F6), save and load that"};
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
  const std::string as_tcvn3 = templates::nfc(decoded(Encoding::tcvn3, bytes_));
  const std::string as_vni = read_vni(sample_);
  const double tcvn3 = vietnamese_score(as_tcvn3);
  const double vni = vietnamese_score(as_vni);
  if (std::max(tcvn3, vni) < kSure ||
      std::max(tcvn3, vni) - vietnamese_score(templates::nfc(sample_)) < kBetter)
    return std::nullopt;
  return tcvn3 >= vni ? font_problem(".VnTime", "TCVN3", sample_, as_tcvn3)
                      : font_problem("VNI-Times", "VNI Windows", sample_, as_vni);
}

std::optional<ListProblem> vni_in_bytes(std::string_view sample, double best) {
  const std::string stored = western_text(sample.substr(0, kMostSample));
  const std::string read = read_vni(stored);
  const double score = vietnamese_score(read);
  if (score < kSure || score - best < kMargin) return std::nullopt;
  return font_problem("VNI-Times", "VNI Windows", telling_lines(stored), telling_lines(read));
}

}  // namespace triand::intake
