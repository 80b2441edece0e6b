#include "daemon/intake/suppression_list.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "daemon/domain/blank.hpp"
#include "daemon/domain/email_address.hpp"
#include "daemon/domain/telephone.hpp"
#include "daemon/intake/header_search.hpp"
#include "daemon/intake/list_reader.hpp"
#include "daemon/intake/rejects_file.hpp"
#include "daemon/intake/suppression_header.hpp"
#include "daemon/intake/utf8_check.hpp"

namespace triand::intake {
namespace {

using domain::Reason;
using domain::Suppression;
using store::SuppressionFate;

// Why a row is rejected.
struct Fault {
  std::string_view word;
  std::optional<std::size_t> column;
  std::string_view remedy;
};

constexpr std::array<domain::SubjectKind, 3> kKinds = {
    domain::SubjectKind::customer, domain::SubjectKind::telephone, domain::SubjectKind::email};

bool is_blank(const CsvRow& row) {
  return row.fault == Reason::none &&
         std::all_of(row.cells.begin(), row.cells.end(),
                     [](std::string_view cell) { return domain::trim(cell).empty(); });
}

// What is wrong with a cell of that column, whatever else it might have been: `guessed` where the column says nothing.
Reason fault_in(SuppressionColumn column, std::string_view text, Reason guessed) {
  Reason out = Reason::none;
  if (column == SuppressionColumn::phone) out = domain::read_telephone(text).fault;
  if (column == SuppressionColumn::email) out = domain::read_email_address(text).fault;
  return out == Reason::none ? guessed : out;
}

class Loader {
 public:
  Loader(const SuppressionSink& sink, const SuppressionListOptions& options)
      : sink_(sink), options_(options) {}

  void take(const CsvRow& row) {
    if (!problems_.empty() || is_blank(row)) return;
    if (!header_) return take_header(row);
    ++report_.read;
    const std::size_t before = batch_.size();
    if (const auto fault = check(row)) {
      batch_.resize(before);
      reject(row, *fault);
      return;
    }
    rows_.push_back(batch_.size());
    if (rows_.size() >= options_.batch_rows) flush();
  }

  void finish() {
    if (!problems_.empty()) return;
    if (!header_) problems_ = search_.ended();
    if (!problems_.empty()) return;
    if (!header_) {
      problems_.push_back({"empty_list", 0, "the list is empty",
                           "put the names of the columns into the first line, such as phone"});
      return;
    }
    flush();
    if (rejects_ && rejects_->finish()) report_.rejects_file = options_.rejects_path;
  }

  [[nodiscard]] const ListProblems& problems() const { return problems_; }
  [[nodiscard]] SuppressionReport& report() { return report_; }
  [[nodiscard]] std::uint64_t rows() const { return report_.read; }

 private:
  void take_header(const CsvRow& row) {
    if (row.fault != Reason::none || !is_utf8(row.raw)) {
      problems_.push_back({"header_not_readable", static_cast<int>(row.line),
                           "the first line is no header of a CSV file",
                           "put the names of the columns into the first line and save as CSV UTF-8"});
      return;
    }
    auto read = SuppressionHeader::read(row.cells, row.line);
    if (auto* problems = std::get_if<ListProblems>(&read)) {
      look_further(row, std::move(*problems));
      return;
    }
    search_.tell(report_.facts);
    header_ = std::get<SuppressionHeader>(read);
    names_.assign(row.cells.begin(), row.cells.end());
    if (options_.rejects_path)
      rejects_.emplace(*options_.rejects_path, row.cells.first(header_->own_columns()));
  }

  // A row that names nobody's column may be a title or a notice above the header.
  void look_further(const CsvRow& row, ListProblems problems) {
    const bool nobody = std::any_of(problems.begin(), problems.end(), [](const ListProblem& problem) {
      return problem.word == "no_subject_column";
    });
    if (auto last = search_.pass(row.line, SuppressionHeader::known_cells(row.cells), problems))
      problems_ = std::move(*last);
    else if (!nobody)
      problems_ = std::move(problems);
  }

  std::string_view cell(const CsvRow& row, SuppressionColumn column) const {
    const auto at = header_->index_of(column);
    return at && *at < row.cells.size() ? domain::trim(row.cells[*at]) : std::string_view();
  }

  Fault fault(SuppressionColumn column, std::string_view word, std::string_view remedy) const {
    return {word, header_->index_of(column), remedy};
  }

  std::optional<Fault> check(const CsvRow& row) {
    if (row.fault != Reason::none)
      return Fault{domain::to_string(row.fault), {}, domain::text_of(row.fault).next};
    if (!is_utf8(row.raw))
      return Fault{domain::to_string(Reason::bad_encoding), {}, domain::text_of(Reason::bad_encoding).next};
    Suppression one;
    one.terms = options_.usual;
    one.note = options_.note;
    if (auto wrong = check_terms(row, one)) return wrong;
    const std::size_t before = batch_.size();
    for (std::size_t at = 0; at < kSubjectColumns; ++at)
      if (auto wrong = check_subject(row, static_cast<SuppressionColumn>(at), one)) return wrong;
    if (batch_.size() > before) return std::nullopt;
    return Fault{"no_subject", {}, "Fill in a telephone, an email or a customer code."};
  }

