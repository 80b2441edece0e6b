#include "daemon/intake/workbook/workbook_list.hpp"

#include <string>
#include <utility>
#include <variant>

#include "daemon/intake/workbook/ods_list.hpp"
#include "daemon/intake/workbook/workbook_progress.hpp"
#include "daemon/intake/workbook/xlsx_list.hpp"
#include "daemon/intake/workbook/zip_package.hpp"

namespace triand::intake {
namespace {

using namespace std::string_view_literals;

std::optional<ListProblem> no_spreadsheet(const ZipPackage& package) {
  const auto kind = package.text_of("mimetype");
  const auto* text = std::get_if<std::string>(&kind);
  if (text != nullptr && text->find("opendocument") != std::string::npos &&
      text->find("opendocument.spreadsheet") == std::string::npos)
    return ListProblem{"is_document", 0, "the file is a text document or a drawing",
                       "ask for the list itself as .ods or CSV UTF-8"};
  return std::nullopt;
}

}  // namespace

bool is_zip(std::string_view first_bytes) {
  return first_bytes.starts_with("PK\x03\x04"sv) || first_bytes.starts_with("PK\x05\x06"sv);
}

std::optional<ListProblem> read_workbook(ByteSource& source, std::string_view first_bytes,
                                         const ListReading& reading, ListFacts& facts,
                                         const std::function<void(const CsvRow&)>& on_row,
                                         const std::function<bool(std::uint64_t)>& more,
                                         const WorkbookLimits& limits) {
  auto opened = ZipPackage::open(source, first_bytes, reading.scratch, limits);
  if (auto* problem = std::get_if<ListProblem>(&opened)) return std::move(*problem);
  const ZipPackage& package = std::get<ZipPackage>(opened);
  const WorkbookProgress progress(more, package.size());
  std::optional<ListProblem> problem;
  if (package.has("[Content_Types].xml")) {
    problem = read_xlsx(package, reading, facts, on_row, progress, limits);
  } else if (package.has("content.xml")) {
    problem = no_spreadsheet(package);
    if (!problem) problem = read_ods(package, reading, facts, on_row, progress, limits);
  } else {
    problem =
        ListProblem{"is_archive", 0, "the file is an archive (zip)", "unpack it and load the list inside"};
  }
  if (problem) return problem;
  (void)progress.all();
  return std::nullopt;
}

}  // namespace triand::intake
