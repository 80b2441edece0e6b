#include "daemon/intake/workbook/ods_list.hpp"

#include <string>
#include <utility>
#include <vector>

#include "daemon/intake/workbook/ods_sheets.hpp"

namespace triand::intake {
namespace {

constexpr double kRowsFrom = 0.4;

std::optional<ListProblem> read_content(const ZipPackage& package, OdsSheets& sheets,
                                        const WorkbookLimits& limits, const WorkbookProgress& progress,
                                        double from, double to) {
  auto opened = package.part("content.xml");
  if (auto* problem = std::get_if<ListProblem>(&opened)) return std::move(*problem);
  ZipPart& part = std::get<ZipPart>(opened);
  return read_xml(part, sheets, limits, progress.share(from, to, part.size()));
}

// The parts of a workbook with a password are no XML; its table of contents says why.
bool has_password(const ZipPackage& package) {
  const auto manifest = package.text_of("META-INF/manifest.xml");
  const auto* text = std::get_if<std::string>(&manifest);
  return text != nullptr && text->find("encryption-data") != std::string::npos;
}

}  // namespace

std::optional<ListProblem> read_ods(const ZipPackage& package, const ListReading& reading, ListFacts& facts,
                                    const std::function<void(const CsvRow&)>& on_row,
                                    const WorkbookProgress& progress, const WorkbookLimits& limits) {
  if (has_password(package))
    return ListProblem{"has_password", 0, "the workbook has a password",
                       "take the password off in the spreadsheet program, save it, and load that"};
  OdsSheets first(limits);
  if (auto problem = read_content(package, first, limits, progress, 0, kRowsFrom)) return problem;
  std::vector<SheetListing> listings;
  for (const OdsSheets::Sheet& sheet : first.sheets()) listings.push_back(sheet.listing);
  const auto chosen = choose_sheet(listings, reading.sheet, facts);
  if (const auto* problem = std::get_if<ListProblem>(&chosen)) return *problem;
  const SheetSurvey& survey = first.sheets()[std::get<std::size_t>(chosen)].survey;
  if (auto problem = survey.letters.problem()) return problem;
  survey.tell(facts);
  OdsSheets second(limits, std::get<std::size_t>(chosen), on_row);
  return read_content(package, second, limits, progress, kRowsFrom, 1);
}

}  // namespace triand::intake
