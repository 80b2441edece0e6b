#include <iconv.h>

#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>
#include <vector>

#include "daemon/intake/encoding_choice.hpp"
#include "daemon/intake/font_letters.hpp"
#include "daemon/intake/legacy_decoder.hpp"
#include "daemon/intake/vietnamese_score.hpp"
#include "daemon/intake/vietnamese_syllable.hpp"
#include "templates/vietnamese.hpp"
#include "tests/daemon/intake/list_fixture.hpp"

namespace triand::intake {
namespace {

std::string encoded(const char* charset, const std::string& text) {
  const iconv_t converter = ::iconv_open(charset, "UTF-8");
  if (converter == reinterpret_cast<iconv_t>(-1)) throw std::runtime_error("no converter");
  std::string out(text.size() * 4 + 16, '\0');
  std::string input = text;
  char* from = input.data();
  char* to = out.data();
  std::size_t left = input.size();
  std::size_t room = out.size();
  const std::size_t done = ::iconv(converter, &from, &left, &to, &room);
  ::iconv(converter, nullptr, nullptr, &to, &room);
  ::iconv_close(converter);
  if (done == static_cast<std::size_t>(-1)) throw std::runtime_error("cannot be encoded");
  out.resize(out.size() - room);
  return out;
}

// TCVN3 files keep small letters alone; glibc's capitals are control characters, which no list has.
const std::vector<std::string> kNames = {"Nguyễn Thị Hồng Đào", "Trần Đức Hường",  "Lê Thị Ngọc Ánh",
                                         "Phạm Văn Thắng",      "Hoàng Quốc Việt", "Vũ Thị Thuỷ",
                                         "Đặng Xuân Trường",    "Bùi Quỳnh Như",   "Đỗ Tiến Dũng"};

std::string list_of_names(bool small_only) {
  std::string text = "Mã khách hàng,Họ và tên,Điện thoại\n";
  for (std::size_t i = 0; i < 45; ++i) {
    std::string name = kNames[i % kNames.size()];
    if (small_only && name.find("Ánh") != std::string::npos) name = "Lê Thị Ngọc ánh";
    text += "PA050100012" + std::to_string(10 + i) + "," + name + ",0912345678\n";
  }
  return text;
}

std::string name_of_first(const Loaded& list) {
  REQUIRE(list.good());
  CHECK(list.report().rejected == 0);
  return list.customer("PA05010001210").full_name;
}

std::string from_hex(const std::string& hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return out;
}

}  // namespace

TEST_CASE("the reference's bytes are read as the name that they stand for") {
  const std::string name = "Nguyễn Thị Hồng Đào";
  CHECK(templates::nfc(decoded(Encoding::tcvn3, from_hex("4e677579d46e205468de2048e56e6720a7b56f"))) == name);
  CHECK(templates::nfc(decoded(Encoding::windows_1258,
                               from_hex("4e677579eade6e20546869f22048f4cc6e6720d0e06f"))) == name);
  CHECK(templates::nfc(decoded(Encoding::viscii, from_hex("4e677579ad6e205468b82048b06e6720d0e06f"))) ==
        name);
}

TEST_CASE("each encoding of a list is found out, and names are composed") {
  struct Case {
    std::string word;
    std::string bytes;
  };
  const std::string text = list_of_names(false);
  const std::string tcvn = list_of_names(true);
  const std::vector<Case> cases = {
      {"utf-8", text},
      {"utf-8", "\xEF\xBB\xBF" + text},
      {"utf-8", encoded("UTF-8", text)},
      {"utf-16le", "\xFF\xFE" + encoded("UTF-16LE", text)},
      {"utf-16le", encoded("UTF-16LE", text)},
      {"utf-16be", "\xFE\xFF" + encoded("UTF-16BE", text)},
      {"utf-16be", encoded("UTF-16BE", text)},
      {"windows-1258", encoded("CP1258", text)},
      {"tcvn3", encoded("TCVN5712-1", tcvn)},
      {"viscii", encoded("VISCII", text)},
  };
  for (const Case& one : cases) {
    CAPTURE(one.word);
    const Loaded list(one.bytes);
    CHECK(name_of_first(list) == "Nguyễn Thị Hồng Đào");
    CHECK(list.report().facts.encoding == one.word);
    CHECK(list.report().taken == 45);
    for (const auto& [code, customer] : list.sink.customers) CHECK(templates::is_nfc(customer.full_name));
    // What was found out can also be said.
    ImportOptions options;
    options.reading.encoding = one.word;
    CHECK(name_of_first(Loaded(one.bytes, options)) == "Nguyễn Thị Hồng Đào");
  }
}

TEST_CASE("letters that make no Vietnamese in any encoding are asked about, with three rows in each") {
  std::string text = "customer_code,full_name\n";
  for (int i = 0; i < 9; ++i) text += "PA0501000123" + std::to_string(i) + ",Ngu\xFF\xB6\xA9n \x83\xAC\xBF\n";
  const Loaded list(text);
  REQUIRE_FALSE(list.good());
  const ListProblem& problem = list.problems().front();
  CHECK(problem.word == "encoding_not_sure");
  CHECK(list.sink.customers.empty());
  for (const std::string word : {"windows-1258 (score", "tcvn3 (score", "viscii (score"})
    CHECK(problem.message.find(word) != std::string::npos);
  std::size_t rows = 0;
  for (std::size_t at = problem.message.find("PA0501000123"); at != std::string::npos;
       at = problem.message.find("PA0501000123", at + 1))
    ++rows;
  CHECK(rows == 9);
  CHECK(problem.remedy.find("--encoding") != std::string::npos);
  ImportOptions options;
  options.reading.encoding = "viscii";
  CHECK(Loaded(text, options).good());
  options.reading.encoding = "klingon";
  CHECK(Loaded(text, options).problems().front().word == "unknown_encoding");
}

TEST_CASE("single bad rows do not make a UTF-8 list one of an older encoding") {
  std::string text = list_of_names(false) + "PA05010009999,Nguy\xD4n,0912345678\n";
  const Loaded list(text);
  REQUIRE(list.good());
  CHECK(list.report().facts.encoding == "utf-8");
  CHECK(list.report().taken == 45);
  CHECK(list.report().rejections.of("bad_encoding") == 1);
}

TEST_CASE(
    "a short list of an older encoding is read where its letters are sure, else its rows are rejected") {
  const std::string header = "customer_code,full_name,phone\n";
  const std::string plain = "PA05010001211,Tran Binh,0912345679\n";
  for (const char* charset : {"TCVN5712-1", "CP1258", "VISCII"}) {
    CAPTURE(charset);
    const Loaded list(header + encoded(charset, "PA05010001210,Nguyễn Thị Hồng Đào,0912345678\n") + plain);
    REQUIRE(list.good());
    CHECK(list.report().rejected == 0);
    CHECK(list.customer("PA05010001210").full_name == "Nguyễn Thị Hồng Đào");
  }
  const Loaded damaged(header + "PA05010001210,Nguy\xEA\xF1n,0912345678\n" + plain);
  REQUIRE(damaged.good());
  CHECK(damaged.report().facts.encoding == "utf-8");
  CHECK(damaged.report().rejections.of("bad_encoding") == 1);
  // One row of UTF-8 is enough to leave the others to it.
  const Loaded mixed(header + "PA05010001210,Nguy\xD4n,0912345678\nPA05010001211,Trần Bình,0912345679\n");
  REQUIRE(mixed.good());
  CHECK(mixed.customer("PA05010001211").full_name == "Trần Bình");
  CHECK(mixed.report().rejections.of("bad_encoding") == 1);
}

TEST_CASE("of UTF-16 that is asked for the list itself says which half comes first") {
  const std::string text = list_of_names(false);
  for (const char* word : {"utf-16", "utf-16le"}) {
    ImportOptions options;
    options.reading.encoding = word;
    const Loaded list("\xFE\xFF" + encoded("UTF-16BE", text), options);
    CHECK(name_of_first(list) == "Nguyễn Thị Hồng Đào");
    CHECK(list.report().facts.encoding == "utf-16be");
  }
}

TEST_CASE("a byte that stands for nothing rejects its row alone") {
  std::string text = encoded("CP1258", list_of_names(false)) + "PA05010009999,Nguy\x8E\xEDn,0912345678\n";
  const Loaded list(text);
  REQUIRE(list.good());
  CHECK(list.report().taken == 45);
  CHECK(list.report().rejections.of("bad_encoding") == 1);
}

TEST_CASE("Vietnamese scores 1, other readings of its bytes less") {
  CHECK(vietnamese_score("Nguyễn Đức An – “Hường”") == Approx(1.0));
  CHECK(vietnamese_score("NGUYỄN ĐỨC") == Approx(1.0));
  CHECK(vietnamese_score("Nguyen") == Approx(0.0));
  CHECK(vietnamese_score("Thiò Hoò") == Approx(0.5));
  CHECK(vietnamese_score("NguyÔn") == Approx(0.25));
  CHECK(vietnamese_score("Hång §µo") < 0);
}

TEST_CASE("syllables are told from what only has the letters of some") {
  for (const std::u32string_view word :
       {U"nguyễn", U"thị",  U"hồng", U"đào",    U"đức",  U"hường", U"nghiêng", U"quỳnh", U"giềng",
        U"gì",     U"thuỷ", U"thủy", U"khuyến", U"uỷ",   U"ánh",   U"yến",     U"ơ",     U"đăk",
        U"sính",   U"mỷ",   U"chử",  U"quốc",   U"khoẻ", U"huệ",   U"huyện"}) {
    CAPTURE(word.size(), static_cast<unsigned>(word[0]));
    CHECK(is_vietnamese_syllable(word));
  }
  for (const std::u32string_view word : {U"thiò", U"hoò", U"maỡ", U"viêòt", U"nguyôn", U"trýõng", U"tþ",
                                         U"quịọ", U"", U"hườngg", U"zụ", U"bctđ", U"àá"})
    CHECK_FALSE(is_vietnamese_syllable(word));
}

TEST_CASE("letters of a font such as .VnTime are refused, for only that font shows them as what they mean") {
  std::string stored = "customer_code,full_name\n";
  std::string right = stored;
  for (std::size_t i = 0; i < 20; ++i) {
    stored += "PA050100012" + std::to_string(10 + i) + ",NguyÔn ThÞ Hång §µo\n";
    right += "PA050100012" + std::to_string(10 + i) + ",Nguyễn Thị Hồng Đào\n";
  }
  for (const std::string start : {"", "\xEF\xBB\xBF"}) {
    const Loaded list(start + stored);
    REQUIRE_FALSE(list.good());
    CHECK(list.problems().front().word == "font_letters");
    CHECK(list.problems().front().message.find("Nguyễn Thị Hồng Đào") != std::string::npos);
    CHECK(Loaded(start + right).good());
    CHECK_FALSE(Loaded(start + "Mã khách hàng,Họ tên\n" + stored.substr(stored.find('\n') + 1)).good());
    CHECK(Loaded(start + right + "PA05010001299,Hång §µo\n").good());
  }
  CHECK(Loaded("customer_code,full_name\nPA05010001234,José Müller\nPA05010001235,François Łukasz\n").good());
  FontLetters letters;
  letters.add("ĐIỆN LỰC");
  CHECK_FALSE(letters.problem());
}

TEST_CASE("a converter keeps its state between pieces of any size") {
  const std::string text = templates::nfc(list_of_names(false));
  const std::string bytes = encoded("CP1258", text);
  for (const std::size_t piece : {1U, 2U, 3U, 1000U}) {
    LegacyDecoder decoder(Encoding::windows_1258);
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += piece) decoder.decode(bytes.substr(at, piece), out);
    decoder.finish(out);
    CHECK(templates::nfc(out) == text);
  }
}

}  // namespace triand::intake
