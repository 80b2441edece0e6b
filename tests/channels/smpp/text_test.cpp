// What becomes of a text on its way to the telephone: octets, parts, times.
#include <map>
#include <optional>
#include <random>

#include <catch2/catch.hpp>

#include "channels/smpp/long_message.hpp"
#include "channels/smpp/short_text.hpp"
#include "channels/smpp/smpp_time.hpp"
#include "templates/sms_parts.hpp"
#include "templates/utf8.hpp"

namespace triand::channels::smpp {
namespace {

// The alphabet of 3GPP TS 23.038 in the order of its codes, written down apart from the one under test.
constexpr std::u32string_view kAlphabet =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ "
    U"!\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    U"abcdefghijklmnopqrstuvwxyzäöñüà";
const std::map<int, char32_t> kExtension = {{0x0A, U'\f'}, {0x14, U'^'}, {0x28, U'{'}, {0x29, U'}'},
                                            {0x2F, U'\\'}, {0x3C, U'['}, {0x3D, U'~'}, {0x3E, U']'},
                                            {0x40, U'|'},  {0x65, U'€'}};

// As a telephone reads it; nothing where it cannot.
std::optional<std::string> read(const std::string& octets, std::uint8_t coding, DefaultAlphabet alphabet) {
  std::string out;
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(octets[i]); };
  for (std::size_t i = 0; i < octets.size(); ++i) {
    char32_t character = at(i);
    if (coding == 8) {
      if (i + 1 >= octets.size()) return std::nullopt;
      character = static_cast<char32_t>(at(i) << 8U | at(i + 1));
      ++i;
      if (character >= 0xD800 && character < 0xDC00) {
        if (i + 2 >= octets.size()) return std::nullopt;
        const char32_t low = static_cast<char32_t>(at(i + 1) << 8U | at(i + 2));
        if (low < 0xDC00 || low > 0xDFFF) return std::nullopt;
        character = 0x10000 + ((character - 0xD800) << 10U) + (low - 0xDC00);
        i += 2;
      } else if (character >= 0xDC00 && character < 0xE000) {
        return std::nullopt;
      }
    } else if (alphabet == DefaultAlphabet::gsm7) {
      if (character > 127) return std::nullopt;
      if (character == 0x1B) {
        if (i + 1 >= octets.size()) return std::nullopt;
        character = kExtension.at(at(++i));
      } else {
        character = kAlphabet.at(character);
      }
    }
    templates::append_code_point(out, character);
  }
  return out;
}

std::string random_text(std::mt19937& dice) {
  constexpr std::u32string_view kLetters = U"abcxyz ABCXYZ019@$_€[]{}|~^\\äöüñÇ\n.,:;'";
  constexpr std::u32string_view kMore = U"ăâđêôơưáàảãạẤẦẨẪẬỆỌỘỢỤỰỵ中文😀🎉";
  const bool plain = dice() % 2 == 0;
  std::string out;
  for (std::size_t left = dice() % 700; left > 0; --left)
    templates::append_code_point(
        out, plain || dice() % 3 != 0 ? kLetters[dice() % kLetters.size()] : kMore[dice() % kMore.size()]);
  return out;
}

ShortMessage pattern() {
  ShortMessage out;
  out.source = "EVNNPC";
  out.destination = "84912345678";
  return out;
}

}  // namespace

TEST_CASE("what is coded reads as the text, part by part and whole") {
  std::mt19937 dice(20261218);
  for (int round = 0; round < 3000; ++round) {
    const std::string text = random_text(dice);
    CAPTURE(text);
    for (const auto alphabet : {DefaultAlphabet::gsm7, DefaultAlphabet::latin1}) {
      const ShortText coded = short_text(text, alphabet);
      std::string whole;
      for (const std::string& part : coded.parts) {
        const auto piece = read(part, coded.data_coding, alphabet);
        REQUIRE(piece);  // no pair is split
        whole += *piece;
        const std::size_t most = coded.parts.size() == 1 ? 160 : 153;
        CHECK(part.size() <= (coded.data_coding == 8 ? (coded.parts.size() == 1 ? 140U : 134U) : most));
      }
      CHECK(whole == text);
      const ShortText one = whole_text(text, alphabet);
      REQUIRE(one.parts.size() == 1);
      CHECK(read(one.parts.front(), one.data_coding, alphabet) == text);
    }
    // As many as the customer's account was reckoned with.
    const auto counted = templates::sms_parts(text);
    const ShortText coded = short_text(text, DefaultAlphabet::gsm7);
    CHECK(coded.parts.size() == static_cast<std::size_t>(counted.parts));
    CHECK((coded.data_coding == 8) == (counted.coding == templates::SmsParts::Coding::ucs2));
  }
}

TEST_CASE("the parts of a long message carry its number, their own and how many there are") {
  const std::string text(200, 'a');
  const auto parts = submits_of(text, DefaultAlphabet::gsm7, LongMessages::udh, 0x112A, pattern());
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].esm_class == 0x40);
  CHECK(parts[0].text == std::string("\x05\x00\x03\x2A\x02\x01", 6) + std::string(153, 'a'));
  CHECK(parts[1].text == std::string("\x05\x00\x03\x2A\x02\x02", 6) + std::string(47, 'a'));
  const auto sar = submits_of(text, DefaultAlphabet::gsm7, LongMessages::sar, 0x112A, pattern());
  REQUIRE(sar.size() == 2);
  CHECK(sar[0].esm_class == 0);
  CHECK(sar[1].text == std::string(47, 'a'));
  CHECK(*sar[1].find(tag::kSarMsgRefNum) == "\x11\x2A");
  CHECK(*sar[1].find(tag::kSarTotalSegments) == "\x02");
  CHECK(*sar[1].find(tag::kSarSegmentSeqnum) == "\x02");
  const auto payload = submits_of(text, DefaultAlphabet::gsm7, LongMessages::payload, 1, pattern());
  REQUIRE(payload.size() == 1);
  CHECK(payload[0].text.empty());
  CHECK(*payload[0].find(tag::kMessagePayload) == text);
  for (const auto form : {LongMessages::udh, LongMessages::sar, LongMessages::payload}) {
    const auto one = submits_of("Tri an", DefaultAlphabet::gsm7, form, 1, pattern());
    REQUIRE(one.size() == 1);
    CHECK(one[0].tlvs.empty());
    CHECK(one[0].esm_class == 0);
    CHECK(one[0].text == "Tri an");
  }
  CHECK(submits_of(std::string(153 * 255, 'a'), DefaultAlphabet::gsm7, LongMessages::udh, 1, pattern())
            .size() == 255);
  CHECK(submits_of(std::string(153 * 255 + 1, 'a'), DefaultAlphabet::gsm7, LongMessages::udh, 1, pattern())
            .empty());
}

TEST_CASE("times are written by the clock of Vietnam, or as a span") {
  // 2026-12-21 13:30:00 UTC
  CHECK(absolute_time(std::chrono::system_clock::time_point(std::chrono::seconds(1797859800))) ==
        "261221203000028+");
  CHECK(absolute_time(std::chrono::system_clock::time_point(std::chrono::seconds(1798736400))) ==
        "270101000000028+");
  CHECK(relative_time(std::chrono::seconds(90)) == "000000000130000R");
  CHECK(relative_time(std::chrono::hours(50)) == "000002020000000R");
  CHECK(relative_time(std::chrono::seconds(-5)) == "000000000001000R");
}

}  // namespace triand::channels::smpp
