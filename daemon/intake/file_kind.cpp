#include "daemon/intake/file_kind.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "daemon/domain/blank.hpp"

namespace triand::intake {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kSaveAnew =
    "open it in the spreadsheet program and save it as .xlsx or as CSV UTF-8 (hãy lưu lại thành .xlsx)";

constexpr std::string_view kOle = "\xD0\xCF\x11\xE0"sv;
// The name of the stream that holds an .xlsx with a password, in UTF-16.
constexpr std::string_view kEncryptedPackage = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv;

struct Magic {
  std::string_view bytes;
  std::string_view word;
  std::string_view what;
  std::string_view remedy;
};

constexpr std::array<Magic, 13> kMagics = {{
    {"\xD0\xCF\x11\xE0"sv, "is_xls", "the file is an old Excel workbook (.xls)", kSaveAnew},
    {"%PDF"sv, "is_pdf", "the file is a PDF", "ask for the list itself as .xlsx or CSV UTF-8"},
    {"\x1F\x8B"sv, "is_archive", "the file is compressed (gzip)", "unpack it and load the list inside"},
    {"7z\xBC\xAF"sv, "is_archive", "the file is an archive (7z)", "unpack it and load the list inside"},
    {"Rar!"sv, "is_archive", "the file is an archive (rar)", "unpack it and load the list inside"},
    {"BZh"sv, "is_archive", "the file is compressed (bzip2)", "unpack it and load the list inside"},
    {"\xFD"
     "7zXZ"sv,
     "is_archive", "the file is compressed (xz)", "unpack it and load the list inside"},
    {"\x28\xB5\x2F\xFD"sv, "is_archive", "the file is compressed (zstd)",
     "unpack it and load the list inside"},
    {"SQLite format 3"sv, "is_database", "the file is a database", "export the customers as CSV UTF-8"},
    {"{\\rtf"sv, "is_document", "the file is a text document (RTF)",
     "ask for the list itself as .xlsx or CSV UTF-8"},
    {"\x89PNG"sv, "is_picture", "the file is a picture", "ask for the list itself as .xlsx or CSV UTF-8"},
    {"\xFF\xD8\xFF"sv, "is_picture", "the file is a picture",
     "ask for the list itself as .xlsx or CSV UTF-8"},
    {"\x7F"
     "ELF"sv,
     "is_program", "the file is a program", "name the list instead"},
}};

constexpr std::array<std::string_view, 6> kMarkup = {"<html", "<!doctype", "<table",
                                                     "<?xml", "<head",     "<body"};

bool starts_with_markup(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::string_view text = domain::trim(bytes);
  std::string start(text.substr(0, 16));
  std::transform(start.begin(), start.end(), start.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::any_of(kMarkup.begin(), kMarkup.end(),
                     [&start](std::string_view mark) { return start.starts_with(mark); });
}

}  // namespace

std::optional<ListProblem> foreign_kind(std::string_view first_bytes) {
  if (first_bytes.starts_with(kOle) && first_bytes.find(kEncryptedPackage) != std::string_view::npos)
    return ListProblem{"has_password", 0, "the workbook has a password",
                       "take the password off in Excel, save it, and load that"};
  for (const Magic& magic : kMagics)
    if (first_bytes.starts_with(magic.bytes))
      return ListProblem{std::string(magic.word), 0, std::string(magic.what), std::string(magic.remedy)};
  if (starts_with_markup(first_bytes))
    return ListProblem{"is_html", 0, "the file is a web page or XML, whatever its name says",
                       std::string(kSaveAnew)};
  return std::nullopt;
}

}  // namespace triand::intake
