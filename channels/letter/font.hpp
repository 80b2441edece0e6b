#pragma once

#include "channels/letter/handles.hpp"

namespace triand::channels::letter {

// The one family letters are set in: the metric twin of Times New Roman, complete for Vietnamese. Pinned, because a
// substitute would break lines elsewhere.
inline constexpr const char* kFontFamily = "Liberation Serif";

// Where text is shaped, with the settings without which a page comes out visibly wrong: 72 dpi (one unit is one
// point), no hinting and no rounding of glyph positions. Belongs to one thread.
class Font {
 public:
  // Throws std::runtime_error when the pinned family is not installed.
  Font();
  [[nodiscard]] PangoContext* context() const { return context_.get(); }

 private:
  Handle<PangoFontMap> map_;
  Handle<PangoContext> context_;
};

}  // namespace triand::channels::letter
