#include "channels/letter/printer.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <pango/pangocairo.h>

#include "channels/letter/address_block.hpp"
#include "channels/letter/data_matrix.hpp"

namespace triand::channels::letter {
namespace {

constexpr double kParagraphGap = 8;  // points
constexpr double kQuietModules = 2;  // between the code and the small print
constexpr cairo_rectangle_t kPageExtents{0, 0, kPageWidth, kPageHeight};

Paragraph plain(std::string text) { return {.text = std::move(text), .bold = {}}; }

bool is_text(const Letter& letter) {
  for (const std::string* text :
       {&letter.name, &letter.address, &letter.province, &letter.unit_name, &letter.text})
    if (g_utf8_validate(text->data(), static_cast<gssize>(text->size()), nullptr) == FALSE) return false;
  return true;
}

Unprintable letter_fault(std::string why) { return {.reason = "letter_rejected", .why = std::move(why)}; }
Unprintable address_fault(std::string why) { return {.reason = "no_such_address", .why = std::move(why)}; }

// A dashed line for each row: a third of the bytes that a rectangle for each dark run takes. All are as long as the code
// is wide, and begin dark with its left border, so that they differ in their dashes alone.
void draw_code(cairo_t* page, const DataMatrix& code, double left, double top, double module) {
  cairo_set_line_width(page, module);
  cairo_set_line_cap(page, CAIRO_LINE_CAP_BUTT);
  for (auto run = code.runs.begin(); run != code.runs.end();) {
    const int row = run->row;
    const double y = top + (row + 0.5) * module;
    std::vector<double> dashes;  // dark, light, dark, …
    int column = 0;
    for (; run != code.runs.end() && run->row == row; ++run) {
      if (run->column > 0) dashes.push_back((run->column - column) * module);
      dashes.push_back(run->length * module);
      column = run->column + run->length;
    }
    dashes.push_back(std::max(1, code.side - column) * module);
    cairo_set_dash(page, dashes.data(), static_cast<int>(dashes.size()), 0);
    cairo_move_to(page, left, y);
    cairo_line_to(page, left + code.side * module, y);
    cairo_stroke(page);
  }
  cairo_set_dash(page, nullptr, 0, 0);
}

}  // namespace

Printer::Printer(const Stationery& stationery, Time date, const std::vector<Letter>& letters)
    : stationery_(stationery),
      date_(date),
      sender_(font_, {.size = stationery.profile.sender_size, .width = stationery.profile.sender.width()}),
      address_(font_, {.size = stationery.profile.address_size, .width = stationery.profile.address.width()}),
      day_(font_, {.size = stationery.profile.date_size,
                   .width = stationery.profile.date.width(),
                   .justified = false,
                   .to_the_right = true}),
      foot_(font_, {.size = stationery.profile.foot_size, .width = stationery.profile.foot.width()}),
      body_(font_, stationery.profile.body_size, stationery.profile.first_body.width()),
      signature_(font_, stationery.signature, stationery.profile.body_size,
                 stationery.profile.first_body.width() / 2),
      line_height_(body_.measure(plain("x")).height) {
  for (const Letter& letter : letters) body_.count(paragraphs_of(letter.text));
  // Once for each letter, so that it is shared as well.
  for (std::size_t i = 0; i < letters.size(); ++i) body_.count(stationery.second_page);
}

Unprintable Printer::prepare(const Letter& letter) {
  if (!is_text(letter)) return letter_fault("its text is not UTF-8");
  if (letter.name.empty()) return letter_fault("there is no name to put on it");
  if (letter.address.empty()) return address_fault("there is no address to put on it");
  if (!letter.printed.unclear.empty()) return address_fault(letter.printed.unclear);

  address_.set(address_block(letter));
  if (!address_.knows_every_glyph())
    return letter_fault("the name or the address has a character that the font lacks; write it otherwise");
  if (address_.height() > stationery_.profile.address.height())
    return address_fault("name and address do not fit the window; shorten them");
  if (std::string fault = sender_fault(letter.unit_name); !fault.empty())
    return letter_fault(std::move(fault));
  if (std::string fault = body_fault(letter); !fault.empty()) return letter_fault(std::move(fault));
  return {};
}

std::string Printer::body_fault(const Letter& letter) {
  paragraphs_ = paragraphs_of(letter.text);
  if (paragraphs_.empty()) return "there is no text on it";
  double height = signature_.height();
  for (const Paragraph& paragraph : paragraphs_) {
    const BodyText::Measure measure = body_.measure(paragraph);
    if (!measure.knows_every_glyph) return "the text has a character that the font lacks; write it otherwise";
    height += measure.height + kParagraphGap;
  }
  const unsigned pages = stationery_.profile.pages - (stationery_.second_page.empty() ? 0 : 1);
  // A page before the last leaves less than a line blank at its end; behind the signature, which may leave more, nothing
  // comes.
  const double first = stationery_.profile.first_body.height();
  const double further = stationery_.profile.next_body.height() - line_height_;
  if (height > first + (static_cast<double>(pages) - 1) * further)
    return "it is longer than " + std::to_string(stationery_.profile.pages) + " pages; shorten the text";
  return {};
}

std::string Printer::second_page_fault() {
  double height = 0;
  for (const Paragraph& paragraph : stationery_.second_page) {
    const BodyText::Measure measure = body_.measure(paragraph);
    if (!measure.knows_every_glyph)
      return "second_page has a character that the font lacks; write it otherwise";
    height += measure.height + kParagraphGap;
  }
  return height > stationery_.profile.next_body.height() ? "second_page is longer than a page; shorten it"
                                                         : "";
}

std::string Printer::sender_fault(const std::string& unit_name) {
  sender_.set(sender_block(unit_name, stationery_.sender_address));
  if (!sender_.knows_every_glyph()) return "the sender has a character that the font lacks";
  if (sender_.height() > stationery_.profile.sender.height())
    return "the sender does not fit its place; shorten sender_address";
  day_.set(plain(letter_date(date_, stationery_.place, "vi")));
  if (!day_.knows_every_glyph()) return "place has a character that the font lacks";
  if (day_.height() > stationery_.profile.date.height())
    return "place and date do not fit on a line; shorten place";
  if (signature_.height() > stationery_.profile.next_body.height() / 2)
    return "the signature is higher than half a page; make its width smaller";
  if (!signature_.fault().empty()) return signature_.fault();
  return second_page_fault();
}

unsigned Printer::draw(cairo_t* page, const Letter& letter) {
  pages_ = 0;
  begin_page(page, letter);
  for (const Paragraph& paragraph : paragraphs_) draw_paragraph(page, letter, paragraph);
  draw_signature(page, letter);
  if (!stationery_.second_page.empty()) {
    begin_page(page, letter);
    for (const Paragraph& paragraph : stationery_.second_page) draw_paragraph(page, letter, paragraph);
  }
  end_page(page);
  if (stationery_.profile.duplex && pages_ % 2 == 1) {
    end_page(page);
    ++pages_;
  }
  return pages_;
}

void Printer::end_page(cairo_t* page) {
  runs_.draw(page);
  cairo_show_page(page);
  if (page_done_) page_done_();
}

void Printer::begin_page(cairo_t* page, const Letter& letter) {
  if (pages_ > 0) end_page(page);
  ++pages_;
  cairo_set_source_rgb(page, 0, 0, 0);
  if (pages_ == 1) {
    draw_head(page, letter);
    address_.draw(page, stationery_.profile.address.left, stationery_.profile.address.top);
  }
  top_ = pages_ == 1 ? stationery_.profile.first_body.top : stationery_.profile.next_body.top;
  draw_foot(page, letter);
}

void Printer::draw_head(cairo_t* page, const Letter& letter) {
  Handle<cairo_surface_t>& head = heads_[{letter.unit_name, letter.language}];
  if (!head) {
    head.reset(cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &kPageExtents));
    const Handle<cairo_t> recorder(cairo_create(head.get()));
    const Profile& profile = stationery_.profile;
    sender_.set(sender_block(letter.unit_name, stationery_.sender_address));
    sender_.draw(recorder.get(), profile.sender.left, profile.sender.top);
    day_.set(plain(letter_date(date_, stationery_.place, letter.language)));
    day_.draw(recorder.get(), profile.date.left, profile.date.top);
  }
  cairo_set_source_surface(page, head.get(), 0, 0);
  cairo_paint(page);
  cairo_set_source_rgb(page, 0, 0, 0);
}

