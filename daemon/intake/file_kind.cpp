#include "daemon/intake/file_kind.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
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

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t out = 0;
  for (std::size_t i = size; i-- > 0;) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
  return out;
}

// The names of an OLE file's streams stand in its directory, which may lie anywhere: the header says in which sector.
bool has_password(std::string_view first_bytes, int file) {
  constexpr std::size_t kHeader = 512;
  constexpr std::size_t kSectorShift = 30;
  constexpr std::size_t kDirectory = 48;
  if (!first_bytes.starts_with(kOle)) return false;
  if (first_bytes.find(kEncryptedPackage) != std::string_view::npos) return true;
  if (file < 0 || first_bytes.size() < kHeader) return false;
  const std::uint64_t shift = little_endian(first_bytes, kSectorShift, 2);
  if (shift != 9 && shift != 12) return false;
  const std::uint64_t offset = (little_endian(first_bytes, kDirectory, 4) + 1) << shift;
  std::array<char, 4096> directory{};
  const ssize_t got = ::pread(file, directory.data(), directory.size(), static_cast<off_t>(offset));
  if (got <= 0) return false;
  return std::string_view(directory.data(), static_cast<std::size_t>(got)).find(kEncryptedPackage) !=
         std::string_view::npos;
}

}  // namespace

std::optional<ListProblem> foreign_kind(std::string_view first_bytes, int file) {
  if (has_password(first_bytes, file))
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
