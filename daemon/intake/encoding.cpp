#include "daemon/intake/encoding.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace triand::intake {
namespace {

using Name = std::pair<std::string_view, Encoding>;

// Without anything but letters and digits.
constexpr std::array<Name, 17> kNames = {{{"utf8", Encoding::utf8},
                                          {"unicode", Encoding::utf8},
                                          {"utf16le", Encoding::utf16_little},
                                          {"utf16", Encoding::utf16_little},
                                          {"utf16be", Encoding::utf16_big},
                                          {"windows1258", Encoding::windows_1258},
                                          {"cp1258", Encoding::windows_1258},
                                          {"1258", Encoding::windows_1258},
                                          {"tcvn3", Encoding::tcvn3},
                                          {"tcvn", Encoding::tcvn3},
                                          {"tcvn5712", Encoding::tcvn3},
                                          {"tcvn57121", Encoding::tcvn3},
                                          {"abc", Encoding::tcvn3},
                                          {"vntime", Encoding::tcvn3},
                                          {"viscii", Encoding::viscii},
                                          {"viscii11", Encoding::viscii},
                                          {"rfc1456", Encoding::viscii}}};

}  // namespace

std::string_view to_string(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "utf-8";
    case Encoding::utf16_little:
      return "utf-16le";
    case Encoding::utf16_big:
      return "utf-16be";
    case Encoding::windows_1258:
      return "windows-1258";
    case Encoding::tcvn3:
      return "tcvn3";
    case Encoding::viscii:
      return "viscii";
  }
  return {};
}

std::optional<Encoding> encoding_from(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z')
      plain += static_cast<char>(c - 'A' + 'a');
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      plain += c;
  }
  const auto* found =
      std::find_if(kNames.begin(), kNames.end(), [&plain](const Name& one) { return one.first == plain; });
  if (found == kNames.end()) return std::nullopt;
  return found->second;
}

bool is_legacy(Encoding encoding) { return encoding >= Encoding::windows_1258; }

}  // namespace triand::intake
