#pragma once

namespace triand::channels::letter {

// Points (1/72 inch) of so many millimetres: what cairo and pango count in here.
[[nodiscard]] constexpr double mm(double millimetres) { return millimetres * 72.0 / 25.4; }

struct Box {
  double left;
  double top;
  double right;
  double bottom;
  [[nodiscard]] constexpr double width() const { return right - left; }
  [[nodiscard]] constexpr double height() const { return bottom - top; }
  [[nodiscard]] constexpr bool holds(const Box& other) const {
    return other.left >= left && other.right <= right && other.top >= top && other.bottom <= bottom;
  }
  [[nodiscard]] constexpr bool meets(const Box& other) const {
    return other.left < right && other.right > left && other.top < bottom && other.bottom > top;
  }
};

// A4, portrait; everything counts from the top left.
inline constexpr double kPageWidth = mm(210);
inline constexpr double kPageHeight = mm(297);
inline constexpr Box kPage{0, 0, kPageWidth, kPageHeight};

}  // namespace triand::channels::letter
