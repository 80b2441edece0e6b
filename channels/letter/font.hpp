#pragma once

#include "channels/letter/handles.hpp"

namespace triand::channels::letter {

// The one family letters are set in: the metric twin of Times New Roman, complete for Vietnamese. Pinned, because a
// substitute would break lines elsewhere.
inline constexpr const char* kFontFamily = "Liberation Serif";

// Where text is shaped, with the settings without which a page comes out visibly wrong: 72 dpi (one unit is one
// point), no hinting and no rounding of glyph positions. Belongs to one thread: to look a font up Pango starts two threads
// for each size, so what was found is kept for the next letters of the same thread.
class Font {
 public:
  // Lives as long as the thread. Throws std::runtime_error when the pinned family is not installed.
  [[nodiscard]] static const Font& of_this_thread();
  [[nodiscard]] PangoContext* context() const { return context_.get(); }

 private:
  Font();

  Handle<PangoFontMap> map_;
  Handle<PangoContext> context_;
};

}  // namespace triand::channels::letter
