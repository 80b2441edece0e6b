#include "daemon/intake/row_batch.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>
#include <utility>

namespace triand::intake {
namespace {

using domain::PutFate;
using domain::Reason;

constexpr std::size_t kUsualCode = 13;
constexpr std::size_t kMostText = 16 * 1024 * 1024;

}  // namespace

RowBatch::RowBatch(domain::CustomerSink& sink, const HeaderMap& header, const ImportOptions& options,
                   ImportReport& report, RejectsFile* rejects)
    : sink_(sink), header_(header), options_(options), report_(report), rejects_(rejects) {
  for (Rows* rows : {&filling_, &given_}) {
    rows->customers.resize(std::max<std::size_t>(1, options.batch_rows));
    rows->entries.resize(rows->customers.size());
  }
}

void RowBatch::add(const CsvRow& row, CheckedRow& checked) {
  Entry& entry = filling_.entries[filling_.entry_count++];
  entry.line = row.line;
  entry.rejected = checked.rejected;
  std::swap(entry.repairs, checked.repairs);
  std::swap(entry.notes, checked.notes);
  entry.address = checked.address;
  if (!checked.rejected) {
    entry.customer = filling_.customer_count++;
    std::swap(filling_.customers[entry.customer], checked.customer);
  }
  keep_cells(row, entry);
  if (filling_.entry_count == filling_.entries.size() || filling_.text.size() > kMostText) give();
}

void RowBatch::finish() {
  give();
  settle_given();
}

void RowBatch::give() {
  settle_given();
  std::swap(filling_, given_);
  if (given_.customer_count > 0)
    fates_ = std::async(std::launch::async, [this] {
      return sink_.put(std::span(given_.customers).first(given_.customer_count));
    });
}

void RowBatch::settle_given() {
  std::vector<PutFate> fates;
  if (fates_.valid()) fates = fates_.get();
  if (fates.size() != given_.customer_count)
    throw std::logic_error("the sink did not answer for every customer");
  for (std::size_t i = 0; i < given_.entry_count; ++i) settle(given_.entries[i], fates);
  given_.customer_count = 0;
  given_.entry_count = 0;
  given_.text.clear();
  given_.cell_ends.clear();
}

void RowBatch::keep_cells(const CsvRow& row, Entry& entry) {
  entry.cells_begin = filling_.cell_ends.size();
  if (rejects_ != nullptr)
    for (const std::string_view cell : row.cells) {
      filling_.text.append(cell);
      filling_.cell_ends.push_back(filling_.text.size());
    }
  entry.cells_end = filling_.cell_ends.size();
}

void RowBatch::settle(Entry& entry, const std::vector<PutFate>& fates) {
  ++report_.read;
  if (entry.rejected) {
    reject(entry);
  } else if (fates[entry.customer] == PutFate::conflict) {
    entry.notes.assign(1, RowNote{header_.index_of(Column::customer_code), Reason::conflicting_row, {}});
    reject(entry);
  } else {
    take(entry, fates[entry.customer]);
  }
}

void RowBatch::reject(const Entry& entry) {
  ++report_.rejected;
  report_.rejections.add(domain::to_string(entry.notes.front().reason));
  write_rejects(entry, "rejected");
}

void RowBatch::take(const Entry& entry, PutFate fate) {
  ++report_.taken;
  if (fate == PutFate::inserted) ++report_.inserted;
  if (fate == PutFate::updated) ++report_.updated;
  if (fate == PutFate::unchanged || fate == PutFate::erased) ++report_.unchanged;
  if (fate == PutFate::erased) {
    // Nothing of the row is kept anywhere, not even in the rejects file.
    ++report_.erased;
    return;
  }
  if (given_.customers[entry.customer].code.size() != kUsualCode) ++report_.unusual_codes;
  if (!entry.address.empty()) report_.addresses.add(entry.address);
  if (!entry.repairs.empty()) ++report_.repaired;
  for (const std::string_view repair : entry.repairs) report_.repairs.add(repair);
  for (const RowNote& note : entry.notes) report_.set_aside.add(domain::to_string(note.reason));
  if (!entry.notes.empty()) write_rejects(entry, "taken");
}

void RowBatch::write_rejects(const Entry& entry, std::string_view fate) {
  if (rejects_ == nullptr) return;
  std::vector<std::string_view> cells;
  for (std::size_t i = entry.cells_begin; i < entry.cells_end; ++i) {
    const std::size_t begin = i == 0 ? 0 : given_.cell_ends[i - 1];
    cells.push_back(std::string_view(given_.text).substr(begin, given_.cell_ends[i] - begin));
  }
  std::string columns;
  std::string reasons;
  std::string suggestions;
  for (const RowNote& note : entry.notes) {
    const bool first = &note == &entry.notes.front();
    if (note.column && !columns.empty()) columns += "; ";
    if (note.column) columns += header_.targets()[*note.column].header;
    reasons.append(first ? "" : "; ").append(domain::to_string(note.reason));
    suggestions.append(first ? "" : " ").append(suggestion(note));
  }
  rejects_->write(cells, {fate, entry.line, columns, reasons, suggestions});
}

std::string_view RowBatch::suggestion(const RowNote& note) const {
  if (!note.suggestion.empty()) return note.suggestion;
  const domain::ReasonText& text = domain::text_of(note.reason);
  return options_.suggestions == SuggestionLanguage::english ? text.next : text.next_vi;
}

}  // namespace triand::intake
