#include "daemon/plan/law_phrases.hpp"

#include <algorithm>

#include "templates/vietnamese.hpp"

namespace triand::plan {
namespace {

// Where the phrase stands in the text as words of its own, from `from` on; npos: nowhere.
std::size_t find_phrase(std::string_view text, std::string_view phrase, std::size_t from = 0) {
  std::size_t at = text.find(phrase, from);
  for (; at != std::string_view::npos; at = text.find(phrase, at + 1)) {
    const std::size_t end = at + phrase.size();
    if ((at == 0 || !is_word_char(text[at - 1])) && (end == text.size() || !is_word_char(text[end]))) break;
  }
  return at;
}

// Lower case, without diacritics, and one blank where there are several or other white space.
std::string plain(std::string_view line) {
  constexpr std::string_view kNoBreakSpace = "\xc2\xa0";
  std::string text(line);
  for (std::size_t at = text.find(kNoBreakSpace); at != std::string::npos; at = text.find(kNoBreakSpace, at))
    text.replace(at, kNoBreakSpace.size(), " ");
  std::string out;
  for (const char c : templates::to_lower(templates::strip_diacritics(text))) {
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

// "We do not ask you to pay" may be said; "if you do not pay" is no such word. The denial stands near the phrase and in
// its sentence.
bool is_denied(std::string_view before) {
  constexpr int kNear = 5;  // words
  const std::size_t sentence = before.find_last_of(".!?;:");
  if (sentence != std::string_view::npos) before.remove_prefix(sentence + 1);
  for (const char* condition : {"neu", "if", "unless"})
    if (has_phrase(before, condition)) return false;
  std::size_t from = before.size();
  for (int word = 0; word <= kNear && from > 0 && from != std::string_view::npos; ++word)
    from = before.rfind(' ', from - 1);
  if (from != std::string_view::npos) before.remove_prefix(from);
  return has_phrase(before, "khong") || has_phrase(before, "not") || has_phrase(before, "never");
}

}  // namespace

bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

bool has_phrase(std::string_view text, std::string_view phrase) {
  return find_phrase(text, phrase) != std::string_view::npos;
}

std::string own_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t start = std::min(text.find("{{"), text.find("{%"));
    out += text.substr(0, start);
    if (start == std::string_view::npos) break;
    const std::size_t end = text.find('}', start + 2);
    if (end == std::string_view::npos) break;
    // Not a blank: the words before and behind do not belong together.
    out += '*';
    const std::string_view inside = text.substr(start, end - start);
    out.append(static_cast<std::size_t>(std::ranges::count(inside, '\n')), '\n');
    const std::size_t closing = text[start + 1] == '{' ? 2 : 1;  // "}}", or "}" of "%}"
    text.remove_prefix(std::min(end + closing, text.size()));
  }
  return out;
}

Lines lines_of(std::string_view text) {
  Lines out;
  for (int line = 1; !text.empty(); ++line) {
    const std::size_t end = text.find('\n');
    out.emplace_back(line, plain(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

Whole::Whole(const Lines& lines) {
  for (const auto& [line, words] : lines) {
    text += words;
    if (!text.empty() && text.back() != ' ') text += ' ';
    line_at.resize(text.size(), line);
  }
}

std::vector<int> lines_with(const Whole& whole, std::string_view phrase, bool may_be_denied) {
  std::vector<int> out;
  for (std::size_t at = find_phrase(whole.text, phrase); at != std::string::npos;
       at = find_phrase(whole.text, phrase, at + 1)) {
    const int line = whole.line_at[at];
    if (!out.empty() && out.back() == line) continue;
    if (!may_be_denied || !is_denied(std::string_view(whole.text).substr(0, at))) out.push_back(line);
  }
  return out;
}

}  // namespace triand::plan
