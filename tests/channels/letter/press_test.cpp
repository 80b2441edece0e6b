#include "channels/letter/press.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include "channels/letter/summary.hpp"
#include "tests/channels/letter/press_bench.hpp"

namespace triand::channels::letter {
namespace {

TEST_CASE("the same letters make the same bytes again") {
  const Bench first;
  const Bench second;
  std::vector<Letter> backwards = letters(5);
  std::reverse(backwards.begin(), backwards.end());
  REQUIRE(first.print(batch(letters(5))).printed.size() == 5);
  REQUIRE(second.print(batch(std::move(backwards))).printed.size() == 5);
  CHECK(contents(first.file("letters.pdf")) == contents(second.file("letters.pdf")));
  CHECK(contents(first.file("manifest.csv")) == contents(second.file("manifest.csv")));
}

TEST_CASE("a letter with a glyph the font lacks is refused and the batch goes on") {
  const Bench bench;
  Letter smiling = letter(2);
  smiling.text += "\n\n\U0001F600";
  Letter smiling_name = letter(4);
  smiling_name.name += " \U0001F600";
  const Pressed pressed = bench.print(batch({letter(1), smiling, letter(3), smiling_name}));
  CHECK(pressed.fate == Pressed::Fate::appeared);
  CHECK(pressed.printed == std::vector<std::string>{"ref000001", "ref000003"});
  REQUIRE(pressed.refused.size() == 2);
  CHECK(pressed.refused[0].reference == "ref000002");
  CHECK(pressed.refused[1].reference == "ref000004");
  CHECK(contents(bench.file("manifest.csv")).find("ref000002") == std::string::npos);
}

TEST_CASE("a name or address that does not fit the window is refused with the reason") {
  const Bench bench;
  Envelope crowded = envelope(1);
  for (int line = 0; line < 40; ++line) crowded.to += "\nDòng thừa";
  const Letter tall = letter_of(crowded, nullptr);
  Letter wide = letter(2);
  for (int word = 0; word < 60; ++word) wide.name += " Dài";
  Letter nameless = letter(3);
  nameless.name.clear();
  Letter homeless = letter(4);
  homeless.address.clear();
  const Pressed pressed = bench.print(batch({tall, wide, nameless, homeless, letter(5)}));
  CHECK(pressed.printed == std::vector<std::string>{"ref000005"});
  REQUIRE(pressed.refused.size() == 4);
  for (const auto& [reference, reason, why] : pressed.refused)
    if (reference == "ref000001" || reference == "ref000002") CHECK(why.find("window") != std::string::npos);
}

TEST_CASE("a letter of too many pages is refused") {
  const Bench bench;
  Letter endless = letter(1);
  for (int paragraph = 0; paragraph < 1000; ++paragraph) endless.text += "\n\nMột đoạn nữa.";
  const Pressed pressed = bench.print(batch({endless}));
  CHECK(pressed.fate == Pressed::Fate::nothing);
  REQUIRE(pressed.refused.size() == 1);
  CHECK(bench.appeared().empty());
  CHECK(bench.half_made().empty());
}

// How many pages a letter of so many paragraphs of a line takes where it may have `most`; 0: it is refused.
unsigned pages_of(int paragraphs, unsigned most) {
  Bench bench;
  bench.stationery.profile.pages = most;
  Letter one = letter(1);
  one.text = "Đoạn một.";
  for (int paragraph = 1; paragraph < paragraphs; ++paragraph) one.text += "\n\nĐoạn nữa.";
  if (bench.print(batch({one})).printed.empty()) return 0;
  const auto summary = summary_from(contents(bench.file("batch.json")));
  REQUIRE(summary);
  return static_cast<unsigned>(summary->pages);
}

TEST_CASE("a letter may fill the pages that it may have, and no more") {
  int third = 40;  // paragraphs that need a third page
  while (pages_of(third, 10) < 3) ++third;
  // What is left blank at a page's end is reckoned with beforehand: a line and a gap or two.
  CHECK(pages_of(third - 3, 2) == 2);
  CHECK(pages_of(third, 2) == 0);
  int second = 15;
  while (pages_of(second, 10) < 2) ++second;
  CHECK(pages_of(second - 2, 1) == 1);
  CHECK(pages_of(second, 1) == 0);
}

TEST_CASE("the manifest lists the letters by province and batch.json gives its sums and hashes") {
  const Bench bench;
  Letter formula = letter(8);
  formula.name = "=Tên \"lạ\", có phẩy";
  std::vector<Letter> all = letters(4);
  all.push_back(formula);
  REQUIRE(bench.print(batch(all)).printed.size() == 5);
  CHECK(contents(bench.file("manifest.csv")) ==
        "reference,sequence,page,name,address,province\n"
        "ref000002,1,1,Hộ Thứ 2,\"Số 2, Tổ 3, Thôn Đông, Xã Tân Ước\",Bắc Ninh\n"
        "ref000004,2,2,Hộ Thứ 4,\"Số 4, Tổ 3, Thôn Đông, Xã Tân Ước\",Bắc Ninh\n"
        "ref000008,3,3,\"'=Tên \"\"lạ\"\", có phẩy\",\"Số 8, Tổ 3, Thôn Đông, Xã Tân Ước\",Bắc Ninh\n"
        "ref000001,4,4,Hộ Thứ 1,\"Số 1, Tổ 3, Thôn Đông, Xã Tân Ước\",Điện Biên\n"
        "ref000003,5,5,Hộ Thứ 3,\"Số 3, Tổ 3, Thôn Đông, Xã Tân Ước\",Điện Biên\n");
  const std::string json = contents(bench.file("batch.json"));
  CHECK(json ==
        "{\"schema\":\"triand.batch/v1\",\"batch\":\"tri-an-2026-20261218-001\","
        "\"campaign\":\"tri-an-2026\",\"created\":\"2026-12-18T09:00:00+07:00\","
        "\"counts\":{\"letters\":5,\"pages\":5,\"sheets\":5},\"print\":{\"paper\":\"A4\",\"sides\":1},"
        "\"sha256\":{\"letters.pdf\":\"" +
            sha256_of(contents(bench.file("letters.pdf"))) + "\",\"manifest.csv\":\"" +
            sha256_of(contents(bench.file("manifest.csv"))) + "\"}}\n");
  CHECK((std::filesystem::status(bench.file("letters.pdf")).permissions() &
         std::filesystem::perms::others_all) == std::filesystem::perms::none);
}

TEST_CASE("a full disk leaves nothing in the outbox") {
  const Bench bench;
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  rlimit small = before;
  small.rlim_cur = 8192;
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const Pressed pressed = bench.print(batch(letters(20)));
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, old_handler);
  CHECK(pressed.fate == Pressed::Fate::nothing);
  CHECK(pressed.fault.find("cannot write letters.pdf: File too large") == 0);
  CHECK(pressed.printed.empty());
  CHECK(bench.appeared().empty());
  CHECK(bench.half_made().empty());
  // The control: without the limit the same batch appears.
  CHECK(bench.print(batch(letters(20))).fate == Pressed::Fate::appeared);
}

TEST_CASE("a batch that cannot be moved into the outbox leaves nothing, and its page leaves the journal") {
  const Bench bench;
  const std::string outbox = bench.folder.path() + "/letters/outbox";
  std::filesystem::remove(outbox);
  std::ofstream(outbox) << "in the way";
  const Pressed pressed = bench.print(batch(letters(2)));
  CHECK(pressed.fate == Pressed::Fate::nothing);
  CHECK(pressed.fault.find("cannot make") == 0);
  CHECK(bench.half_made().empty());
  CHECK(bench.outbox.journal().entries().empty());
}

TEST_CASE("a folder that vanished, or came back without its journal, is not printed into") {
  const Bench bench;
  const std::string folder = bench.folder.path() + "/letters";
  std::filesystem::rename(folder, folder + "-away");
  CHECK(bench.print(batch(letters(2))).fault.find("is not the folder that it was") != std::string::npos);
  // An empty disk is mounted in its place.
  std::filesystem::create_directories(folder + "/outbox");
  CHECK(bench.print(batch(letters(2))).fate == Pressed::Fate::nothing);
  CHECK(bench.appeared().empty());
  std::filesystem::remove_all(folder);
  std::filesystem::rename(folder + "-away", folder);
  CHECK(bench.print(batch(letters(2))).fate == Pressed::Fate::appeared);
}

TEST_CASE("a batch that was published already is never written over") {
  const Bench bench;
  REQUIRE(bench.print(batch(letters(2))).fate == Pressed::Fate::appeared);
  const std::string before = contents(bench.file("batch.json"));
  const Pressed again = bench.print(batch(letters(3)));
  CHECK(again.fate == Pressed::Fate::nothing);
  CHECK(contents(bench.file("batch.json")) == before);
}

TEST_CASE("a kill while a batch is made leaves nothing, and made again it is the same") {
  const Bench bench;
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    // Never asked for the last time: the parent's kill is what ends this.
    (void)press(batch(letters(20)), bench.stationery, bench.outbox, {.interrupted = [asked = 0]() mutable {
                  if (++asked > 10)
                    while (true) ::pause();
                  return false;
                }});
    ::_exit(0);
  }
  const std::string half = bench.folder.path() + "/letters/rendering/tri-an-2026-20261218-001/letters.pdf";
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!std::filesystem::exists(half) && std::chrono::steady_clock::now() < deadline) ::usleep(1000);
  ::kill(child, SIGKILL);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  REQUIRE(std::filesystem::exists(half));
  CHECK(bench.appeared().empty());

  bench.outbox.prepare();
  CHECK(bench.half_made().empty());
  CHECK(bench.print(batch(letters(20))).fate == Pressed::Fate::appeared);
  const Bench untouched;
  REQUIRE(untouched.print(batch(letters(20))).fate == Pressed::Fate::appeared);
  CHECK(contents(bench.file("letters.pdf")) == contents(untouched.file("letters.pdf")));
}

TEST_CASE("a batch that is interrupted leaves nothing") {
  const Bench bench;
  int asked = 0;
  const Pressed pressed = press(batch(letters(5)), bench.stationery, bench.outbox,
                                {.interrupted = [&asked] { return ++asked > 3; }});
  CHECK(asked == 4);
  CHECK(pressed.fate == Pressed::Fate::nothing);
  CHECK(bench.appeared().empty());
  CHECK(bench.half_made().empty());
}

}  // namespace
}  // namespace triand::channels::letter
