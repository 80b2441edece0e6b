#include "channels/letter/printer.hpp"

#include <utility>

#include <pango/pangocairo.h>

#include "channels/letter/address_block.hpp"
#include "channels/letter/geometry.hpp"

namespace triand::channels::letter {
namespace {

constexpr double kParagraphGap = 8;  // points

Paragraph plain(std::string text) { return {.text = std::move(text), .bold = {}}; }

}  // namespace

Printer::Printer(std::vector<std::string> sender_address, Time date, const std::vector<Letter>& letters)
    : sender_address_(std::move(sender_address)),
      date_(date),
      sender_(font_, {.size = 9.5, .width = kSender.width()}),
      address_(font_, {.size = 11, .width = kAddress.width()}),
      day_(font_, {.size = 11, .width = kDate.width(), .justified = false, .to_the_right = true}),
      foot_(font_, {.size = 7, .width = kFoot.width()}),
      body_(font_) {
  for (const Letter& letter : letters) body_.count(paragraphs_of(letter.text));
}

std::string Printer::prepare(const Letter& letter) {
  for (const std::string* text :
       {&letter.name, &letter.address, &letter.province, &letter.unit_name, &letter.text})
    if (g_utf8_validate(text->data(), static_cast<gssize>(text->size()), nullptr) == FALSE)
      return "its text is not UTF-8";
  if (letter.name.empty()) return "there is no name to put on it";
  if (letter.address.empty()) return "there is no address to put on it";

  address_.set(address_block(letter));
  if (!address_.knows_every_glyph()) return "the name or the address has a character that the font lacks";
  if (address_.height() > kAddress.height()) return "name and address do not fit the window; shorten them";
  if (std::string fault = sender_fault(letter.unit_name); !fault.empty()) return fault;
  day_.set(plain(letter_date(date_, letter.language)));

  paragraphs_ = paragraphs_of(letter.text);
  if (paragraphs_.empty()) return "there is no text on it";
  double height = 0;
  for (const Paragraph& paragraph : paragraphs_) {
    const BodyText::Measure measure = body_.measure(paragraph);
    if (!measure.knows_every_glyph) return "the text has a character that the font lacks";
    height += measure.height + kParagraphGap;
  }
  if (height > kFirstBody.height() + (kMaxPages - 2) * kNextBody.height())
    return "it is longer than " + std::to_string(kMaxPages) + " pages";
  return {};
}

std::string Printer::sender_fault(const std::string& unit_name) {
  sender_.set(sender_block(unit_name, sender_address_));
  if (!sender_.knows_every_glyph()) return "the sender has a character that the font lacks";
  if (sender_.height() > kSender.height()) return "the sender does not fit its place; shorten sender_address";
  return {};
}

unsigned Printer::draw(cairo_t* page, const Letter& letter) {
  pages_ = 0;
  begin_page(page, letter);
  for (const Paragraph& paragraph : paragraphs_) draw_paragraph(page, letter, paragraph);
  end_page(page);
  return pages_;
}

void Printer::end_page(cairo_t* page) {
  cairo_show_page(page);
  if (page_done_) page_done_();
}

void Printer::begin_page(cairo_t* page, const Letter& letter) {
  if (pages_ > 0) end_page(page);
  ++pages_;
  cairo_set_source_rgb(page, 0, 0, 0);
  if (pages_ == 1) {
    sender_.draw(page, kSender.left, kSender.top);
    address_.draw(page, kAddress.left, kAddress.top);
    day_.draw(page, kDate.left, kDate.top);
  }
  top_ = pages_ == 1 ? kFirstBody.top : kNextBody.top;
  std::string foot = letter.reference;
  if (pages_ > 1) foot += " / " + std::to_string(pages_);
  if (letter.test) foot += "   THƯ THỬ, KHÔNG GỬI";
  foot_.set(plain(foot));
  foot_.draw(page, kFoot.left, kFoot.top);
}

void Printer::draw_paragraph(cairo_t* page, const Letter& letter, const Paragraph& paragraph) {
  const double height = body_.measure(paragraph).height;
  if (top_ + height > kFirstBody.bottom) {
    draw_lines(page, letter, paragraph);
  } else {
    body_.draw(page, paragraph, kFirstBody.left, top_);
    top_ += height;
  }
  top_ += kParagraphGap;
}

void Printer::draw_lines(cairo_t* page, const Letter& letter, const Paragraph& paragraph) {
  PangoLayout* layout = body_.lines(paragraph);
  const Handle<PangoLayoutIter> line(pango_layout_get_iter(layout));
  do {
    PangoRectangle box{};
    pango_layout_iter_get_line_extents(line.get(), nullptr, &box);
    const double height = static_cast<double>(box.height) / PANGO_SCALE;
    if (top_ + height > kFirstBody.bottom) begin_page(page, letter);
    const double ascent =
        static_cast<double>(pango_layout_iter_get_baseline(line.get()) - box.y) / PANGO_SCALE;
    cairo_move_to(page, kFirstBody.left + static_cast<double>(box.x) / PANGO_SCALE, top_ + ascent);
    pango_cairo_show_layout_line(page, pango_layout_iter_get_line_readonly(line.get()));
    top_ += height;
  } while (pango_layout_iter_next_line(line.get()) != FALSE);
}

}  // namespace triand::channels::letter
