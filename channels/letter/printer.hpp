#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "channels/letter/body_text.hpp"
#include "channels/letter/font.hpp"
#include "channels/letter/letter.hpp"
#include "channels/letter/shared_runs.hpp"
#include "channels/letter/signature_block.hpp"
#include "channels/letter/stationery.hpp"
#include "channels/letter/text_box.hpp"
#include "channels/letter/vietnam_time.hpp"

namespace triand::channels::letter {

// Why a letter cannot be printed as it is.
struct Unprintable {
  std::string reason;  // a reason word; empty: it can
  std::string why;     // a sentence
};

// Sets letters onto pages: sender, place and date at the right, the address in the window, the body, the signature, and
// the reference at the bottom left of each page, on the first one as a DataMatrix too. Belongs to the thread that makes it
// and to one batch; outlives the PDF surface.
class Printer {
 public:
  // `letters` are the batch's, of which what they share is found; `date` is printed on each. `stationery` outlives
  // the printer.
  Printer(const Stationery& stationery, Time date, const std::vector<Letter>& letters);

  // Why no letter of that unit can be printed (the sender does not fit or cannot be set), or empty.
  [[nodiscard]] std::string sender_fault(const std::string& unit_name);
  // The same letter is drawn next, or another one prepared.
  [[nodiscard]] Unprintable prepare(const Letter& letter);
  // Called when a page is drawn, for surfaces that know of one page only.
  void after_each_page(std::function<void()> done) { page_done_ = std::move(done); }
  // Draws the prepared letter; returns the number of its pages, blank ones that fill up a sheet included.
  unsigned draw(cairo_t* page, const Letter& letter);

 private:
  [[nodiscard]] std::string second_page_fault();
  [[nodiscard]] std::string body_fault(const Letter& letter);
  void begin_page(cairo_t* page, const Letter& letter);
  void end_page(cairo_t* page);
  void draw_head(cairo_t* page, const Letter& letter);
  void draw_foot(cairo_t* page, const Letter& letter);
  void draw_paragraph(cairo_t* page, const Letter& letter, const Paragraph& paragraph);
  void draw_lines(cairo_t* page, const Letter& letter, const Paragraph& paragraph);
  void draw_signature(cairo_t* page, const Letter& letter);
  // Of the page being drawn; left and right are the same on every page.
  [[nodiscard]] const Box& body() const {
    return pages_ < 2 ? stationery_.profile.first_body : stationery_.profile.next_body;
  }

  const Stationery& stationery_;
  Time date_;
  const Font& font_ = Font::of_this_thread();
  TextBox sender_;
  TextBox address_;
  TextBox day_;
  TextBox foot_;
  BodyText body_;
  std::function<void()> page_done_;
  SignatureBlock signature_;
  SharedRuns runs_;
  double line_height_;  // of the body
  // Sender and date, which are the same for all letters of a unit and language; recorded once.
  std::map<std::pair<std::string, std::string>, Handle<cairo_surface_t>> heads_;
  std::vector<Paragraph> paragraphs_;  // of the prepared letter
  unsigned pages_ = 0;                 // begun so far for the letter being drawn
  double top_ = 0;                     // where its next paragraph begins
};

}  // namespace triand::channels::letter
