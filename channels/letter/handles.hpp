#pragma once

#include <memory>

#include <cairo.h>
#include <glib-object.h>
#include <pango/pango.h>

namespace triand::channels::letter {

// Owners of what the drawing libraries give out.
struct Release {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(PangoFontMap* map) const { g_object_unref(map); }
  void operator()(PangoContext* context) const { g_object_unref(context); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFont* font) const { g_object_unref(font); }
  void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
  void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
  void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
  void operator()(PangoLayoutIter* iterator) const { pango_layout_iter_free(iterator); }
};

template <class T>
using Handle = std::unique_ptr<T, Release>;

}  // namespace triand::channels::letter
