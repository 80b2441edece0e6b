#include "daemon/intake/file_kind.hpp"

#include <catch2/catch.hpp>

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "daemon/intake/file_source.hpp"
#include "tests/config/scratch.hpp"
#include "tests/daemon/intake/list_fixture.hpp"

namespace triand::intake {

TEST_CASE("what is no CSV is recognised by its first bytes and refused with a remedy") {
  const std::vector<std::pair<std::string, std::string>> files = {
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "is_xls"},
      {std::string("\xD0\xCF\x11\xE0") + std::string(600, '\0') +
           std::string("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32),
       "has_password"},
      {"PK\x03\x04 [Content_Types].xml xl/workbook.xml", "damaged_workbook"},
      {"%PDF-1.7\n", "is_pdf"},
      {"<html><body><table>", "is_html"},
      {"\xEF\xBB\xBF\r\n <TABLE border=1>", "is_html"},
      {"<?xml version=\"1.0\"?>", "is_html"},
      {"\x1F\x8B\x08", "is_archive"},
      {"Rar!\x1A\x07", "is_archive"},
      {"{\\rtf1", "is_document"},
  };
  for (const auto& [bytes, word] : files) {
    CAPTURE(word);
    const Loaded list(bytes);
    REQUIRE_FALSE(list.good());
    REQUIRE(list.problems().size() == 1);
    CHECK(list.problems()[0].word == word);
    CHECK_FALSE(list.problems()[0].remedy.empty());
  }
}

TEST_CASE("a workbook with a password is told from an old one wherever its directory lies") {
  const config::Scratch folder;
  constexpr std::size_t kSector = 512;
  constexpr std::size_t kDirectory = 1500;  // behind what is read first
  std::string bytes((kDirectory + 3) * kSector, '\0');
  bytes.replace(0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
  bytes[30] = 9;
  bytes[48] = static_cast<char>(kDirectory & 0xFF);
  bytes[49] = static_cast<char>(kDirectory >> 8);
  const auto word = [&folder](const std::string& file) {
    auto opened = FileSource::open(folder.write("list.xlsx", file));
    auto& source = *std::get<std::unique_ptr<FileSource>>(opened);
    return foreign_kind(std::string_view(file).substr(0, 256 * 1024), source.descriptor())->word;
  };
  CHECK(word(bytes) == "is_xls");
  bytes.replace((kDirectory + 1) * kSector + 3 * 128, 32,
                std::string("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32));
  CHECK(word(bytes) == "has_password");
  // Where the directory is said to lie behind the end, nothing is known.
  CHECK(word(bytes.substr(0, kDirectory * kSector)) == "is_xls");
}

TEST_CASE("text is not refused by its first bytes") {
  for (const std::string text : {"customer_code\n", "", "PK,a\n", "BZ,x"})
    CHECK_FALSE(foreign_kind(text).has_value());
}

}  // namespace triand::intake
