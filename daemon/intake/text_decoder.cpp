#include "daemon/intake/text_decoder.hpp"

#include <algorithm>

#include "templates/utf8.hpp"

namespace triand::intake {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

}  // namespace

void TextDecoder::detect(std::string_view first_bytes) {
  if (first_bytes.starts_with("\xEF\xBB\xBF")) {
    skip_ = 3;
  } else if (first_bytes.starts_with("\xFF\xFE")) {
    encoding_ = Encoding::utf16_little;
    skip_ = 2;
  } else if (first_bytes.starts_with("\xFE\xFF")) {
    encoding_ = Encoding::utf16_big;
    skip_ = 2;
  } else {
    // More than 6 % NULs, (nearly) all of them in one half of the units.
    const std::string_view sample = first_bytes.substr(0, kSampleSize);
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < sample.size(); ++i)
      if (sample[i] == '\0') ++(i % 2 == 0 ? even : odd);
    if ((even + odd) * 100 <= sample.size() * 6) return;
    if (odd > even * 20) encoding_ = Encoding::utf16_little;
    if (even > odd * 20) encoding_ = Encoding::utf16_big;
  }
}

void TextDecoder::decode(std::string_view bytes, std::string& out) {
  const std::size_t skipped = std::min(skip_, bytes.size());
  bytes.remove_prefix(skipped);
  skip_ -= skipped;
  if (encoding_ == Encoding::utf8) {
    out.append(bytes);
    return;
  }
  for (const char c : bytes) {
    const int byte = static_cast<unsigned char>(c);
    if (half_unit_ < 0) {
      half_unit_ = byte;
      continue;
    }
    const int unit = encoding_ == Encoding::utf16_little ? byte * 256 + half_unit_ : half_unit_ * 256 + byte;
    half_unit_ = -1;
    take_unit(static_cast<std::uint16_t>(unit), out);
  }
}

void TextDecoder::finish(std::string& out) {
  if (high_surrogate_ != 0 || half_unit_ >= 0) templates::append_code_point(out, kReplacement);
  high_surrogate_ = 0;
  half_unit_ = -1;
}

void TextDecoder::take_unit(std::uint16_t unit, std::string& out) {
  const bool low = unit >= 0xDC00 && unit <= 0xDFFF;
  if (high_surrogate_ != 0) {
    const char32_t high = high_surrogate_;
    high_surrogate_ = 0;
    if (low) {
      templates::append_code_point(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00U));
      return;
    }
    templates::append_code_point(out, kReplacement);
  }
  if (unit >= 0xD800 && unit <= 0xDBFF)
    high_surrogate_ = unit;
  else
    templates::append_code_point(out, low ? kReplacement : static_cast<char32_t>(unit));
}

}  // namespace triand::intake
