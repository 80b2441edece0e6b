#include "channels/letter/press.hpp"

#include <csignal>
#include <filesystem>
#include <regex>
#include <sstream>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include "channels/letter/geometry.hpp"
#include "channels/letter/summary.hpp"
#include "templates/vietnamese.hpp"
#include "tests/channels/letter/workshop.hpp"

namespace triand::channels::letter {
namespace {

const auto kNever = [] { return false; };

ClosedBatch batch(std::vector<Letter> letters,
                  const std::string& name = "tri-an-2026-20261218-001-abcdefabcdef") {
  return {.name = name, .campaign = "tri-an-2026", .closed = nine_o_clock(), .letters = std::move(letters)};
}

std::vector<Letter> letters(int count) {
  std::vector<Letter> out;
  for (int number = 1; number <= count; ++number) out.push_back(letter(number));
  return out;
}

// A prepared outbox and what was pressed into it.
struct Bench {
  Folder folder;
  OutboxFolder outbox{folder.path() + "/letters"};
  std::vector<std::string> sender{"Số 1 Phố Thử Nghiệm", "Hà Nội"};

  Bench() { outbox.prepare(); }
  Pressed print(ClosedBatch closed) const { return press(std::move(closed), sender, outbox, kNever); }
  std::string file(const std::string& name) const {
    return folder.path() + "/letters/outbox/tri-an-2026-20261218-001-abcdefabcdef/" + name;
  }
};

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::string page_text(const Bench& bench, int page) {
  const std::string number = std::to_string(page);
  return output_of("pdftotext -raw -f " + number + " -l " + number + " " + bench.file("letters.pdf") + " -");
}

struct Word {
  double left, top, right, bottom;
  std::string text;
};

std::vector<Word> boxes(const Bench& bench, int page) {
  const std::string number = std::to_string(page);
  const std::string html =
      output_of("pdftotext -bbox -f " + number + " -l " + number + " " + bench.file("letters.pdf") + " -");
  static const std::regex kWord(
      R"re(<word xMin="([-0-9.]+)" yMin="([-0-9.]+)" xMax="([-0-9.]+)" yMax="([-0-9.]+)">(.*?)</word>)re");
  std::vector<Word> words;
  for (std::sregex_iterator at(html.begin(), html.end(), kWord), end; at != end; ++at)
    words.push_back(
        {std::stod((*at)[1]), std::stod((*at)[2]), std::stod((*at)[3]), std::stod((*at)[4]), (*at)[5]});
  return words;
}

bool inside(const Word& word, const Box& box) {
  return word.left >= box.left - 0.5 && word.right <= box.right + 0.5 && word.top >= box.top - 0.5 &&
         word.bottom <= box.bottom + 0.5;
}

bool touches(const Word& word, const Box& box) {
  return word.left < box.right && word.right > box.left && word.top < box.bottom && word.bottom > box.top;
}

TEST_CASE("the address lies in the window and nothing else in the blank zone around it") {
  const Bench bench;
  Letter longest = letter(7);
  longest.name = "Công ty Trách nhiệm hữu hạn Một thành viên Thương mại và Dịch vụ Nghiệm Thử Đường Dài";
  longest.address =
      "Số 123A ngõ 456 ngách 78 đường Nguyễn Văn Thử Nghiệm Kéo Dài\nTổ dân phố số 15\nPhường Đông Ngạc";
  REQUIRE(bench.print(batch({letter(1), longest})).printed.size() == 2);
  for (const int page : {1, 2}) {
    std::string address;
    for (const Word& word : boxes(bench, page)) {
      if (!touches(word, kBlankZone)) continue;
      CAPTURE(page, word.text, word.left, word.top, word.right, word.bottom);
      CHECK(inside(word, kAddress));
      address += word.text + " ";
    }
    const std::string expected = page == 1 ? letter(1).name : longest.name;
    CHECK((address.find("Hộ Thứ 1 Số 1, Tổ 3, Thôn Đông Xã Tân Ước Điện Biên") == 0 ||
           address.find("Công ty Trách nhiệm hữu hạn") == 0));
  }
}

TEST_CASE("each page holds the words of its letter, stacked marks and all") {
  const Bench bench;
  REQUIRE(bench.print(batch(letters(6))).printed.size() == 6);
  const std::vector<Letter> order = [] {
    std::vector<Letter> sorted = letters(6);
    sort_for_post(sorted);
    return sorted;
  }();
  for (int page = 1; page <= 6; ++page) {
    const Letter& expected = order[static_cast<std::size_t>(page - 1)];
    std::string source = expected.unit_name + " Số 1 Phố Thử Nghiệm Hà Nội " + expected.name + " " +
                         expected.address + " " + expected.province + " Ngày 18 tháng 12 năm 2026 " +
                         expected.text + " " + expected.reference;
    source = std::regex_replace(source, std::regex(R"(\*\*)"), "");
    std::vector<std::string> wanted = words_of(source);
    std::vector<std::string> found = words_of(page_text(bench, page));
    std::sort(wanted.begin(), wanted.end());
    std::sort(found.begin(), found.end());
    CHECK(found == wanted);
    for (const std::string& word : found) CHECK(templates::is_nfc(word));
  }
}

TEST_CASE("the pages are A4, every font is embedded and only the pinned family is used") {
  const Bench bench;
  REQUIRE(bench.print(batch(letters(3))).printed.size() == 3);
  const std::string info = output_of("pdfinfo " + bench.file("letters.pdf"));
  CHECK(info.find("Pages:           3") != std::string::npos);
  CHECK(info.find("595.276 x 841.89 pts (A4)") != std::string::npos);
  CHECK(info.find("PDF version:     1.5") != std::string::npos);
  std::istringstream fonts(output_of("pdffonts " + bench.file("letters.pdf")));
  std::string line;
  std::getline(fonts, line);
  std::getline(fonts, line);
  int count = 0;
  while (std::getline(fonts, line)) {
    CAPTURE(line);
    CHECK(line.find("LiberationSerif") != std::string::npos);
    CHECK(std::regex_search(line, std::regex(" yes yes yes ")));
    CHECK(line.find("Type 3") == std::string::npos);
    ++count;
  }
  CHECK(count >= 2);
}

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

TEST_CASE("decomposed marks are composed before they are printed") {
  const Bench bench;
  Envelope decomposed = envelope(1);
  decomposed.recipient_name = "Nguye\xCC\x82\xCC\x83n Thu\xCC\x9B\xCC\x89";
  REQUIRE(bench.print(batch({letter_of(decomposed)})).printed.size() == 1);
  CHECK(page_text(bench, 1).find("Nguyễn Thử") != std::string::npos);
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
  CHECK(pressed.refused[0].first == "ref000002");
  CHECK(pressed.refused[1].first == "ref000004");
  CHECK(contents(bench.file("manifest.csv")).find("ref000002") == std::string::npos);
}

TEST_CASE("a name or address that does not fit the window is refused with the reason") {
  const Bench bench;
  Letter tall = letter(1);
  for (int line = 0; line < 8; ++line) tall.address += "\nDòng thừa";
  Letter wide = letter(2);
  for (int word = 0; word < 60; ++word) wide.name += " Dài";
  Letter nameless = letter(3);
  nameless.name.clear();
  Letter homeless = letter(4);
  homeless.address.clear();
  const Pressed pressed = bench.print(batch({tall, wide, nameless, homeless, letter(5)}));
  CHECK(pressed.printed == std::vector<std::string>{"ref000005"});
  REQUIRE(pressed.refused.size() == 4);
  for (const auto& [reference, why] : pressed.refused)
    if (reference == "ref000001" || reference == "ref000002") CHECK(why.find("window") != std::string::npos);
}

TEST_CASE("a long letter runs over several pages and the next one begins on its own") {
  const Bench bench;
  Letter longer = letter(1);
  for (int paragraph = 0; paragraph < 14; ++paragraph)
    for (int sentence = 0; sentence < 8; ++sentence)
      longer.text += (sentence == 0 ? "\n\n" : " ") + std::string("Đây là câu thứ ") +
                     std::to_string(paragraph) + "." + std::to_string(sentence) + " của một lá thư dài.";
  REQUIRE(bench.print(batch({longer, letter(3)})).printed.size() == 2);
  const std::optional<Summary> summary = summary_from(contents(bench.file("batch.json")));
  REQUIRE(summary);
  REQUIRE(summary->pages > 2);
  const std::string last = std::to_string(summary->pages);
  CHECK(contents(bench.file("manifest.csv")).find("ref000003,2," + last + ",") != std::string::npos);
  CHECK(page_text(bench, 2).find("ref000001 / 2") != std::string::npos);
  CHECK(page_text(bench, static_cast<int>(summary->pages)).find("ref000003") != std::string::npos);
  std::string body;
  for (int page = 1; page < static_cast<int>(summary->pages); ++page) {
    body += page_text(bench, page);
    for (const Word& word : boxes(bench, page)) CHECK(word.bottom <= kFoot.bottom + 6);
  }
  for (int paragraph = 0; paragraph < 14; ++paragraph)
    CHECK(body.find(std::to_string(paragraph) + ".7") != std::string::npos);
}

TEST_CASE("a letter of too many pages is refused") {
  const Bench bench;
  Letter endless = letter(1);
  for (int paragraph = 0; paragraph < 1000; ++paragraph) endless.text += "\n\nMột đoạn nữa.";
  const Pressed pressed = bench.print(batch({endless}));
  CHECK(pressed.fate == Pressed::Fate::nothing);
  REQUIRE(pressed.refused.size() == 1);
  CHECK(names_in(bench.folder.path() + "/letters/outbox").empty());
  CHECK(names_in(bench.folder.path() + "/letters/rendering").empty());
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
        "{\"schema\":\"triand.batch/v1\",\"batch\":\"tri-an-2026-20261218-001-abcdefabcdef\","
        "\"campaign\":\"tri-an-2026\",\"created\":\"2026-12-18T09:00:00+07:00\","
        "\"counts\":{\"letters\":5,\"pages\":5},\"sha256\":{\"letters.pdf\":\"" +
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
  CHECK(names_in(bench.folder.path() + "/letters/outbox").empty());
  CHECK(names_in(bench.folder.path() + "/letters/rendering").empty());
  // The control: without the limit the same batch appears.
  CHECK(bench.print(batch(letters(20))).fate == Pressed::Fate::appeared);
}

TEST_CASE("a batch that cannot be moved into the outbox leaves nothing") {
  const Bench bench;
  std::filesystem::remove(bench.folder.path() + "/letters/outbox");
  const Pressed pressed = bench.print(batch(letters(2)));
  CHECK(pressed.fate == Pressed::Fate::nothing);
  CHECK(pressed.fault.find("cannot move") == 0);
  CHECK(names_in(bench.folder.path() + "/letters/rendering").empty());
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
    (void)press(batch(letters(20)), bench.sender, bench.outbox, [asked = 0]() mutable {
      if (++asked > 10)
        while (true) ::pause();
      return false;
    });
    ::_exit(0);
  }
  const std::string half =
      bench.folder.path() + "/letters/rendering/tri-an-2026-20261218-001-abcdefabcdef/letters.pdf";
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!std::filesystem::exists(half) && std::chrono::steady_clock::now() < deadline) ::usleep(1000);
  ::kill(child, SIGKILL);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  REQUIRE(std::filesystem::exists(half));
  CHECK(names_in(bench.folder.path() + "/letters/outbox").empty());

