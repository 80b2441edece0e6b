#include "tests/channels/letter/press_bench.hpp"

#include <regex>
#include <sstream>

namespace triand::channels::letter {

ClosedBatch batch(std::vector<Letter> letters, const std::string& name) {
  return {.name = name,
          .campaign = "tri-an-2026",
          .closed = nine_o_clock(),
          .letters = std::move(letters),
          .reprint_of = {}};
}

std::vector<Letter> letters(int count) {
  std::vector<Letter> out;
  for (int number = 1; number <= count; ++number) out.push_back(letter(number));
  return out;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::string page_text(const Bench& bench, int page) {
  const std::string number = std::to_string(page);
  return output_of("pdftotext -raw -f " + number + " -l " + number + " " + bench.file("letters.pdf") + " -");
}

std::vector<Word> boxes_in(const std::string& html) {
  static const std::regex kWord(
      R"re(<word xMin="([-0-9.]+)" yMin="([-0-9.]+)" xMax="([-0-9.]+)" yMax="([-0-9.]+)">(.*?)</word>)re");
  std::vector<Word> words;
  for (std::sregex_iterator at(html.begin(), html.end(), kWord), end; at != end; ++at)
    words.push_back(
        {std::stod((*at)[1]), std::stod((*at)[2]), std::stod((*at)[3]), std::stod((*at)[4]), (*at)[5]});
  return words;
}

std::vector<Word> boxes(const Bench& bench, int page) {
  const std::string number = std::to_string(page);
  return boxes_in(
      output_of("pdftotext -bbox -f " + number + " -l " + number + " " + bench.file("letters.pdf") + " -"));
}

bool inside(const Word& word, const Box& box) {
  return word.left >= box.left - 0.5 && word.right <= box.right + 0.5 && word.top >= box.top - 0.5 &&
         word.bottom <= box.bottom + 0.5;
}

bool touches(const Word& word, const Box& box) {
  return word.left < box.right && word.right > box.left && word.top < box.bottom && word.bottom > box.top;
}

}  // namespace triand::channels::letter
