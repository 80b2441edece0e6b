#include "channels/letter/body_text.hpp"

namespace triand::channels::letter {
namespace {

// Marks above capitals and overhanging letters reach out of the logical box.
constexpr double kBleed = 12;

}  // namespace

BodyText::BodyText(const Font& font, double size, double width)
    : width_(width), box_(font, {.size = size, .width = width, .justified = true, .to_the_right = false}) {}

std::string BodyText::key(const Paragraph& paragraph) {
  std::string out = paragraph.text;
  for (const Paragraph::Span& span : paragraph.bold) {
    out += '\0';
    out += std::to_string(span.from) + "-" + std::to_string(span.to);
  }
  return out;
}

void BodyText::count(const std::vector<Paragraph>& paragraphs) {
  for (const Paragraph& paragraph : paragraphs) ++paragraphs_[key(paragraph)].uses;
}

BodyText::Shared* BodyText::shared(const Paragraph& paragraph) {
  const auto found = paragraphs_.find(key(paragraph));
  return found == paragraphs_.end() || found->second.uses < 2 ? nullptr : &found->second;
}

BodyText::Measure BodyText::measure(const Paragraph& paragraph) {
  Shared* known = shared(paragraph);
  if (known != nullptr && known->measured) return known->measure;
  box_.set(paragraph);
  const Measure measure{.height = box_.height(), .knows_every_glyph = box_.knows_every_glyph()};
  if (known != nullptr) {
    known->measured = true;
    known->measure = measure;
  }
  return measure;
}

cairo_surface_t* BodyText::recording(const Paragraph& paragraph) {
  Shared* known = shared(paragraph);
  if (known == nullptr) return nullptr;
  if (!known->recording) {
    box_.set(paragraph);
    const cairo_rectangle_t extents{-kBleed, -kBleed, width_ + 2 * kBleed, box_.height() + 2 * kBleed};
    known->recording.reset(cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents));
    const Handle<cairo_t> recorder(cairo_create(known->recording.get()));
    box_.draw(recorder.get(), 0, 0);
  }
  return known->recording.get();
}

void BodyText::draw(cairo_t* page, const Paragraph& paragraph, double left, double top) {
  box_.set(paragraph);
  box_.draw(page, left, top);
}

PangoLayout* BodyText::lines(const Paragraph& paragraph) {
  box_.set(paragraph);
  return box_.layout();
}

}  // namespace triand::channels::letter
