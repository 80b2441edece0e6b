#include "daemon/intake/encoding_choice.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "daemon/intake/font_letters.hpp"
#include "daemon/intake/legacy_decoder.hpp"
#include "daemon/intake/list_sample.hpp"
#include "daemon/intake/list_shape.hpp"
#include "daemon/intake/text_decoder.hpp"
#include "daemon/intake/utf8_check.hpp"
#include "daemon/intake/vietnamese_score.hpp"
#include "templates/utf8.hpp"
#include "templates/vietnamese.hpp"

namespace triand::intake {
namespace {

constexpr double kSure = 0.7;
constexpr double kMargin = 0.1;
constexpr std::size_t kShownRows = 3;
constexpr std::size_t kShownBytes = 160;

struct Reading {
  Encoding encoding;
  double score = 0;
};

std::vector<Reading> readings_of(std::string_view sample) {
  std::vector<Reading> out;
  for (const Encoding encoding : {Encoding::windows_1258, Encoding::tcvn3, Encoding::viscii})
    out.push_back({encoding, vietnamese_score(templates::nfc(decoded(encoding, sample)))});
  std::stable_sort(out.begin(), out.end(),
                   [](const Reading& left, const Reading& right) { return left.score > right.score; });
  return out;
}

bool is_sure(const std::vector<Reading>& readings) {
  return readings[0].score >= kSure && readings[0].score - readings[1].score >= kMargin;
}

// The first rows with letters beyond ASCII.
std::vector<std::string_view> telling_rows(std::string_view sample) {
  std::vector<std::string_view> rows;
  while (!sample.empty() && rows.size() < kShownRows) {
    const std::size_t end = std::min(sample.find_first_of("\r\n"), sample.size());
    const std::string_view row = sample.substr(0, std::min(end, kShownBytes));
    if (!templates::is_ascii(row)) rows.push_back(row);
    sample.remove_prefix(std::min(end + 1, sample.size()));
  }
  return rows;
}

ListProblem unsure(std::string_view sample, const std::vector<Reading>& readings) {
  ListProblem problem{"encoding_not_sure", 0,
                      "the list is not UTF-8, and it is not sure which older encoding its letters have:",
                      "say with --encoding which of these readings is right, or save the list as CSV UTF-8"};
  const std::vector<std::string_view> rows = telling_rows(sample);
  for (const Reading& reading : readings) {
    problem.message += fmt::format("\n  {} (score {:.2f}):", to_string(reading.encoding), reading.score);
    for (const std::string_view row : rows)
      problem.message += "\n    " + templates::nfc(with_valid_utf8(decoded(reading.encoding, row)));
  }
  return problem;
}

void tell(Encoding encoding, ListFacts& facts) {
  facts.encoding = to_string(encoding);
  if (encoding == Encoding::tcvn3)
    facts.notices.push_back(
        {"capitals_of_fonts",
         "the list is in TCVN3: capitals that were typed in a font such as .VnTimeH are bytes "
         "of small letters and read as those"});
}

std::optional<ListProblem> font_problem_of(std::string_view text) {
  FontLetters letters;
  letters.add(text);
  return letters.problem();
}

// UTF-8 does not fit: most of the letters beyond ASCII, or the header, are something else.
bool is_not_utf8(std::string_view head, std::string_view sample, bool whole) {
  if (wrong_encoding(head, whole)) return true;
  return wrong_encoding("header\n" + std::string(sample), true).has_value();
}

// Some rows have letters beyond ASCII, and in none of these they are UTF-8.
bool has_no_utf8(std::string_view text) {
  bool found = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view row = text.substr(0, end);
    if (!templates::is_ascii(row)) {
      if (is_utf8(row)) return false;
      found = true;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

// The older encoding of a list that is seen as a whole and has too few letters beyond ASCII to be refused for them;
// where it is not sure, its few rows are rejected as no UTF-8.
std::optional<Encoding> encoding_of_few(std::string_view text) {
  if (!has_no_utf8(text)) return std::nullopt;
  const std::vector<Reading> readings = readings_of(text);
  if (!is_sure(readings) || vni_in_bytes(text, readings[0].score)) return std::nullopt;
  return readings[0].encoding;
}

bool is_utf16(Encoding encoding) {
  return encoding == Encoding::utf16_little || encoding == Encoding::utf16_big;
}

}  // namespace

std::variant<Encoding, ListProblem> choose_encoding(const ByteSource& source, std::string_view first_bytes,
                                                    bool whole, const ListReading& reading,
                                                    ListFacts& facts) {
  const auto marked = TextDecoder::marked(first_bytes);
  if (!reading.encoding.empty()) {
    auto asked = encoding_from(reading.encoding);
    if (!asked)
      return ListProblem{"unknown_encoding", 0, "there is no encoding “" + reading.encoding + "”",
                         "write utf-8, utf-16le, utf-16be, windows-1258, tcvn3 or viscii"};
    // Which half of a unit comes first stands in the list itself.
    if (is_utf16(*asked) && marked && is_utf16(*marked)) asked = marked;
    tell(*asked, facts);
    return *asked;
  }
  if (marked && *marked != Encoding::utf8) {
    std::string text;
    TextDecoder(*marked, first_bytes).decode(first_bytes, text);
    if (auto problem = font_problem_of(text)) return *problem;
    tell(*marked, facts);
    return *marked;
  }
  const std::string sample = sample_lines(source, first_bytes, whole);
  Encoding encoding = Encoding::utf8;
  if (!marked && is_not_utf8(first_bytes, sample, whole)) {
    const std::vector<Reading> readings = readings_of(sample);
    if (auto problem = vni_in_bytes(sample, readings[0].score)) return *problem;
    if (!is_sure(readings)) return unsure(sample, readings);
    encoding = readings[0].encoding;
  } else if (const auto few = !marked && whole ? encoding_of_few(first_bytes) : std::nullopt) {
    encoding = *few;
  } else if (is_utf8(sample)) {
    const std::string_view text = sample;
    if (auto problem = font_problem_of(text.substr(text.starts_with("\xEF\xBB\xBF") ? 3 : 0)))
      return *problem;
  }
  tell(encoding, facts);
  return encoding;
}

}  // namespace triand::intake
