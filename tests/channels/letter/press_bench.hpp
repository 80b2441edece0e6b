#pragma once

#include <string>
#include <vector>

#include "channels/letter/press.hpp"
#include "tests/channels/letter/workshop.hpp"

namespace triand::channels::letter {

inline const PressWatch kUnwatched{.interrupted = [] { return false; }};

[[nodiscard]] ClosedBatch batch(std::vector<Letter> letters,
                                const std::string& name = "tri-an-2026-20261218-001");
[[nodiscard]] std::vector<Letter> letters(int count);

// A prepared outbox and what was pressed into it.
struct Bench {
  Folder folder;
  mutable OutboxFolder outbox{folder.path() + "/letters"};
  Stationery stationery{.sender_address = {"Số 1 Phố Thử Nghiệm", "Hà Nội"}, .place = "Hà Nội"};

  Bench() { outbox.prepare(); }
  [[nodiscard]] Pressed print(ClosedBatch closed) const {
    return press(std::move(closed), stationery, outbox, kUnwatched);
  }
  [[nodiscard]] std::string file(const std::string& name) const {
    return folder.path() + "/letters/outbox/tri-an-2026-20261218-001/" + name;
  }
  [[nodiscard]] std::vector<std::string> appeared() const {
    return names_in(folder.path() + "/letters/outbox");
  }
  [[nodiscard]] std::vector<std::string> half_made() const {
    return names_in(folder.path() + "/letters/rendering");
  }
};

// As pdftotext reads them.
[[nodiscard]] std::string page_text(const Bench& bench, int page);
struct Word {
  double left, top, right, bottom;  // points from the top left
  std::string text;
};
[[nodiscard]] std::vector<Word> boxes_in(const std::string& html);  // of pdftotext -bbox
[[nodiscard]] std::vector<Word> boxes(const Bench& bench, int page);
[[nodiscard]] bool inside(const Word& word, const Box& box);
[[nodiscard]] bool touches(const Word& word, const Box& box);
[[nodiscard]] std::vector<std::string> words_of(const std::string& text);

}  // namespace triand::channels::letter
