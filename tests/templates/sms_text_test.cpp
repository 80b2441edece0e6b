#include "templates/sms_text.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "templates/utf8.hpp"
#include "templates/vietnamese.hpp"

using namespace triand::templates;

TEST_CASE("a plain SMS has no diacritics and no smart punctuation") {
  CHECK(sms_text("“Kính chúc” Quý khách – bình an…", SmsTextMode::plain) ==
        "\"Kinh chuc\" Quy khach - binh an...");
  CHECK(sms_text("a\tb`c", SmsTextMode::plain) == "a b'c");
}

TEST_CASE("a plain SMS is the unicode SMS without its diacritics, whatever the character") {
  for (char32_t c = 1; c <= 0xFFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text = "x";
    append_code_point(text, c);
    text += "y";
    const std::string marked = sms_text(text, SmsTextMode::unicode);
    INFO(static_cast<unsigned>(c));
    std::string expected = strip_diacritics(marked);
    std::ranges::replace(expected, '`', '\'');
    REQUIRE(sms_text(text, SmsTextMode::plain) == expected);
  }
}

TEST_CASE("a unicode SMS keeps its letters and loses only harmless punctuation") {
  CHECK(sms_text("Quý khách’\u00A0ơi –", SmsTextMode::unicode) == "Quý khách' ơi -");
  CHECK(sms_text("e\u0302\u0301", SmsTextMode::unicode) == "ế");
}

TEST_CASE("a letter and its mark are one once nothing invisible is between them") {
  CHECK(sms_text("o\u200B\u0302\u0301", SmsTextMode::unicode) == "ố");
}

TEST_CASE("one smart quote does not turn an SMS into UCS-2") {
  CHECK(sms_parts(sms_text("ok’", SmsTextMode::unicode)).coding == SmsParts::Coding::gsm7);
}

TEST_CASE("automatic keeps diacritics as long as they cost no further part") {
  std::string text = "đ";
  while (sms_parts(text).units < 70) text += "ơ";
  CHECK(sms_text(text, SmsTextMode::automatic) == text);
  text += "ơ";
  CHECK(sms_text(text, SmsTextMode::automatic) == "d" + std::string(70, 'o'));
}

TEST_CASE("what has no plain form stays and is named") {
  const std::string text = sms_text("Chúc mừng 😀", SmsTextMode::plain);
  CHECK(text == "Chuc mung 😀");
  CHECK(sms_parts(text).offenders == "😀");
}
