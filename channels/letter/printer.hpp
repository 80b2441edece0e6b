#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "channels/letter/body_text.hpp"
#include "channels/letter/font.hpp"
#include "channels/letter/letter.hpp"
#include "channels/letter/text_box.hpp"
#include "channels/letter/vietnam_time.hpp"

namespace triand::channels::letter {

// Sets letters onto pages: sender and date at the right, the address in the window, the body, and the reference in
// small print at the bottom left of each page. Belongs to one thread and one batch; outlives the PDF surface.
class Printer {
 public:
  static constexpr unsigned kMaxPages = 10;

  // `letters` are the batch's, of which what they share is found; `date` is printed on each.
  Printer(std::vector<std::string> sender_address, Time date, const std::vector<Letter>& letters);

  // Why no letter of that unit can be printed (the sender does not fit or cannot be set), or empty.
  [[nodiscard]] std::string sender_fault(const std::string& unit_name);
  // Why this letter cannot be printed as it is, or empty. The same letter is drawn next, or another one prepared.
  [[nodiscard]] std::string prepare(const Letter& letter);
  // Called when a page is drawn, for surfaces that know of one page only.
  void after_each_page(std::function<void()> done) { page_done_ = std::move(done); }
  // Draws the prepared letter; returns the number of its pages.
  unsigned draw(cairo_t* page, const Letter& letter);

 private:
  void begin_page(cairo_t* page, const Letter& letter);
  void end_page(cairo_t* page);
  void draw_paragraph(cairo_t* page, const Letter& letter, const Paragraph& paragraph);
  void draw_lines(cairo_t* page, const Letter& letter, const Paragraph& paragraph);

  std::vector<std::string> sender_address_;
  Time date_;
  Font font_;
  TextBox sender_;
  TextBox address_;
  TextBox day_;
  TextBox foot_;
  BodyText body_;
  std::function<void()> page_done_;
  std::vector<Paragraph> paragraphs_;  // of the prepared letter
  unsigned pages_ = 0;                 // begun so far for the letter being drawn
  double top_ = 0;                     // where its next paragraph begins
};

}  // namespace triand::channels::letter
