#include "daemon/intake/vni_letters.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <utility>

#include "templates/utf8.hpp"
#include "templates/vietnamese.hpp"
#include "tests/daemon/intake/list_fixture.hpp"

namespace triand::intake {
namespace {

// Every small letter of Vietnamese beyond ASCII and what the fonts of VNI store for it.
constexpr std::pair<std::string_view, std::string_view> kTable[] = {
    {"à", "aø"}, {"á", "aù"}, {"ả", "aû"}, {"ã", "aõ"}, {"ạ", "aï"}, {"ă", "aê"}, {"ằ", "aè"}, {"ắ", "aé"},
    {"ẳ", "aú"}, {"ẵ", "aü"}, {"ặ", "aë"}, {"â", "aâ"}, {"ầ", "aà"}, {"ấ", "aá"}, {"ẩ", "aå"}, {"ẫ", "aã"},
    {"ậ", "aä"}, {"è", "eø"}, {"é", "eù"}, {"ẻ", "eû"}, {"ẽ", "eõ"}, {"ẹ", "eï"}, {"ê", "eâ"}, {"ề", "eà"},
    {"ế", "eá"}, {"ể", "eå"}, {"ễ", "eã"}, {"ệ", "eä"}, {"ì", "ì"},  {"í", "í"},  {"ỉ", "æ"},  {"ĩ", "ó"},
    {"ị", "ò"},  {"ò", "oø"}, {"ó", "où"}, {"ỏ", "oû"}, {"õ", "oõ"}, {"ọ", "oï"}, {"ô", "oâ"}, {"ồ", "oà"},
    {"ố", "oá"}, {"ổ", "oå"}, {"ỗ", "oã"}, {"ộ", "oä"}, {"ơ", "ô"},  {"ờ", "ôø"}, {"ớ", "ôù"}, {"ở", "ôû"},
    {"ỡ", "ôõ"}, {"ợ", "ôï"}, {"ù", "uø"}, {"ú", "uù"}, {"ủ", "uû"}, {"ũ", "uõ"}, {"ụ", "uï"}, {"ư", "ö"},
    {"ừ", "öø"}, {"ứ", "öù"}, {"ử", "öû"}, {"ữ", "öõ"}, {"ự", "öï"}, {"ỳ", "yø"}, {"ý", "yù"}, {"ỷ", "yû"},
    {"ỹ", "yõ"}, {"ỵ", "î"},  {"đ", "ñ"}};

// As a western program writes it; every letter of the table is below U+0100.
std::string western_bytes(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) out += static_cast<char>(templates::next_code_point(text, at));
  return out;
}

std::string list_of(std::string_view name) {
  std::string out = "customer_code,full_name\n";
  for (int i = 10; i < 40; ++i) out += "PA050100012" + std::to_string(i) + "," + std::string(name) + "\n";
  return out;
}

}  // namespace

TEST_CASE("the 134 letters of Vietnamese are read as the fonts of VNI draw them") {
  for (const auto& [letter, stored] : kTable) {
    CHECK(read_vni(stored) == letter);
    CHECK(read_vni(templates::to_upper(stored)) == templates::to_upper(letter));
  }
  CHECK(std::size(kTable) * 2 == 134);
  CHECK(read_vni("Nguyeãn Thò Hoàng Ñaøo, ñöôøng Traàn Höng Ñaïo") ==
        "Nguyễn Thị Hồng Đào, đường Trần Hưng Đạo");
  CHECK(read_vni("Nguyen Van A, so 5/12") == "Nguyen Van A, so 5/12");
}

TEST_CASE("a list in a font of VNI is refused with what it means and how to convert it") {
  const std::string stored = list_of("Nguyeãn Thò Hoàng Ñaøo");
  for (const std::string& text : {stored, "\xEF\xBB\xBF" + stored, western_bytes(stored)}) {
    const Loaded list(text);
    REQUIRE_FALSE(list.good());
    const ListProblem& problem = list.problems().front();
    CHECK(problem.word == "font_letters");
    CHECK(problem.message.find("VNI") != std::string::npos);
    CHECK(problem.message.find("Nguyễn Thị Hồng Đào") != std::string::npos);
    CHECK(problem.remedy.find("VNI Windows to Unicode") != std::string::npos);
    CHECK(list.sink.customers.empty());
  }
}

TEST_CASE("Unicode whose letters all happen to be western is not taken for a font") {
  for (const std::string_view name :
       {"Hoàng Trí", "Lê Hà", "Phan Cúc Tú", "Võ Quý Hoà", "José Müller", "Trần Thị Hoàng"})
    CHECK(Loaded(list_of(name)).good());
}

}  // namespace triand::intake
