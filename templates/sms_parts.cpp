#include "templates/sms_parts.hpp"

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <utility>

#include "templates/gsm7.hpp"
#include "templates/utf8.hpp"

namespace triand::templates {
namespace {

struct Limits {
  int alone;  // units of a message of one part
  int split;  // units of each part of a longer one
};

constexpr Limits kGsm7{160, 153};
constexpr Limits kUcs2{70, 67};

// Fills parts with characters of 1 or 2 units.
class Splitter {
 public:
  explicit Splitter(Limits limits) : limits_(limits) {}

  void add(int units) {
    units_ += units;
    if (in_part_ + units > limits_.split) {
      ++parts_;
      in_part_ = 0;
    }
    in_part_ += units;
  }

  [[nodiscard]] int units() const { return units_; }
  [[nodiscard]] int parts() const { return units_ <= limits_.alone ? 1 : parts_; }

 private:
  Limits limits_;
  int units_ = 0;
  int parts_ = 1;
  int in_part_ = 0;
};

// Letters of our languages stand below.
constexpr std::size_t kUsual = 0x2100;

// Septets of the ASCII characters; 0: not in the alphabet.
constexpr std::size_t kAscii = 0x80;

const std::array<std::uint8_t, kAscii>& ascii_septets() {
  static const std::array<std::uint8_t, kAscii> table = [] {
    std::array<std::uint8_t, kAscii> out{};
    for (std::size_t c = 0; c < kAscii; ++c)
      out[c] = static_cast<std::uint8_t>(gsm7_septets(static_cast<char32_t>(c)));
    return out;
  }();
  return table;
}

// Most texts are ASCII and short: nothing but a sum. Nothing when the text needs a closer look.
std::optional<SmsParts> parts_of_short_ascii(std::string_view text) {
  if (text.size() > static_cast<std::size_t>(kGsm7.alone)) return std::nullopt;
  const auto& septets = ascii_septets();
  int units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= kAscii || septets[byte] == 0) return std::nullopt;
    units += septets[byte];
  }
  if (units > kGsm7.alone) return std::nullopt;
  return SmsParts{SmsParts::Coding::gsm7, units, 1, {}};
}

}  // namespace

SmsParts sms_parts(std::string_view utf8) {
  if (auto simple = parts_of_short_ascii(utf8)) return std::move(*simple);
  const auto& ascii = ascii_septets();
  Splitter gsm7(kGsm7);
  Splitter ucs2(kUcs2);
  std::u32string offenders;
  std::bitset<kUsual> seen;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = next_code_point(utf8, at);
    const int septets = c < kAscii ? ascii[c] : gsm7_septets(c);
    if (septets == 0 && !(c < kUsual ? seen.test(c) : offenders.find(c) != std::u32string::npos)) {
      offenders += c;
      if (c < kUsual) seen.set(c);
    }
    gsm7.add(septets);
    ucs2.add(c > 0xFFFF ? 2 : 1);
  }
  if (offenders.empty()) return {SmsParts::Coding::gsm7, gsm7.units(), gsm7.parts(), {}};
  SmsParts out{SmsParts::Coding::ucs2, ucs2.units(), ucs2.parts(), {}};
  for (const char32_t c : offenders) append_code_point(out.offenders, c);
  return out;
}

}  // namespace triand::templates
