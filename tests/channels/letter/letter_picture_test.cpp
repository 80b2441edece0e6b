#include "channels/letter/letter_picture.hpp"

#include <catch2/catch.hpp>

using namespace triand::channels;
using namespace triand::channels::letter;

namespace {

Letter letter_of_text(std::string text) {
  Letter out;
  out.reference = "PREVIEW";
  out.name = "Nguyễn Thị Ánh";
  out.address = "12 Trần Phú\nBắc Giang";
  out.province = "Bắc Giang";
  out.unit_name = "Công ty Điện lực Bắc Giang";
  out.text = std::move(text);
  out.language = "vi";
  out.printed = read_address(out.address, out.province, nullptr);
  return out;
}

const Stationery kSender{.sender_address = {"EVNNPC"}};
const Time kDay{std::chrono::hours(24 * 20805)};

std::vector<std::string> names(const MessagePicture& picture) {
  std::vector<std::string> out;
  for (const PreviewFile& file : picture.files) out.push_back(file.name);
  return out;
}

}  // namespace

TEST_CASE("a letter is shown as a PDF and a picture of its page") {
  const MessagePicture picture =
      draw_letter(letter_of_text("Kính gửi quý khách,\n\n**Xin cảm ơn.**"), kSender, kDay);
  CHECK(picture.fault.empty());
  REQUIRE(names(picture) == std::vector<std::string>{"letter.pdf", "page-1.png"});
  CHECK(picture.files[0].bytes.starts_with("%PDF-1.5"));
  CHECK(picture.files[1].bytes.starts_with("\x89PNG"));
}

TEST_CASE("each page of a long letter is a picture of its own") {
  std::string text;
  for (int paragraph = 0; paragraph < 40; ++paragraph)
    text += std::string(600, 'a' + paragraph % 26) + "\n\n";
  const MessagePicture picture = draw_letter(letter_of_text(text), kSender, kDay);
  REQUIRE(picture.files.size() > 3);
  for (std::size_t at = 2; at < picture.files.size(); ++at)
    CHECK(picture.files[at].bytes != picture.files[at - 1].bytes);
}

TEST_CASE("a letter that cannot be printed says why and shows nothing") {
  Letter blank = letter_of_text("Kính gửi");
  blank.address.clear();
  const MessagePicture picture = draw_letter(blank, kSender, kDay);
  CHECK(picture.fault == "there is no address to put on it");
  CHECK(picture.files.empty());
}
