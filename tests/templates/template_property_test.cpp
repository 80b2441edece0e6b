#include <random>

#include <catch2/catch.hpp>

#include "templates/message_template.hpp"
#include "templates/piece.hpp"
#include "templates/sms_text.hpp"
#include "templates/utf8.hpp"
#include "templates/vietnamese.hpp"
#include "tests/templates/values.hpp"

using namespace triand;
using namespace triand::templates;
using triand::tests::Values;

namespace {

// Puts fragments together at random; the seed is fixed, so that a failure comes again.
class Generator {
 public:
  explicit Generator(unsigned seed) : engine_(seed) {}

  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(engine_);
  }

  std::string of(const std::vector<std::string>& fragments, std::size_t most) {
    std::string out;
    for (std::size_t left = below(most + 1); left > 0; --left) out += fragments[below(fragments.size())];
    return out;
  }

  std::string bytes(std::size_t most) {
    std::string out;
    for (std::size_t left = below(most + 1); left > 0; --left) out += static_cast<char>(below(256));
    return out;
  }

 private:
  std::mt19937 engine_;
};

const std::vector<std::string> kSourceFragments{"{{",
                                                "}}",
                                                "{%",
                                                "%}",
                                                "{",
                                                "}",
                                                "|",
                                                ":",
                                                "\"",
                                                " ",
                                                "\n",
                                                "gift",
                                                "amount",
                                                "default",
                                                "upper",
                                                "money",
                                                "title",
                                                "date",
                                                "if",
                                                "else",
                                                "end",
                                                "mask",
                                                "x",
                                                "shorten",
                                                "12",
                                                "ế",
                                                "\u00A0",
                                                "\xC3",
                                                "\xFF",
                                                "%",
                                                "number",
                                                "plain",
                                                "full_name",
                                                "lower",
                                                "\r\n",
                                                "đ",
                                                "{{ gift | default:\"\" }}",
                                                "{% if gift %}",
                                                "{% else %}",
                                                "{% end %}",
                                                "{{ amount | money | default:\"?\" }}"};

const std::vector<std::string> kValueFragments{"{{ gift }}", "{{",         "}}",     "{% if gift %}",
                                               "{% end %}",  "%}",         "{",      "}",
                                               "Nguyễn",     " ",          "\n",     "\t",
                                               "1.234",      "-",          ",",      "e\u0302\u0301",
                                               "😀",          "👩\u200D👧",   "\u00A0", "\xC3",
                                               "\xFF",       "2026-12-18", "&",      "<",
                                               "'",          "\"",         "đ",      "@",
                                               "0"};

}  // namespace

TEST_CASE("any source compiles or gives problems, and never both or neither") {
  Generator generator(20261218);
  const Values values;
  const std::vector<std::string_view> views = values.views();
  int good = 0;
  for (int round = 0; round < 20000; ++round) {
    const std::string source = round % 4 == 0 ? generator.bytes(60) : generator.of(kSourceFragments, 14);
    config::Problems problems;
    const auto compiled = MessageTemplate::compile(source, "f", 1, values.names(), problems);
    CAPTURE(source);
    REQUIRE(compiled.has_value() == problems.empty());
    for (const config::Problem& problem : problems) REQUIRE(problem.line >= 1);
    if (!compiled) continue;
    ++good;
    const Filled filled = compiled->fill(views);
    REQUIRE((filled.missing.empty() || filled.text.empty()));
  }
  CHECK(good > 1000);
  CHECK(good < 19000);
}

TEST_CASE(
    "values go through every filter without throwing and come out as they are where nothing changes them") {
  Generator generator(20261221);
  Values values;
  config::Problems problems;
  const auto whole =
      MessageTemplate::compile("[{{ gift | default:\"\" }}]", "f", 1, values.names(), problems);
  const auto filtered = MessageTemplate::compile(
      "{{ gift | upper | default:\"\" }}{{ gift | lower | default:\"\" }}{{ gift | title | default:\"\" }}"
      "{{ gift | plain | default:\"\" }}{{ gift | money | default:\"\" }}{{ gift | number | default:\"\" }}"
      "{{ gift | date | default:\"\" }}{{ gift | shorten:5 | default:\"\" }}{{ gift | mask | default:\"\" }}",
      "f", 1, values.names(), problems);
  REQUIRE(problems.empty());
  for (int round = 0; round < 5000; ++round) {
    std::string value = round % 4 == 0 ? generator.bytes(40) : generator.of(kValueFragments, 8);
    REQUIRE(is_nfc(sms_text(value, SmsTextMode::plain)));
    value = "a" + value + "z";
    values.set("gift", value);
    CAPTURE(value);
    REQUIRE(whole->fill(values.views()).text == "[" + value + "]");
    REQUIRE(filtered->fill(values.views()).missing.empty());
    const std::string html = whole->fill(values.views(), Escape::html).text;
    REQUIRE(html.find_first_of("<>\"'") == std::string::npos);
  }
}

TEST_CASE("shortened text never passes its limit and stays well-formed") {
  Generator generator(7);
  Values values;
  config::Problems problems;
  const auto compiled =
      MessageTemplate::compile("{{ gift | shorten:9 | default:\"\" }}", "f", 1, values.names(), problems);
  REQUIRE(compiled);
  for (int round = 0; round < 5000; ++round) {
    values.set("gift", generator.of(kValueFragments, 8));
    const std::string text = compiled->fill(values.views()).text;
    CAPTURE(text);
    std::size_t letters = 0;
    for (std::size_t at = 0; at < text.size(); ++letters) static_cast<void>(next_code_point(text, at));
    REQUIRE(letters <= 9);
    REQUIRE(is_nfc(text));
  }
}

TEST_CASE("the pieces of a source without statements are the source") {
  Generator generator(11);
  for (int round = 0; round < 5000; ++round) {
    const std::string source = generator.of({"{{", "}}", "{", "}", "a", "\"", "\n", " ", "|"}, 14);
    std::string joined;
    for (const Piece& piece : split_template(source, 1)) {
      const bool tag = piece.kind == Piece::Kind::placeholder;
      joined += (tag ? "{{" : "") + std::string(piece.content) + (tag ? "}}" : "");
    }
    REQUIRE(joined == source);
  }
}

TEST_CASE("a plain SMS never takes more parts than the same text with diacritics") {
  Generator generator(3);
  for (int round = 0; round < 2000; ++round) {
    const std::string text = generator.of({"đồng hành ", "Quý khách, ", "a", "ế", "😀", "€", "sức khỏe "}, 40);
    CAPTURE(text);
    const SmsParts automatic = sms_parts(sms_text(text, SmsTextMode::automatic));
    REQUIRE(sms_parts(sms_text(text, SmsTextMode::plain)).parts == automatic.parts);
    REQUIRE(automatic.parts <= sms_parts(sms_text(text, SmsTextMode::unicode)).parts);
  }
}
