#include "channels/letter/settings.hpp"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "channels/letter/letter_plugin.hpp"
#include "tests/channels/letter/workshop.hpp"
#include "tests/source_file.hpp"
#include "tests/templates/communes.hpp"

namespace triand::channels::letter {
namespace {

using namespace std::chrono_literals;

const std::string kRoot = triand::test::source_file("");

TEST_CASE("the plugin reads its block and names every fault") {
  config::Problems problems;
  config::Block good = config::Block::parse(
      "directory: /var/lib/triand/letters\nbatch: 250\ncut_off: \"15:30\"\nsender_address: |\n  Một\n  Hai\n"
      "place: ' Hà Nội '\n",
      "good.yaml", problems);
  const Settings read = read_settings(good, {.gateways = kRoot + "/config/gateways"});
  CHECK(problems.empty());
  CHECK(read.batch == 250);
  CHECK(read.cut_off == 15h + 30min);
  CHECK(read.stationery.sender_address == std::vector<std::string>{"Một", "Hai"});
  CHECK(read.stationery.place == "Hà Nội");
  good.complain_unused();
  CHECK(problems.empty());

  config::Block bad =
      config::Block::parse("directory: letters\nbatch: 0\ncut_off: \"25:00\"\n", "bad.yaml", problems);
  CHECK(letter_plugin.create(bad, {}, problems) == nullptr);
  CHECK(problems.size() == 3);
  CHECK(problems[0].file == "bad.yaml");
}

TEST_CASE("files are named from the config file's folder, and what is wrong with one is told") {
  const Folder folder;
  std::ofstream(folder.path() + "/page.txt") << "Một\n\n**Hai**\n";
  std::ofstream(folder.path() + "/ink.png") << "no picture";
  std::filesystem::copy_file(kRoot + "/tests/channels/letter/signature.png",
                             folder.path() + "/signature.png");
  config::Problems problems;
  config::Block block = config::Block::parse(
      "directory: /letters\nsecond_page: page.txt\nsignature: {title: GIÁM ĐỐC, image: signature.png, width: "
      "30}\n",
      folder.path() + "/triand.yaml", problems);
  const Settings read = read_settings(block, {});
  CHECK(problems.empty());
  CHECK(read.stationery.second_page.size() == 2);
  CHECK(read.stationery.signature.image.size() > 1000);
  CHECK(read.stationery.signature.width == mm(30));

  config::Block wrong = config::Block::parse(
      "directory: /letters\nsecond_page: none.txt\nsignature: {image: ink.png}\ncommunes: none.csv\ngateway: "
      "../x\n",
      folder.path() + "/triand.yaml", problems);
  (void)read_settings(wrong, {});
  REQUIRE(problems.size() == 4);
  CHECK(problems[0].key == "gateway");
  CHECK(problems[1].key == "signature.image");
  CHECK(problems[2].key == "second_page");
  CHECK(problems[3].key == "communes");
  CHECK(problems[3].message.find("none.csv cannot be read") != std::string::npos);
}

TEST_CASE("a table of communes of the channel's own goes before the one for all") {
  const Folder folder;
  std::ofstream(folder.path() + "/communes.csv") << test::kCommunes;
  std::ofstream(folder.path() + "/wrong.csv") << test::kCommunes << "Mẫu,Huyện Thử,Bắc Giang,Xã A,Bắc Ninh\n";
  const PluginPlaces places{.communes = std::make_shared<const templates::CommuneTable>()};
  config::Problems problems;
  const auto read = [&](const std::string& more) {
    config::Block block =
        config::Block::parse("directory: /letters\n" + more, folder.path() + "/triand.yaml", problems);
    const Settings settings = read_settings(block, places);
    block.complain_unused();
    return settings.communes;
  };
  CHECK(read("") == places.communes);
  const auto own = read("communes: communes.csv\n");
  REQUIRE(own);
  CHECK(own->is_of_today("xa hoang van", "Bắc Ninh"));
  CHECK(problems.empty());
  CHECK_FALSE(read("communes: wrong.csv\n"));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].file == folder.path() + "/wrong.csv");
  CHECK(problems[0].line == 14);
  CHECK(problems[0].message.find("names no commune") == 0);
}

