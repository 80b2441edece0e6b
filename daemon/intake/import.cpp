#include "daemon/intake/import.hpp"

#include <utility>

#include "daemon/intake/list_reader.hpp"
#include "daemon/intake/rejects_file.hpp"
#include "daemon/intake/row_loader.hpp"

namespace triand::intake {
namespace {

ListProblems wrong_options(const ImportOptions& options, const domain::UnitTable& units) {
  ListProblems problems;
  if (options.default_unit && units.with_prefix(*options.default_unit) == nullptr)
    problems.push_back({"unknown_unit", 0, "no unit has the code prefix `" + *options.default_unit + "`",
                        "use a prefix of units.csv, or add the unit there"});
  if (options.rejects_path)
    if (auto problem = RejectsFile::cannot_write(*options.rejects_path))
      problems.push_back(std::move(*problem));
  return problems;
}

}  // namespace

ImportResult run_import(ByteSource& source, domain::CustomerSink& sink, const domain::UnitTable& units,
                        const ImportOptions& options, const ImportProgress& progress) {
  if (ListProblems problems = wrong_options(options, units); !problems.empty()) return problems;

  ImportReport report;
  report.dry_run = options.dry_run;
  RowLoader loader(sink, units, options, report);
  const auto unreadable = read_list(
      source, options.reading, report.facts, [&loader](const CsvRow& row) { loader.take(row); },
      [&](std::uint64_t bytes) {
        report.bytes = bytes;
        if (progress) progress(report.bytes, loader.rows());
        return loader.problems().empty();
      });
  if (unreadable) return ListProblems{*unreadable};
  loader.finish();
  if (!loader.problems().empty()) return loader.problems();
  if (progress) progress(report.bytes, loader.rows());
  return report;
}

}  // namespace triand::intake
