#include "channels/letter/font.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

#include <pango/pangocairo.h>

namespace triand::channels::letter {

Font::Font() : map_(pango_cairo_font_map_new()), context_(pango_font_map_create_context(map_.get())) {
  PangoContext* context = context_.get();
  pango_cairo_context_set_resolution(context, 72.0);
  pango_context_set_round_glyph_positions(context, FALSE);
  const Handle<cairo_font_options_t> options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options.get());

  const Handle<PangoFontDescription> wanted(pango_font_description_new());
  pango_font_description_set_family(wanted.get(), kFontFamily);
  pango_font_description_set_absolute_size(wanted.get(), 12 * PANGO_SCALE);
  const Handle<PangoFont> found(pango_font_map_load_font(map_.get(), context, wanted.get()));
  std::string family;
  if (found) {
    const Handle<PangoFontDescription> description(pango_font_describe(found.get()));
    family = pango_font_description_get_family(description.get());
  }
  if (family != kFontFamily)
    throw std::runtime_error(std::string("letters need the font ") + kFontFamily +
                             ", which is not installed; install the package fonts-liberation2");
}

const Font& Font::of_this_thread() {
  thread_local const Font font;
  return font;
}

}  // namespace triand::channels::letter
