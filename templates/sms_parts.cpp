#include "templates/sms_parts.hpp"

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

}  // namespace

SmsParts sms_parts(std::string_view utf8) {
  Splitter gsm7(kGsm7);
  Splitter ucs2(kUcs2);
  std::u32string offenders;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = next_code_point(utf8, at);
    const int septets = gsm7_septets(c);
    if (septets == 0 && offenders.find(c) == std::u32string::npos) offenders += c;
    gsm7.add(septets);
    ucs2.add(c > 0xFFFF ? 2 : 1);
  }
  if (offenders.empty()) return {SmsParts::Coding::gsm7, gsm7.units(), gsm7.parts(), {}};
  SmsParts out{SmsParts::Coding::ucs2, ucs2.units(), ucs2.parts(), {}};
  for (const char32_t c : offenders) append_code_point(out.offenders, c);
  return out;
}

}  // namespace triand::templates
