#include "daemon/receipts/letter_ack.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "daemon/domain/blank.hpp"

namespace triand::receipts {
namespace {

// Of one file: it is held in memory as a whole.
constexpr std::size_t kMostLetters = 1'000'000;
constexpr std::size_t kMostFaults = 10'000;
constexpr std::array<std::string_view, 4> kStatuses = {"printed", "posted", "returned", "rejected"};
constexpr std::string_view kMark = "\xEF\xBB\xBF";

struct Record {
  std::int64_t line = 0;
  std::vector<std::string> cells;
  bool stray_quote = false;  // `line` is its own then
};

// Takes records off a text, one at a time.
class Records {
 public:
  explicit Records(std::string_view text) : text_(text) {
    if (text_.starts_with(kMark)) text_.remove_prefix(kMark.size());
    const std::string_view header = text_.substr(0, text_.find_first_of("\r\n"));
    if (header.find(',') == std::string_view::npos && header.find(';') != std::string_view::npos)
      separator_ = ';';
  }

  std::optional<Record> next() {
    if (at_ >= text_.size()) return std::nullopt;
    Record record;
    record.line = line_;
    std::string cell;
    while (true) {
      if (at_ < text_.size() && text_[at_] == '"' && domain::trim(cell).empty()) {
        cell.clear();
        const std::size_t quote = at_;
        const std::int64_t line = line_;
        if (!take_quoted(cell)) {
          // Only the quote's own line is lost, not those that it swallowed.
          record.stray_quote = true;
          record.line = line;
          at_ = std::min(text_.find_first_of("\r\n", quote), text_.size());
          line_ = line;
        }
      }
      if (at_ >= text_.size() || is_line_end(text_[at_])) break;
      if (text_[at_] == separator_) {
        record.cells.emplace_back(domain::trim(cell));
        cell.clear();
      } else {
        cell += text_[at_];
      }
      ++at_;
    }
    record.cells.emplace_back(domain::trim(cell));
    take_line_end();
    return record;
  }

 private:
  static bool is_line_end(char c) { return c == '\n' || c == '\r'; }

  // From the opening quote to behind the closing one; false when there is none, or the cell does not end there: then one
  // of the two is a stray one.
  bool take_quoted(std::string& cell) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        ++at_;
        if (at_ >= text_.size() || text_[at_] != '"') return ends_cell();
      }
      if (text_[at_] == '\n') ++line_;
      cell += text_[at_];
    }
    return false;
  }

  [[nodiscard]] bool ends_cell() const {
    const std::size_t next = std::min(text_.find_first_not_of(" \t", at_), text_.size());
    return next == text_.size() || is_line_end(text_[next]) || text_[next] == separator_;
  }

  void take_line_end() {
    if (at_ >= text_.size()) return;
    if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    ++at_;
    ++line_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
  char separator_ = ',';
};

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

struct Columns {
  std::optional<std::size_t> reference, status, date, reason;
};

Columns columns_of(const Record& header) {
  Columns out;
  for (std::size_t at = 0; at < header.cells.size(); ++at) {
    const std::string name = lower_case(header.cells[at]);
    if (name == "reference") out.reference = at;
    if (name == "status") out.status = at;
    if (name == "date") out.date = at;
    if (name == "reason") out.reason = at;
  }
  return out;
}

std::string cell_of(const Record& record, const std::optional<std::size_t>& column) {
  return column && *column < record.cells.size() ? record.cells[*column] : std::string();
}

// A day of the calendar as "2026-12-19", with or without something behind it.
bool is_date(std::string_view text) {
  if (text.empty()) return true;
  static constexpr std::string_view kForm = "0000-00-00";
  if (text.size() < kForm.size()) return false;
  for (std::size_t at = 0; at < kForm.size(); ++at) {
    const bool digit = text[at] >= '0' && text[at] <= '9';
    if (kForm[at] == '0' ? !digit : text[at] != kForm[at]) return false;
  }
  const int month = (text[5] - '0') * 10 + (text[6] - '0');
  const int day = (text[8] - '0') * 10 + (text[9] - '0');
  const bool ends = text.size() == kForm.size() || text[kForm.size()] == 'T' || text[kForm.size()] == ' ';
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && ends;
}

// What is wrong with a row; empty when it was read.
std::string read_row(const Record& record, const Columns& columns, LetterAck& ack) {
  if (record.stray_quote)
    return "a quotation mark is not closed where its cell ends; close it there, or take it out";
  ack.line = record.line;
  ack.reference = cell_of(record, columns.reference);
  ack.date = cell_of(record, columns.date);
  ack.reason = cell_of(record, columns.reason);
  if (ack.reference.empty()) return "the reference is missing; it stands in the batch's manifest.csv";
  const std::string status = lower_case(cell_of(record, columns.status));
  const auto* const found = std::find(kStatuses.begin(), kStatuses.end(), status);
  if (found == kStatuses.end()) return "the status must be printed, posted, returned or rejected";
  if (!is_date(ack.date)) return "the date must be written as 2026-12-19";
  ack.status = static_cast<LetterAck::Status>(found - kStatuses.begin());
  return {};
}

bool is_blank(const Record& record) {
  return std::all_of(record.cells.begin(), record.cells.end(),
                     [](const std::string& cell) { return cell.empty(); });
}

}  // namespace

LetterAckFile read_letter_acks(std::string_view text) {
  LetterAckFile out;
  Records records(text);
  const auto header = records.next();
  const Columns columns = header ? columns_of(*header) : Columns();
  if (!columns.reference || !columns.status) {
    out.unusable = "the file has no columns reference and status";
    return out;
  }
  while (const auto record = records.next()) {
    if (is_blank(*record) && !record->stray_quote) continue;
    LetterAck ack;
    std::string fault = read_row(*record, columns, ack);
    if (fault.empty()) {
      out.acks.push_back(std::move(ack));
    } else {
      out.faults.push_back({record->line, std::move(fault)});
    }
    if (out.acks.size() > kMostLetters || out.faults.size() > kMostFaults) {
      out = {};
      out.unusable = "the file has more than " + std::to_string(kMostLetters) + " rows, or more than " +
                     std::to_string(kMostFaults) + " that cannot be used; look whose it is, or part it";
      return out;
    }
  }
  return out;
}

std::string_view to_string(LetterAck::Status status) { return kStatuses[static_cast<std::size_t>(status)]; }

}  // namespace triand::receipts
