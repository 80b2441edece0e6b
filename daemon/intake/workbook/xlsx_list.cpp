#include "daemon/intake/workbook/xlsx_list.hpp"

#include <utility>

#include "daemon/intake/workbook/xlsx_parts.hpp"
#include "daemon/intake/workbook/xlsx_sheet.hpp"
#include "daemon/intake/workbook/xlsx_strings.hpp"

namespace triand::intake {
namespace {

constexpr double kSurveyFrom = 0.1;
constexpr double kRowsFrom = 0.3;

std::optional<ListProblem> read_sheet(const ZipPackage& package, const std::string& name, XmlHandler& handler,
                                      const WorkbookLimits& limits, const WorkbookProgress& progress,
                                      double from, double to) {
  auto opened = package.part(name);
  if (auto* problem = std::get_if<ListProblem>(&opened)) return std::move(*problem);
  ZipPart& part = std::get<ZipPart>(opened);
  return read_xml(part, handler, limits, progress.share(from, to, part.size()));
}

}  // namespace

std::optional<ListProblem> read_xlsx(const ZipPackage& package, const ListReading& reading, ListFacts& facts,
                                     const std::function<void(const CsvRow&)>& on_row,
                                     const WorkbookProgress& progress, const WorkbookLimits& limits) {
  auto read = read_xlsx_parts(package, limits);
  if (auto* problem = std::get_if<ListProblem>(&read)) return std::move(*problem);
  const XlsxParts& parts = std::get<XlsxParts>(read);
  const auto chosen = choose_sheet(parts.sheets, reading.sheet, facts);
  if (const auto* problem = std::get_if<ListProblem>(&chosen)) return *problem;
  const std::string& sheet = parts.sheets[std::get<std::size_t>(chosen)].part;

  SheetSurvey survey;
  std::optional<SharedStrings> strings;
  if (!parts.strings_part.empty()) {
    strings.emplace(reading.scratch);
    if (auto problem = read_xlsx_strings(package, parts.strings_part, *strings, survey.letters, limits,
                                         progress.share(0, kSurveyFrom, limits.part)))
      return problem;
  }
  XlsxSurvey first(survey, limits);
  if (auto problem = read_sheet(package, sheet, first, limits, progress, kSurveyFrom, kRowsFrom))
    return problem;
  if (auto problem = survey.letters.problem()) return problem;
  survey.tell(facts);
  XlsxRows second(parts, strings ? &*strings : nullptr, survey, limits, on_row);
  return read_sheet(package, sheet, second, limits, progress, kRowsFrom, 1);
}

}  // namespace triand::intake