  bench.outbox.prepare();
  CHECK(names_in(bench.folder.path() + "/letters/rendering").empty());
  CHECK(bench.print(batch(letters(20))).fate == Pressed::Fate::appeared);
  const Bench untouched;
  REQUIRE(untouched.print(batch(letters(20))).fate == Pressed::Fate::appeared);
  CHECK(contents(bench.file("letters.pdf")) == contents(untouched.file("letters.pdf")));
}

TEST_CASE("a batch that is interrupted leaves nothing") {
  const Bench bench;
  int asked = 0;
  const Pressed pressed =
      press(batch(letters(5)), bench.sender, bench.outbox, [&asked] { return ++asked > 3; });
  CHECK(asked == 4);
  CHECK(pressed.fate == Pressed::Fate::nothing);
  CHECK(names_in(bench.folder.path() + "/letters/outbox").empty());
  CHECK(names_in(bench.folder.path() + "/letters/rendering").empty());
}

TEST_CASE("a paragraph that all letters share is stored once") {
  const Bench bench;
  std::vector<Letter> same = letters(60);
  std::vector<Letter> different = same;
  std::string paragraph = "\n\n";
  for (int word = 1; word <= 300; ++word) paragraph += std::to_string(word * 7919 % 100003) + " ";
  for (Letter& one : same) one.text += paragraph;
  for (Letter& one : different) one.text += paragraph + one.reference;
  REQUIRE(bench.print(batch(std::move(same))).printed.size() == 60);
  const auto shared = std::filesystem::file_size(bench.file("letters.pdf"));
  const Bench other;
  REQUIRE(other.print(batch(std::move(different))).printed.size() == 60);
  // More than a kilobyte a page.
  CHECK(shared + 60'000 < std::filesystem::file_size(other.file("letters.pdf")));
}

}  // namespace
}  // namespace triand::channels::letter
