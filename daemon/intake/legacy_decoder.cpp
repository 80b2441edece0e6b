#include "daemon/intake/legacy_decoder.hpp"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace triand::intake {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

const char* name_of(Encoding encoding) {
  if (encoding == Encoding::windows_1258) return "CP1258";
  return encoding == Encoding::tcvn3 ? "TCVN5712-1" : "VISCII";
}

}  // namespace

LegacyDecoder::LegacyDecoder(Encoding encoding) : converter_(::iconv_open("UTF-8", name_of(encoding))) {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): so says iconv_open(3).
  if (converter_ == reinterpret_cast<iconv_t>(-1))
    throw std::system_error(errno, std::generic_category(),
                            "the system's converter of old encodings is missing");
}

LegacyDecoder::~LegacyDecoder() { ::iconv_close(converter_); }

void LegacyDecoder::decode(std::string_view bytes, std::string& out) {
  // iconv wants a pointer that it may not write through.
  char* input = const_cast<char*>(bytes.data());
  std::size_t left = bytes.size();
  while (!convert(&input, &left, out)) {
    // What was held back stood before the byte that cannot be read.
    (void)convert(nullptr, nullptr, out);
    out += kReplacement;
    ++input;
    --left;
  }
}

void LegacyDecoder::finish(std::string& out) { (void)convert(nullptr, nullptr, out); }

bool LegacyDecoder::convert(char** input, std::size_t* left, std::string& out) {
  std::array<char, 16 * 1024> piece;
  while (true) {
    char* at = piece.data();
    std::size_t room = piece.size();
    const std::size_t result = ::iconv(converter_, input, left, &at, &room);
    out.append(piece.data(), piece.size() - room);
    if (result != static_cast<std::size_t>(-1)) return true;
    if (errno != E2BIG) return false;
  }
}

std::string decoded(Encoding encoding, std::string_view bytes) {
  LegacyDecoder decoder(encoding);
  std::string out;
  decoder.decode(bytes, out);
  decoder.finish(out);
  return out;
}

}  // namespace triand::intake