  std::optional<Fault> check_terms(const CsvRow& row, Suppression& one) const {
    if (const auto text = cell(row, SuppressionColumn::scope); !text.empty()) {
      const auto scope = domain::suppression_scope_from(text);
      if (!scope)
        return fault(SuppressionColumn::scope, "unknown_scope",
                     "Write all, sms, zalo, email, letter, website or exec.");
      one.terms.scope = *scope;
    }
    if (const auto text = cell(row, SuppressionColumn::about); !text.empty()) {
      const auto about = domain::suppression_class_from(text);
      if (!about) return fault(SuppressionColumn::about, "unknown_class", "Write all or advertising.");
      one.terms.about = *about;
    }
    if (const auto text = cell(row, SuppressionColumn::reason); !text.empty()) {
      const auto reason = domain::suppression_reason_from(text);
      if (!reason)
        return fault(SuppressionColumn::reason, "unknown_reason",
                     "Write opted_out, do_not_call, blocked_by_recipient, bad_number, no_such_address, "
                     "returned_letter or refused.");
      one.terms.reason = *reason;
    }
    if (const auto text = cell(row, SuppressionColumn::until); !text.empty()) {
      const auto day = domain::read_day(text);
      if (!day)
        return fault(SuppressionColumn::until, "bad_date", "Write the last day as 2026-12-31 or 31/12/2026.");
      one.terms.until = options_.end_of(*day);
      if (*one.terms.until <= options_.now)
        return fault(SuppressionColumn::until, "already_over", "Leave the row out: its last day is over.");
    }
    if (const auto text = cell(row, SuppressionColumn::note); !text.empty()) one.note = text;
    return std::nullopt;
  }

  std::optional<Fault> check_subject(const CsvRow& row, SuppressionColumn column, Suppression one) {
    const std::string_view text = cell(row, column);
    if (text.empty()) return std::nullopt;
    for (domain::SubjectReading& reading : domain::read_subjects(text)) {
      if (reading.fault != Reason::none) {
        const Reason why = fault_in(column, text, reading.fault);
        return fault(column, domain::to_string(why), domain::text_of(why).next);
      }
      if (auto wrong = check_place(column, reading.subject.kind, one.terms)) return wrong;
      one.subject = std::move(reading.subject);
      batch_.push_back(one);
    }
    return std::nullopt;
  }

  std::optional<Fault> check_place(SuppressionColumn column, domain::SubjectKind kind,
                                   const domain::SuppressionTerms& terms) const {
    const auto at = static_cast<std::size_t>(column);
    if (at < kKinds.size() && kind != kKinds[at])
      return fault(column, "wrong_column", "Put it into the column that it belongs to.");
    if (!domain::fits(kind, terms.scope))
      return fault(column, "scope_without_effect",
                   "Nothing is sent to this kind of address by that channel; write scope all.");
    return std::nullopt;
  }

  void reject(const CsvRow& row, const Fault& fault) {
    ++report_.rejected;
    report_.rejections.add(fault.word);
    if (!rejects_) return;
    const std::string_view column = fault.column ? std::string_view(names_[*fault.column]) : "";
    // Of a rejects file that is loaded again only the list's own columns are written anew.
    rejects_->write(row.cells.first(std::min(row.cells.size(), header_->own_columns())),
                    {"rejected", row.line, column, fault.word, fault.remedy});
  }

  void flush() {
    if (rows_.empty()) return;
    const std::vector<SuppressionFate> fates = sink_(batch_);
    std::size_t at = 0;
    for (const std::size_t end : rows_) {
      bool added = false;
      bool extended = false;
      for (; at < end; ++at) {
        added = added || fates[at] == SuppressionFate::added;
        extended = extended || fates[at] == SuppressionFate::extended;
      }
      ++report_.taken;
      ++(added ? report_.added : extended ? report_.extended : report_.unchanged);
    }
    batch_.clear();
    rows_.clear();
  }

  const SuppressionSink& sink_;
  const SuppressionListOptions& options_;
  SuppressionReport report_;
  ListProblems problems_;
  HeaderSearch search_;
  std::optional<SuppressionHeader> header_;
  std::optional<RejectsFile> rejects_;
  std::vector<std::string> names_;  // of the columns
  std::vector<Suppression> batch_;
  std::vector<std::size_t> rows_;  // where in the batch each row's suppressions end
};

}  // namespace

std::variant<SuppressionReport, ListProblems> read_suppressions(
    ByteSource& source, const SuppressionSink& sink, const SuppressionListOptions& options,
    const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  if (options.rejects_path)
    if (auto problem = RejectsFile::cannot_write(*options.rejects_path))
      return ListProblems{std::move(*problem)};
  Loader loader(sink, options);
  const auto unreadable = read_list(
      source, options.reading, loader.report().facts, [&loader](const CsvRow& row) { loader.take(row); },
      [&](std::uint64_t bytes) {
        if (progress) progress(bytes, loader.rows());
        return loader.problems().empty();
      });
  if (unreadable) return ListProblems{*unreadable};
  loader.finish();
  if (!loader.problems().empty()) return loader.problems();
  return loader.report();
}

}  // namespace triand::intake