TEST_CASE("districts are held unless the channel says to leave them out") {
  config::Problems problems;
  config::Block silent = config::Block::parse("directory: /letters\n", "triand.yaml", problems);
  CHECK(read_settings(silent, {}).districts == Districts::unclear);
  config::Block loud =
      config::Block::parse("directory: /letters\ndistricts: leave_out\n", "triand.yaml", problems);
  CHECK(read_settings(loud, {}).districts == Districts::left_out);
  loud.complain_unused();
  CHECK(problems.empty());
}

TEST_CASE("a second page needs a profile of more than one page") {
  const Folder folder;
  std::ofstream(folder.path() + "/page.txt") << "Một\n";
  std::ofstream(folder.path() + "/one.yaml") << "pages: 1\n";
  std::ofstream(folder.path() + "/two.yaml") << "pages: 2\n";
  for (const std::string gateway : {"one", "two"}) {
    config::Problems problems;
    config::Block block =
        config::Block::parse("directory: /letters\nsecond_page: page.txt\ngateway: " + gateway + "\n",
                             folder.path() + "/triand.yaml", problems);
    (void)read_settings(block, {.gateways = folder.path()});
    CHECK(problems.size() == (gateway == "one" ? 1 : 0));
    if (!problems.empty()) CHECK(problems[0].key == "second_page");
  }
}

TEST_CASE("the installed profiles hold, and the first is the one that is built in") {
  config::Problems problems;
  const auto usual =
      read_profile(config::Block::load(kRoot + "/config/gateways/window-dl-c5.yaml", problems));
  REQUIRE(usual);
  const Profile built_in;
  const auto same = [](const Box& a, const Box& b) {
    return a.left == b.left && a.top == b.top && a.right == b.right && a.bottom == b.bottom;
  };
  CHECK(same(usual->address, built_in.address));
  CHECK(same(usual->blank, built_in.blank));
  CHECK(same(usual->sender, built_in.sender));
  CHECK(same(usual->date, built_in.date));
  CHECK(same(usual->first_body, built_in.first_body));
  CHECK(same(usual->next_body, built_in.next_body));
  CHECK(same(usual->foot, built_in.foot));
  CHECK(usual->module == built_in.module);
  const auto high = read_profile(config::Block::load(kRoot + "/config/gateways/window-din-a.yaml", problems));
  CHECK(high);
  CHECK(problems.empty());
}

TEST_CASE("a profile in which something would show through the window is refused") {
  config::Problems problems;
  const auto faults = [&](const std::string& text) {
    problems.clear();
    CHECK_FALSE(read_profile(config::Block::parse(text, "window.yaml", problems)));
    return problems.empty() ? std::string() : problems[0].key + ": " + problems[0].message;
  };
  CHECK(faults("date: {top: 80, bottom: 90, left: 100}\n").starts_with("date: reaches into blank"));
  CHECK(faults("first_page: {top: 90}\n").starts_with("first_page: reaches into blank"));
  CHECK(faults("address: {left: 10}\n").starts_with("address: does not lie inside blank"));
  CHECK(faults("foot: {top: 270}\n").starts_with("first_page: reaches into foot"));
  CHECK(faults("next_page: {left: 30}\n").starts_with("next_page: has another left"));
  CHECK(faults("module: 2\n").starts_with("module: makes the reference's code higher"));
  CHECK(faults("address: {left: 100, right: 50}\n").starts_with("address: has no room"));
  CHECK(faults("adress: {left: 22}\n").find("did you mean") != std::string::npos);
}

TEST_CASE("letters are printed where the profile says") {
  const Folder folder;
  Settings high = settings(folder.path(), 1);
  config::Problems problems;
  high.stationery.profile =
      *read_profile(config::Block::load(kRoot + "/config/gateways/window-din-a.yaml", problems));
  Desk desk(high);
  desk.send(envelope(1));
  desk.wait_for(1);
  const std::string html = output_of("pdftotext -bbox " + folder.path() + "/outbox/" +
                                     desk.outcome("ref000001").provider_id + "/letters.pdf -");
  // The first word of the name, 30 mm from the top.
  const std::size_t at = html.find(">Hộ<");
  REQUIRE(at != std::string::npos);
  const std::size_t top = html.rfind("yMin=\"", at) + 6;
  CHECK(std::stod(html.substr(top)) == Approx(mm(30)).margin(3));
}

}  // namespace
}  // namespace triand::channels::letter
