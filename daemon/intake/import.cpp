#include "daemon/intake/import.hpp"

#include <array>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "daemon/intake/csv_parser.hpp"
#include "daemon/intake/file_kind.hpp"
#include "daemon/intake/list_shape.hpp"
#include "daemon/intake/rejects_file.hpp"
#include "daemon/intake/row_loader.hpp"
#include "daemon/intake/text_decoder.hpp"

namespace triand::intake {
namespace {

constexpr std::size_t kChunk = 256 * 1024;

// Fills the buffer unless the source ends before.
std::size_t read_full(ByteSource& source, std::span<char> buffer) {
  std::size_t got = 0;
  while (got < buffer.size()) {
    const std::size_t more = source.read(buffer.subspan(got));
    if (more == 0) break;
    got += more;
  }
  return got;
}

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

  const auto chunk = std::make_unique<std::array<char, kChunk>>();
  std::size_t got = read_full(source, *chunk);
  const std::string_view first(chunk->data(), got);
  if (auto problem = not_csv(first)) return ListProblems{std::move(*problem)};

  TextDecoder decoder;
  decoder.detect(first);
  std::string text;
  decoder.decode(first, text);
  const bool whole = got < kChunk;
  const ListShape shape = shape_of(text);
  if (auto problem = wrong_encoding(std::string_view(text).substr(shape.skip), whole))
    return ListProblems{std::move(*problem)};
  text.erase(0, shape.skip);

  ImportReport report;
  report.dry_run = options.dry_run;
  RowLoader loader(sink, units, options, report);
  CsvParser parser(shape.delimiter, 1, [&loader](const CsvRow& row) { loader.take(row); });
  while (got > 0 && loader.problems().empty()) {
    report.bytes += got;
    parser.feed(text);
    if (progress) progress(report.bytes, loader.rows());
    got = read_full(source, *chunk);
    text.clear();
    decoder.decode({chunk->data(), got}, text);
  }
  decoder.finish(text);
  parser.feed(text);
  parser.finish();
  loader.finish();
  if (!loader.problems().empty()) return loader.problems();
  if (progress) progress(report.bytes, loader.rows());
  return report;
}

}  // namespace triand::intake
