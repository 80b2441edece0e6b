#include "channels/letter/signature_block.hpp"

#include "channels/letter/picture.hpp"
#include "channels/letter/text_box.hpp"

namespace triand::channels::letter {
namespace {

constexpr double kGap = 4;        // points
constexpr double kOverhang = 12;  // marks reach out of the logical box

Paragraph bold(const std::string& text) { return {.text = text, .bold = {{.from = 0, .to = text.size()}}}; }

}  // namespace

SignatureBlock::SignatureBlock(const Font& font, const Signature& signature, double size, double width) {
  if (signature.empty()) return;
  const cairo_rectangle_t extents{-kOverhang, -kOverhang, width + 2 * kOverhang, kPageHeight};
  recording_.reset(cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents));
  const Handle<cairo_t> recorder(cairo_create(recording_.get()));
  TextBox words(font,
                {.size = size, .width = width, .justified = false, .to_the_right = false, .centred = true});
  const auto write = [&](const std::string& text) {
    if (text.empty()) return;
    words.set(bold(text));
    if (!words.knows_every_glyph()) fault_ = "the signature has a character that the font lacks";
    words.draw(recorder.get(), 0, height_);
    height_ += words.height() + kGap;
  };
  write(signature.title);
  if (!signature.image.empty()) {
    picture_ = read_png(signature.image);
    if (!picture_) {
      fault_ = "the picture of the signature is no PNG";
      return;
    }
    const double scale = signature.width / cairo_image_surface_get_width(picture_.get());
    cairo_save(recorder.get());
    cairo_translate(recorder.get(), (width - signature.width) / 2, height_);
    cairo_scale(recorder.get(), scale, scale);
    cairo_set_source_surface(recorder.get(), picture_.get(), 0, 0);
    cairo_paint(recorder.get());
    cairo_restore(recorder.get());
    height_ += scale * cairo_image_surface_get_height(picture_.get()) + kGap;
  }
  write(signature.name);
}

}  // namespace triand::channels::letter
