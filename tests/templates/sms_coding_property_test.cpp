#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "templates/gsm7.hpp"
#include "templates/sms_parts.hpp"
#include "templates/sms_text.hpp"
#include "templates/utf8.hpp"
#include "templates/vietnamese.hpp"

using namespace triand::templates;

// An SMS encoder and decoder apart from the counting they are the measure of: units as a network carries them, split
// so that no pair is cut.
namespace {

using Units = std::vector<unsigned>;

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> out;
  for (std::size_t at = 0; at < text.size();) out.push_back(next_code_point(text, at));
  return out;
}

Units units_of(char32_t c, SmsParts::Coding coding) {
  if (coding == SmsParts::Coding::gsm7) {
    if (const auto basic = gsm7_basic(c)) return {*basic};
    return {0x1B, gsm7_extension(c).value()};
  }
  if (c < 0x10000) return {static_cast<unsigned>(c)};
  const unsigned rest = static_cast<unsigned>(c) - 0x10000;
  return {0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF)};
}

std::vector<Units> encoded(std::string_view text, SmsParts::Coding coding) {
  const std::size_t alone = coding == SmsParts::Coding::gsm7 ? 160 : 70;
  const std::size_t split = coding == SmsParts::Coding::gsm7 ? 153 : 67;
  std::size_t whole = 0;
  for (const char32_t c : code_points(text)) whole += units_of(c, coding).size();
  std::vector<Units> parts(1);
  for (const char32_t c : code_points(text)) {
    const Units units = units_of(c, coding);
    if (whole > alone && parts.back().size() + units.size() > split) parts.emplace_back();
    parts.back().insert(parts.back().end(), units.begin(), units.end());
  }
  return parts;
}

// Each part by itself: a pair that was cut would not come out.
std::string decoded(const Units& part, SmsParts::Coding coding) {
  static const auto tables = [] {
    std::pair<std::vector<char32_t>, std::vector<char32_t>> out{std::vector<char32_t>(128, U'?'),
                                                                std::vector<char32_t>(128, U'?')};
    for (char32_t c = 0; c < 0x3000; ++c) {
      if (const auto basic = gsm7_basic(c)) out.first[*basic] = c;
      if (const auto extension = gsm7_extension(c)) out.second[*extension] = c;
    }
    return out;
  }();
  std::string out;
  for (std::size_t at = 0; at < part.size(); ++at) {
    char32_t c = part[at];
    if (coding == SmsParts::Coding::gsm7) {
      const bool escaped = c == 0x1B && at + 1 < part.size();
      c = escaped ? tables.second[part[++at]] : tables.first[c];
    } else if (c >= 0xD800 && c < 0xDC00 && at + 1 < part.size()) {
      c = 0x10000 + ((c - 0xD800) << 10) + (part[++at] - 0xDC00);
    }
    append_code_point(out, c);
  }
  return out;
}

std::string random_text(std::mt19937& random, const std::vector<char32_t>& letters) {
  std::string out;
  const auto length = std::uniform_int_distribution<int>(0, 500)(random);
  for (int i = 0; i < length; ++i)
    append_code_point(out,
                      letters[std::uniform_int_distribution<std::size_t>(0, letters.size() - 1)(random)]);
  return out;
}

}  // namespace

TEST_CASE(
    "a text survives encoding, its parts put together are the text, and there are as many as were counted") {
  const std::vector<std::vector<char32_t>> alphabets = {
      code_points("abc XYZ 0189 @£$¥èéùìòÇ\n{}[]~|^€\\ÄÖÑÜ§¿äöñüà"), code_points("€^{}"),
      code_points("aăâđêôơưĐẶỆ ộợử.,😀🌸"), code_points("😀a"), code_points("Kính gửi Quý khách hàng")};
  std::mt19937 random(20261218);
  int split = 0;
  for (int round = 0; round < 400; ++round) {
    const std::string text =
        random_text(random, alphabets[static_cast<std::size_t>(round) % alphabets.size()]);
    const SmsParts counted = sms_parts(text);
    const std::vector<Units> parts = encoded(text, counted.coding);
    std::string together;
    std::size_t units = 0;
    for (const Units& part : parts) {
      together += decoded(part, counted.coding);
      units += part.size();
    }
    REQUIRE(together == text);
    REQUIRE(static_cast<int>(parts.size()) == counted.parts);
    REQUIRE(static_cast<int>(units) == counted.units);
    if (parts.size() > 1) ++split;
  }
  CHECK(split > 100);
}

TEST_CASE("a part that is cut without a thought for pairs does not decode: the property can fail") {
  const std::string text = "a" + std::string("😀") + "b";
  Units whole;
  for (const char32_t c : code_points(text))
    for (const unsigned unit : units_of(c, SmsParts::Coding::ucs2)) whole.push_back(unit);
  const std::string torn = decoded(Units(whole.begin(), whole.begin() + 2), SmsParts::Coding::ucs2) +
                           decoded(Units(whole.begin() + 2, whole.end()), SmsParts::Coding::ucs2);
  CHECK(torn != text);
}

TEST_CASE("each of the 134 Vietnamese letters arrives as it is in unicode and as one ASCII letter in plain") {
  const std::string letters =
      "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
      "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ";
  const std::vector<char32_t> all = code_points(letters);
  REQUIRE(all.size() == 134);
  for (const char32_t c : all) {
    std::string letter;
    append_code_point(letter, c);
    const SmsParts::Coding coding = sms_parts(letter).coding;
    CHECK(decoded(encoded(letter, coding).at(0), coding) == letter);
    CHECK(sms_text(letter, SmsTextMode::unicode) == letter);
    const std::string plain = sms_text(letter, SmsTextMode::plain);
    CHECK(plain.size() == 1);
    CHECK(sms_parts(plain).coding == SmsParts::Coding::gsm7);
    CHECK(sms_text(nfc(letter), SmsTextMode::plain) == plain);
  }
}
