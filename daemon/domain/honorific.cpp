#include "daemon/domain/honorific.hpp"

#include <array>

namespace triand::domain {
namespace {

struct Word {
  std::string_view written;
  std::string_view honorific;  // empty: it only stands before one
};

// In each letter case that lists have. Longer ones first.
constexpr std::array<Word, 48> kWords = {{
    {"Hộ gia đình", ""},
    {"hộ gia đình", ""},
    {"HỘ GIA ĐÌNH", ""},
    {"Gia đình", ""},
    {"GIA ĐÌNH", ""},
    {"Hộ", ""},
    {"hộ", ""},
    {"HỘ", ""},
    {"KH", ""},
    {"Khách hàng", ""},
    {"Ông/Bà", "Ông/Bà"},
    {"ông/bà", "Ông/Bà"},
    {"ÔNG/BÀ", "Ông/Bà"},
    {"Ông (Bà)", "Ông/Bà"},
    {"Ông(Bà)", "Ông/Bà"},
    {"Ông bà", "Ông/Bà"},
    {"Ông", "Ông"},
    {"ông", "Ông"},
    {"ÔNG", "Ông"},
    {"Bà", "Bà"},
    {"bà", "Bà"},
    {"BÀ", "Bà"},
    {"Anh", "Anh"},
    {"anh", "Anh"},
    {"ANH", "Anh"},
    {"Chị", "Chị"},
    {"chị", "Chị"},
    {"CHỊ", "Chị"},
    {"Cô", "Cô"},
    {"cô", "Cô"},
    {"CÔ", "Cô"},
    {"Chú", "Chú"},
    {"chú", "Chú"},
    {"CHÚ", "Chú"},
    {"Bác", "Bác"},
    {"bác", "Bác"},
    {"BÁC", "Bác"},
    {"Cụ", "Cụ"},
    {"cụ", "Cụ"},
    {"CỤ", "Cụ"},
    {"Mr", "Mr"},
    {"MR", "Mr"},
    {"Mrs", "Mrs"},
    {"MRS", "Mrs"},
    {"Ms", "Ms"},
    {"MS", "Ms"},
    {"Miss", "Miss"},
    {"Ong", "Ông"},
}};

std::string_view after(std::string_view text, std::string_view word) {
  text.remove_prefix(word.size());
  if (!text.empty() && (text.front() == '.' || text.front() == ':')) text.remove_prefix(1);
  const std::size_t start = text.find_first_not_of(' ');
  return start == std::string_view::npos ? std::string_view() : text.substr(start);
}

// Null when the text begins with none of them as a word of its own.
const Word* word_at(std::string_view text) {
  for (const Word& word : kWords) {
    if (!text.starts_with(word.written) || text.size() == word.written.size()) continue;
    const char next = text[word.written.size()];
    if (next == ' ' || next == '.' || next == ':') return &word;
  }
  return nullptr;
}

}  // namespace

NameParts name_parts(std::string_view full_name) {
  const NameParts whole{{}, full_name};
  const Word* word = word_at(full_name);
  if (word == nullptr) return whole;
  std::string_view rest = after(full_name, word->written);
  if (word->honorific.empty()) {
    word = word_at(rest);
    if (word == nullptr || word->honorific.empty()) return whole;
    rest = after(rest, word->written);
  }
  if (rest.find(' ') == std::string_view::npos) return whole;
  return {word->honorific, rest};
}

}  // namespace triand::domain