void Printer::draw_foot(cairo_t* page, const Letter& letter) {
  const Box& foot = stationery_.profile.foot;
  // Whole points: short numbers, which a page full of squares is made of.
  double left = std::ceil(foot.left);
  const double top = std::ceil(foot.top);
  if (const double module = stationery_.profile.module; module > 0 && pages_ == 1) {
    const DataMatrix code = data_matrix(letter.reference);
    draw_code(page, code, left, top, module);
    left += (code.side + kQuietModules) * module;
  }
  std::string small_print = letter.reference;
  if (pages_ > 1) small_print += " / " + std::to_string(pages_);
  if (letter.test) small_print += "   THƯ THỬ, KHÔNG GỬI";
  foot_.set(plain(small_print));
  foot_.draw(page, left, top);
}

void Printer::draw_paragraph(cairo_t* page, const Letter& letter, const Paragraph& paragraph) {
  const double height = body_.measure(paragraph).height;
  if (top_ + height > body().bottom) {
    draw_lines(page, letter, paragraph);
  } else {
    if (cairo_surface_t* shared = body_.recording(paragraph)) {
      runs_.add(shared, body().left, top_);
    } else {
      runs_.draw(page);
      body_.draw(page, paragraph, body().left, top_);
    }
    top_ += height;
  }
  top_ += kParagraphGap;
}

void Printer::draw_lines(cairo_t* page, const Letter& letter, const Paragraph& paragraph) {
  runs_.draw(page);
  PangoLayout* layout = body_.lines(paragraph);
  const Handle<PangoLayoutIter> line(pango_layout_get_iter(layout));
  do {
    PangoRectangle box{};
    pango_layout_iter_get_line_extents(line.get(), nullptr, &box);
    const double height = static_cast<double>(box.height) / PANGO_SCALE;
    if (top_ + height > body().bottom) begin_page(page, letter);
    const double ascent =
        static_cast<double>(pango_layout_iter_get_baseline(line.get()) - box.y) / PANGO_SCALE;
    cairo_move_to(page, body().left + static_cast<double>(box.x) / PANGO_SCALE, top_ + ascent);
    pango_cairo_show_layout_line(page, pango_layout_iter_get_line_readonly(line.get()));
    top_ += height;
  } while (pango_layout_iter_next_line(line.get()) != FALSE);
}

void Printer::draw_signature(cairo_t* page, const Letter& letter) {
  if (signature_.height() == 0) return;
  if (top_ + signature_.height() > body().bottom) begin_page(page, letter);
  runs_.add(signature_.recording(), body().left + body().width() / 2, top_);
  top_ += signature_.height();
}

}  // namespace triand::channels::letter
