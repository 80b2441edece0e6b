#include "channels/letter/text_box.hpp"

#include <mutex>

#include <pango/pangocairo.h>

namespace triand::channels::letter {
namespace {

// cairo 1.16 keeps the faces of a font's file in one list of the process, without a lock
// (cairo-ft-font.c, _cairo_ft_font_face_create): whoever is the first of his thread to set a style makes them.
std::mutex making_faces;

}  // namespace

TextBox::TextBox(const Font& font, const Style& style) : layout_(pango_layout_new(font.context())) {
  PangoLayout* layout = layout_.get();
  const Handle<PangoFontDescription> description(pango_font_description_new());
  pango_font_description_set_family(description.get(), kFontFamily);
  pango_font_description_set_size(description.get(), static_cast<int>(style.size * PANGO_SCALE));
  pango_layout_set_font_description(layout, description.get());
  pango_layout_set_width(layout, static_cast<int>(style.width * PANGO_SCALE));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_justify(layout, style.justified ? TRUE : FALSE);
  pango_layout_set_auto_dir(layout, FALSE);
  if (style.to_the_right) pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
  if (style.centred) pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
  pango_layout_context_changed(layout);
  const std::lock_guard alone(making_faces);
  set({.text = "xx", .bold = {{.from = 1, .to = 2}}});
  (void)height();
}

void TextBox::set(const Paragraph& paragraph) {
  if (paragraph == text_) return;
  text_ = paragraph;
  const Handle<PangoAttrList> attributes(pango_attr_list_new());
  pango_attr_list_insert(attributes.get(), pango_attr_fallback_new(FALSE));
  for (const Paragraph::Span& span : paragraph.bold) {
    PangoAttribute* weight = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
    weight->start_index = static_cast<guint>(span.from);
    weight->end_index = static_cast<guint>(span.to);
    pango_attr_list_insert(attributes.get(), weight);
  }
  pango_layout_set_text(layout_.get(), paragraph.text.data(), static_cast<int>(paragraph.text.size()));
  pango_layout_set_attributes(layout_.get(), attributes.get());
}

double TextBox::height() const {
  int width = 0;
  int height = 0;
  pango_layout_get_size(layout_.get(), &width, &height);
  return static_cast<double>(height) / PANGO_SCALE;
}

bool TextBox::knows_every_glyph() const { return pango_layout_get_unknown_glyphs_count(layout_.get()) == 0; }

void TextBox::draw(cairo_t* page, double left, double top) const {
  cairo_move_to(page, left, top);
  pango_cairo_show_layout(page, layout_.get());
}

}  // namespace triand::channels::letter
