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
};

// A4, portrait; from the top left, in points. The address box lies inside the windows of DIN 5008 form B and of C5
// envelopes; no Vietnamese standard is known, so the print house confirms it.
inline constexpr double kPageWidth = mm(210);
inline constexpr double kPageHeight = mm(297);
inline constexpr Box kAddress{mm(22), mm(48), mm(105), mm(85)};
// Must stay blank but for the address, or something else shows through the window.
inline constexpr Box kBlankZone{mm(15), mm(38), mm(120), mm(92)};
inline constexpr Box kSender{mm(125), mm(15), mm(190), mm(84)};
inline constexpr Box kDate{mm(122), mm(86), mm(190), mm(93)};
inline constexpr Box kFirstBody{mm(22), mm(98), mm(190), mm(276)};
inline constexpr Box kNextBody{mm(22), mm(22), mm(190), mm(276)};
inline constexpr Box kFoot{mm(22), mm(284), mm(190), mm(289)};

}  // namespace triand::channels::letter
