#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "channels/letter/letter.hpp"
#include "channels/letter/text_box.hpp"

namespace triand::channels::letter {

// The paragraphs of a batch's letters. A paragraph that stands in several letters is shaped once and recorded; each
// further use only refers to it, in the program and in the file (four times as many pages a second, half the bytes).
// Whatever is personal is shaped for its letter. Must outlive the PDF surface it draws on.
class BodyText {
 public:
  // Points: the size of the letters and the width of a line.
  BodyText(const Font& font, double size, double width);

  // Which paragraphs are shared is known once all letters have been seen.
  void count(const std::vector<Paragraph>& paragraphs);

  struct Measure {
    double height = 0;  // points
    bool knows_every_glyph = true;
  };
  [[nodiscard]] Measure measure(const Paragraph& paragraph);
  // A paragraph that several letters share, its top left corner at the origin; null: it is personal. Lives as long as
  // this.
  [[nodiscard]] cairo_surface_t* recording(const Paragraph& paragraph);
  // A whole paragraph.
  void draw(cairo_t* page, const Paragraph& paragraph, double left, double top);
  // The layout of a paragraph, for one that has to be parted between two pages. Good until the next call.
  [[nodiscard]] PangoLayout* lines(const Paragraph& paragraph);

 private:
  struct Shared {
    std::size_t uses = 0;
    bool measured = false;
    Measure measure;
    Handle<cairo_surface_t> recording;
  };
  static std::string key(const Paragraph& paragraph);
  Shared* shared(const Paragraph& paragraph);

  const double width_;
  TextBox box_;
  std::unordered_map<std::string, Shared> paragraphs_;
};

}  // namespace triand::channels::letter
