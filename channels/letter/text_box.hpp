#pragma once

#include "channels/letter/font.hpp"
#include "channels/letter/geometry.hpp"
#include "channels/letter/handles.hpp"
#include "channels/letter/paragraph.hpp"

namespace triand::channels::letter {

struct Style {
  double size = 12;  // points
  double width = 0;  // points
  bool justified = false;
  bool to_the_right = false;
  bool centred = false;
};

// Sets text in one style: one layout object whose text is replaced again and again. Only the pinned family is used,
// so that a character it lacks shows as an unknown glyph instead of in some other font.
class TextBox {
 public:
  // `font` outlives the box.
  TextBox(const Font& font, const Style& style);

  // Free when it is what was set last.
  void set(const Paragraph& paragraph);
  [[nodiscard]] double height() const;  // points
  [[nodiscard]] bool knows_every_glyph() const;
  // With its top left corner there.
  void draw(cairo_t* page, double left, double top) const;
  [[nodiscard]] PangoLayout* layout() const { return layout_.get(); }

 private:
  Handle<PangoLayout> layout_;
  Paragraph text_;
};

}  // namespace triand::channels::letter
