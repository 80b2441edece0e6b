#include "daemon/intake/text_decoder.hpp"

#include <algorithm>

#include "templates/utf8.hpp"

namespace triand::intake {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::size_t kSampleSize = 4096;

}  // namespace

std::optional<Encoding> TextDecoder::marked(std::string_view first_bytes) {
  if (first_bytes.starts_with("\xEF\xBB\xBF")) return Encoding::utf8;
  if (first_bytes.starts_with("\xFF\xFE")) return Encoding::utf16_little;
  if (first_bytes.starts_with("\xFE\xFF")) return Encoding::utf16_big;
  // More than 6 % NULs, (nearly) all of them in one half of the units.
  const std::string_view sample = first_bytes.substr(0, kSampleSize);
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < sample.size(); ++i)
    if (sample[i] == '\0') ++(i % 2 == 0 ? even : odd);
  if ((even + odd) * 100 <= sample.size() * 6) return std::nullopt;
  if (odd > even * 20) return Encoding::utf16_little;
  if (even > odd * 20) return Encoding::utf16_big;
  return std::nullopt;
}

TextDecoder::TextDecoder(Encoding encoding, std::string_view first_bytes) : encoding_(encoding) {
  if (is_legacy(encoding)) legacy_.emplace(encoding);
  if (marked(first_bytes) != encoding) return;
  if (first_bytes.starts_with("\xEF\xBB\xBF")) skip_ = 3;
  if (first_bytes.starts_with("\xFF\xFE") || first_bytes.starts_with("\xFE\xFF")) skip_ = 2;
}

void TextDecoder::decode(std::string_view bytes, std::string& out) {
  const std::size_t skipped = std::min(skip_, bytes.size());
  bytes.remove_prefix(skipped);
  skip_ -= skipped;
  if (encoding_ == Encoding::utf8) {
    out.append(bytes);
    return;
  }
  if (legacy_) {
    legacy_->decode(bytes, out);
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
  if (legacy_) legacy_->finish(out);
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
