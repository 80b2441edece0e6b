#include "daemon/app/settings.hpp"

#include <catch2/catch.hpp>

#include <string>

#include "channels/letter/postal_address.hpp"
#include "daemon/intake/two_level_address.hpp"
#include "tests/config/scratch.hpp"
#include "tests/templates/communes.hpp"

namespace triand::app {
namespace {

using channels::letter::read_address;

// A configuration with one channel for letters.
struct Office {
  config::Scratch folder;
  config::Problems problems;

  std::optional<Settings> open(const std::string& top, const std::string& channel) {
    (void)folder.write("units.csv",
                       "unit_code_prefix,unit_name,old_province,new_province,confirmed\n"
                       "PA05,Bắc Giang,Bắc Giang,Bắc Ninh,yes\n");
    const std::string path = folder.write(
        "triand.yaml",
        "database: triand.db\ncontrol_socket: triand.sock\ntemplates: .\ngateways: .\nunits: units.csv\n" +
            top + "channels:\n  letter:\n    kind: letter\n    directory: /letters\n" + channel);
    problems.clear();
    return load_settings(path, problems);
  }
};

// Why a letter to an address cannot be printed.
std::string fault_of_letter(const Settings& settings, const std::string& address) {
  channels::Envelope envelope;
  envelope.recipient_name = "Hộ Thử Một";
  envelope.to = address;
  const ChannelSettings& letters = settings.channels.at(0);
  return letters.plugin->picture(*letters.channel, envelope, {}).fault;
}

}  // namespace

TEST_CASE("one file of communes, quoted and with a BOM, serves imports and letters, named once or twice") {
  Office office;
  (void)office.folder.write("communes.csv", test::communes_of_a_spreadsheet());
  const std::string top = "communes: communes.csv\n";
  const std::string own = "    communes: communes.csv\n";
  const std::string parted = "Thôn 1, Xã Chia Đôi, Huyện Hiệp Hòa, Bắc Giang";
  for (const auto& [for_all, of_channel] :
       {std::pair{top, std::string()}, {std::string(), own}, {top, own}}) {
    CAPTURE(for_all, of_channel);
    const auto settings = office.open(for_all, of_channel);
    for (const config::Problem& problem : office.problems) UNSCOPED_INFO(problem.to_string());
    REQUIRE(settings);
    CHECK((settings->communes != nullptr) == !for_all.empty());
    CHECK(fault_of_letter(*settings, parted).find("was parted in 2025") != std::string::npos);
    if (settings->communes == nullptr) continue;
    intake::TwoLevelAddress addresses(*settings->communes);
    CHECK(addresses.of(parted, "").method == intake::TwoLevelAddress::Method::several);
  }
  const auto without = office.open("", "");
  REQUIRE(without);
  CHECK(fault_of_letter(*without, parted).find("without the table of communes") != std::string::npos);
}

TEST_CASE("a file of communes that is wrong is wrong for imports and letters alike") {
  Office office;
  (void)office.folder.write("communes.csv",
                            std::string(test::kCommunes) + "Mẫu,Huyện Thử,Bắc Giang,Xã A,Bắc Ninh\n");
  const auto faults = [&office](const std::string& top, const std::string& channel) {
    CHECK_FALSE(office.open(top, channel));
    REQUIRE(office.problems.size() == 1);
    CHECK(office.problems[0].file == office.folder.path("communes.csv"));
    return std::to_string(office.problems[0].line) + ": " + office.problems[0].message;
  };
  const std::string of_imports = faults("communes: communes.csv\n", "");
  CHECK(of_imports.starts_with("14: names no commune"));
  CHECK(faults("", "    communes: communes.csv\n") == of_imports);
}

TEST_CASE("what an import makes of an address is what a letter to it says") {
  const templates::CommuneTable communes = test::communes();
  intake::TwoLevelAddress addresses(communes);
  for (const char* raw :
       {"12 Lý Thái Tổ, P. Suối Hoa, TP Bắc Ninh, Bắc Ninh", "Thôn Cấm, x. Hương Lâm, h. Hiệp Hoà, Bắc Giang",
        "Thôn 1, Xã Mẫu Một, Huyện Khác, Bắc Giang", "Thôn 1, TT Mẫu Một, Huyện Thử, Bắc Giang",
        "5 Hạ Lý, P.1, Q.Hồng Bàng, Hải Phòng", "Thôn 1, Xã Hoàng Vân, Bắc Ninh",
        "Phường Tân Tiến, Bắc Giang"}) {
    CAPTURE(raw);
    const auto form = addresses.of(raw, "");
    REQUIRE_FALSE(form.text.empty());
    const auto of_form = read_address(form.text, "", &communes);
    const auto of_raw = read_address(raw, "", &communes);
    CHECK(of_form.unclear.empty());
    CHECK(of_form.changed.empty());
    CHECK(of_form.lines == of_raw.lines);
    CHECK(of_form.province == of_raw.province);
  }
}

}  // namespace triand::app
