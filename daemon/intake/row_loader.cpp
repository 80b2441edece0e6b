#include "daemon/intake/row_loader.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "daemon/domain/blank.hpp"
#include "daemon/intake/utf8_check.hpp"

namespace triand::intake {
namespace {

bool is_blank(const CsvRow& row) {
  return row.fault == domain::Reason::none &&
         std::all_of(row.cells.begin(), row.cells.end(),
                     [](std::string_view cell) { return domain::trim(cell).empty(); });
}

}  // namespace

RowLoader::RowLoader(domain::CustomerSink& sink, const domain::UnitTable& units, const ImportOptions& options,
                     ImportReport& report)
    : sink_(sink), units_(units), options_(options), report_(report) {}

void RowLoader::take(const CsvRow& row) {
  if (!problems_.empty() || is_blank(row)) return;
  if (!header_) {
    take_header(row);
    return;
  }
  check_->check(row, checked_);
  batch_->add(row, checked_);
}

void RowLoader::take_header(const CsvRow& row) {
  if (row.fault != domain::Reason::none || !is_utf8(row.raw)) {
    problems_.push_back(
        {"header_not_readable", static_cast<int>(row.line),
         "the first line is no header of a CSV file: " +
             std::string(
                 domain::text_of(row.fault == domain::Reason::none ? domain::Reason::bad_encoding : row.fault)
                     .english),
         "put the names of the columns into the first line and save as CSV UTF-8"});
    return;
  }
  auto read = HeaderMap::read(row.cells, row.line, options_.columns);
  if (auto* problems = std::get_if<ListProblems>(&read)) {
    look_further(row, std::move(*problems));
    return;
  }
  search_.tell(report_.facts);
  header_ = std::get<HeaderMap>(std::move(read));
  report_.extra_columns = header_->extra_names();
  for (const HeaderMap::Target& target : header_->targets())
    report_.columns.push_back({target.header, target.column, target.extra_name});
  if (options_.rejects_path) rejects_.emplace(*options_.rejects_path, *header_);
  check_.emplace(*header_, units_, options_);
  domain::CustomerColumns columns = header_->columns();
  if (options_.default_unit) columns.known.emplace("unit");
  // Where the list tells an address, the form that is made of it stands or falls with it.
  if (options_.communes != nullptr && header_->index_of(Column::address))
    columns.extra.emplace(kTwoLevelAddress);
  sink_.begin(columns);
  batch_.emplace(sink_, *header_, options_, report_, rejects_ ? &*rejects_ : nullptr);
}

void RowLoader::look_further(const CsvRow& row, ListProblems problems) {
  const bool no_code = std::any_of(problems.begin(), problems.end(), [](const ListProblem& problem) {
    return problem.word == "no_customer_code_column";
  });
  const auto known =
      static_cast<std::size_t>(std::count_if(row.cells.begin(), row.cells.end(), [](std::string_view cell) {
        return column_of(cell) < Column::extra;
      }));
  if (auto last = search_.pass(row.line, known, problems))
    problems_ = std::move(*last);
  else if (!no_code)
    problems_ = search_.ended();
}

void RowLoader::finish() {
  if (!problems_.empty()) return;
  if (!header_) problems_ = search_.ended();
  if (!problems_.empty()) return;
  if (!header_) {
    problems_.push_back({"empty_list", 0, "the list is empty",
                         "put the names of the columns into the first line; customer_code is required"});
    return;
  }
  batch_->finish();
  if (report_.unusual_codes > 0)
    report_.facts.notices.push_back(
        {"unusual_codes",
         std::to_string(report_.unusual_codes) +
             " customer codes were taken that have not the usual 13 characters; look at some of them"});
  tell_addresses();
  if (rejects_ && rejects_->finish()) report_.rejects_file = options_.rejects_path;
}

void RowLoader::tell_addresses() {
  const std::uint64_t several = report_.addresses.of("several");
  const std::uint64_t unknown = report_.addresses.of("unknown");
  if (several + unknown == 0) return;
  report_.facts.notices.push_back(
      {"addresses_without_two_levels",
       std::to_string(several + unknown) +
           " addresses have no form of two levels and are kept as they came: " + std::to_string(several) +
           " because their old commune has become several, " + std::to_string(unknown) +
           " because the table of communes does not know them"});
}

std::uint64_t RowLoader::rows() const { return report_.read + (batch_ ? batch_->waiting() : 0); }

}  // namespace triand::intake
