#pragma once

#include <string>

#include "channels/letter/font.hpp"
#include "channels/letter/handles.hpp"
#include "channels/letter/stationery.hpp"

namespace triand::channels::letter {

// Title, picture and name of who signs, one below the other and centred; recorded once, so that each letter only refers
// to it. Must outlive the PDF surface it is drawn on.
class SignatureBlock {
 public:
  // `width`: of the place it stands in, points.
  SignatureBlock(const Font& font, const Signature& signature, double size, double width);

  [[nodiscard]] double height() const { return height_; }  // points; 0: nobody signs
  [[nodiscard]] const std::string& fault() const { return fault_; }
  // Of the block, its top left corner at the origin; null: nobody signs. Lives as long as this.
  [[nodiscard]] cairo_surface_t* recording() const { return recording_.get(); }

 private:
  double height_ = 0;
  std::string fault_;  // why it cannot be drawn; empty: it can
  Handle<cairo_surface_t> picture_;
  Handle<cairo_surface_t> recording_;
};

}  // namespace triand::channels::letter
