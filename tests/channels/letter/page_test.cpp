#include "channels/letter/printer.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <regex>
#include <sstream>

#include <catch2/catch.hpp>

#include "channels/letter/summary.hpp"
#include "templates/vietnamese.hpp"
#include "tests/channels/letter/press_bench.hpp"
#include "tests/source_file.hpp"

namespace triand::channels::letter {
namespace {

const Profile kProfile;

// So many letters as a whole campaign has them: of all provinces, long and short.
std::vector<Letter> many(int count) {
  std::vector<Letter> out;
  for (int number = 1; number <= count; ++number) {
    Envelope one = envelope(number);
    if (number % 7 == 0)
      one.recipient_name = "Công ty Trách nhiệm hữu hạn Thương mại và Dịch vụ Số " + std::to_string(number);
    one.to = "Số " + std::to_string(number) + " ngõ 45 phố Nguyễn Thử, " +
             (number % 3 == 0 ? "phường Đông Ngạc" : "xã Tân Ước") + std::to_string(number % 5);
    one.province = number % 2 == 0 ? "Lạng Sơn" : "Thanh Hóa";
    out.push_back(letter_of(one, nullptr));
  }
  sort_for_post(out);
  return out;
}

TEST_CASE(
    "preflight: each of three hundred addresses lies in the window, every page says its letter's words") {
  const Bench bench;
  const std::vector<Letter> source = many(300);
  REQUIRE(bench.print(batch(source)).printed.size() == source.size());
  const std::string html = output_of("pdftotext -bbox " + bench.file("letters.pdf") + " -");
  std::size_t at = 0;
  for (const Letter& letter : source) {
    at = html.find("<page ", at);
    REQUIRE(at != std::string::npos);
    const std::size_t end = html.find("</page>", at);
    std::vector<std::string> found;
    std::string address;
    for (const Word& word : boxes_in(html.substr(at, end - at))) {
      found.push_back(word.text);
      if (!touches(word, kProfile.blank)) continue;
      CAPTURE(letter.reference, word.text, word.left, word.top, word.right, word.bottom);
      CHECK(inside(word, kProfile.address));
      address += (address.empty() ? "" : " ") + word.text;
    }
    at = end;
    std::vector<std::string> wanted = words_of(
        letter.unit_name + " Số 1 Phố Thử Nghiệm Hà Nội " + letter.name + " " + letter.printed.lines + " " +
        letter.printed.province + " Hà Nội, ngày 18 tháng 12 năm 2026 " +
        std::regex_replace(letter.text, std::regex(R"(\*\*)"), "") + " " + letter.reference);
    std::sort(wanted.begin(), wanted.end());
    std::sort(found.begin(), found.end());
    CHECK(found == wanted);
    CHECK(words_of(address) ==
          words_of(letter.name + " " + letter.printed.lines + " " + letter.printed.province));
  }
}

TEST_CASE("the reference is read off the page as a DataMatrix") {
  const Bench bench;
  std::vector<Letter> two = letters(2);
  two[1].reference = "TA26PA05010000001L1ABCDEFGHIJKLM";
  REQUIRE(bench.print(batch(two)).printed.size() == 2);
  const std::string stem = bench.folder.path() + "/page";
  (void)output_of("pdftoppm -r 300 -png -x 0 -y 3200 -W 800 -H 308 " + bench.file("letters.pdf") + " " +
                  stem);
  CHECK(output_of("dmtxread -n -N 1 -m 5000 " + stem + "-1.png") == two[1].reference + "\n");
  CHECK(output_of("dmtxread -n -N 1 -m 5000 " + stem + "-2.png") == "ref000001\n");
}

// Letters with a reference as long as a real one's, whose text is the same for all but for the first line.
std::vector<Letter> alike(int count) {
  std::vector<Letter> source = many(count);
  for (Letter& letter : source) {
    letter.reference = "TA26PA05" + letter.reference.substr(3) + "000L1ABCDEFG";
    letter.text = "Kính gửi " + letter.name + ",";
    for (int paragraph = 1; paragraph <= 5; ++paragraph)
      letter.text +=
          "\n\nNhân kỷ niệm ngày truyền thống của ngành, chúng tôi xin gửi tới Quý khách lời cảm ơn chân "
          "thành và sâu sắc nhất; đây là đoạn thứ " +
          std::to_string(paragraph) + " của lá thư.";
  }
  return source;
}

TEST_CASE("each further page whose body is the same for all takes less than 1,300 bytes, its code included") {
  const Bench few;
  const Bench more;
  REQUIRE(few.print(batch(alike(100))).printed.size() == 100);
  REQUIRE(more.print(batch(alike(300))).printed.size() == 300);
  const auto size = (std::filesystem::file_size(more.file("letters.pdf")) -
                     std::filesystem::file_size(few.file("letters.pdf"))) /
                    200;
  CAPTURE(size);
  CHECK(size < 1300);
}

TEST_CASE("paragraphs that all letters share and the signature below them are one form to a page") {
  Bench bench;
  bench.stationery.signature = {.title = "TỔNG GIÁM ĐỐC", .name = "Người Ký Thử", .image = {}};
  REQUIRE(bench.print(batch(alike(40))).printed.size() == 40);
  const std::string pdf = contents(bench.file("letters.pdf"));
  static const std::regex kForms(R"(/XObject <<((?: /x\d+ \d+ 0 R)+) >>)");
  static const std::regex kForm("/x");
  int pages = 0;
  int runs = 0;
  for (std::sregex_iterator at(pdf.begin(), pdf.end(), kForms), end; at != end; ++at) {
    const std::string forms = (*at)[1];
    const auto count = std::distance(std::sregex_iterator(forms.begin(), forms.end(), kForm), {});
    if (count == 2) ++pages;     // the head and the run
    if (count == 5 + 1) ++runs;  // five paragraphs and the signature
  }
  CHECK(pages == 40);
  CHECK(runs == 1);
  // In the order in which it is read.
  const std::string text = page_text(bench, 40);
  std::size_t last = 0;
  for (int paragraph = 1; paragraph <= 5; ++paragraph) {
    const std::size_t at = text.find("đoạn thứ " + std::to_string(paragraph));
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
  CHECK(text.find("TỔNG GIÁM ĐỐC") > last);
  CHECK(text.find("TỔNG GIÁM ĐỐC") != std::string::npos);
}

TEST_CASE("a signature and a second page are printed, each stored once, and the bytes are the same again") {
  Bench first;
  Bench second;
  for (Bench* bench : {&first, &second}) {
    bench->stationery.signature = {
        .title = "TỔNG GIÁM ĐỐC",
        .name = "Người Ký Thử",
        .image = contents(triand::test::source_file("tests/channels/letter/signature.png"))};
    bench->stationery.second_page = paragraphs_of("**An toàn điện**\n\nKhông thả diều gần đường dây.");
    REQUIRE(bench->print(batch(letters(20))).printed.size() == 20);
  }
  CHECK(page_text(first, 1).find("TỔNG GIÁM ĐỐC") != std::string::npos);
  CHECK(page_text(first, 1).find("Người Ký Thử") != std::string::npos);
  CHECK(page_text(first, 2).find("Không thả diều gần đường dây.") != std::string::npos);
  CHECK(page_text(first, 2).find(" / 2") != std::string::npos);
  const auto summary = summary_from(contents(first.file("batch.json")));
  REQUIRE(summary);
  CHECK(summary->pages == 40);
  CHECK(contents(first.file("letters.pdf")) == contents(second.file("letters.pdf")));
  // One object, whatever number of pages shows it: with its mask that makes two.
  std::istringstream images(output_of("pdfimages -list " + first.file("letters.pdf") +
                                      " | tail -n +3 | awk '{print $11}' | sort -u"));
  std::string object;
  int objects = 0;
  while (std::getline(images, object)) ++objects;
  CHECK(objects <= 2);
  CHECK(objects > 0);
}

TEST_CASE("printed on both sides each letter begins on a new sheet") {
  Bench bench;
  bench.stationery.profile.duplex = true;
  REQUIRE(bench.print(batch(letters(3))).printed.size() == 3);
  const auto summary = summary_from(contents(bench.file("batch.json")));
  REQUIRE(summary);
  CHECK(summary->pages == 6);
  CHECK(contents(bench.file("batch.json")).find(R"("sheets":3},"print":{"paper":"A4","sides":2})") !=
        std::string::npos);
  CHECK(words_of(page_text(bench, 2)).empty());
  CHECK(page_text(bench, 3).find("ref000001") != std::string::npos);
}

TEST_CASE("the address lies in the window and nothing else in the blank zone around it") {
  const Bench bench;
  Envelope source = envelope(7);
  source.recipient_name =
      "Công ty Trách nhiệm hữu hạn Một thành viên Thương mại và Dịch vụ Nghiệm Thử Đường Dài";
  source.to =
      "Số 123A ngõ 456 ngách 78 đường Nguyễn Văn Thử Nghiệm Kéo Dài\nTổ dân phố số 15\nPhường Đông Ngạc";
  const Letter longest = letter_of(source, nullptr);
  REQUIRE(bench.print(batch({letter(1), longest})).printed.size() == 2);
  for (const int page : {1, 2}) {
    std::string address;
    for (const Word& word : boxes(bench, page)) {
      if (!touches(word, kProfile.blank)) continue;
      CAPTURE(page, word.text, word.left, word.top, word.right, word.bottom);
      CHECK(inside(word, kProfile.address));
      address += word.text + " ";
    }
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
                         expected.printed.lines + " " + expected.printed.province +
                         " Hà Nội, ngày 18 tháng 12 năm 2026 " + expected.text + " " + expected.reference;
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

TEST_CASE("decomposed marks are composed before they are printed") {
  const Bench bench;
  Envelope decomposed = envelope(1);
  decomposed.recipient_name = "Nguye\xCC\x82\xCC\x83n Thu\xCC\x9B\xCC\x89";
  REQUIRE(bench.print(batch({letter_of(decomposed, nullptr)})).printed.size() == 1);
  CHECK(page_text(bench, 1).find("Nguyễn Thử") != std::string::npos);
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
    for (const Word& word : boxes(bench, page)) CHECK(word.bottom <= kProfile.foot.bottom);
  }
  for (int paragraph = 0; paragraph < 14; ++paragraph)
    CHECK(body.find(std::to_string(paragraph) + ".7") != std::string::npos);
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
