#include "daemon/intake/csv_parser.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace triand::intake {

using domain::Reason;

CsvParser::CsvParser(char delimiter, std::uint64_t first_line, OnRow on_row, CsvLimits limits)
    : delimiter_(delimiter), line_(first_line), on_row_(std::move(on_row)), limits_(limits) {}

void CsvParser::feed(std::string_view bytes) {
  buffer_.append(bytes);
  parse(false);
}

void CsvParser::finish() { parse(true); }

void CsvParser::parse(bool at_end) {
  std::size_t from = 0;
  while (from < buffer_.size()) {
    if (after_cr_) {
      after_cr_ = false;
      if (buffer_[from] == '\n') {
        ++from;
        continue;
      }
    }
    if (skip_line_) {
      const std::size_t end = line_end(from);
      skip_line_ = end == buffer_.size();
      from = past_line_end(end);
      if (!skip_line_) ++line_;
      continue;
    }
    Scan result = scan(from, at_end);
    if (result == Scan::complete) result = check_limits(from, record_end_);
    if (result == Scan::incomplete) {
      if (buffer_.size() - from <= limits_.record) break;
      fail(Reason::row_too_long);
      result = Scan::faulty;
    }
    if (result == Scan::faulty) {
      from = report_first_line(from);
      continue;
    }
    const bool nul = std::memchr(buffer_.data() + from, '\0', record_end_ - from) != nullptr;
    report(from, record_end_, nul ? Reason::nul_byte : Reason::none);
    line_ += 1 + newlines_;
    from = past_line_end(record_end_);
  }
  buffer_.erase(0, from);
}

CsvParser::Scan CsvParser::scan(std::size_t from, bool at_end) {
  cells_.clear();
  scratch_.clear();
  newlines_ = 0;
  std::size_t at = from;
  while (true) {
    const std::size_t begin = past_blanks(at);
    if (begin == buffer_.size() && !at_end) return Scan::incomplete;
    Scan result = Scan::complete;
    if (begin < buffer_.size() && buffer_[begin] == '"') {
      at = begin + 1;
      result = scan_quoted(at, at_end);
    } else {
      result = scan_plain(at, at_end);
    }
    if (result != Scan::complete) return result;
    if (at == buffer_.size() || buffer_[at] != delimiter_) break;
    // A record of cells without end is not read on for every line of it.
    if (cells_.size() > limits_.columns) return fail(Reason::too_many_cells);
    ++at;
  }
  record_end_ = at;
  return Scan::complete;
}

CsvParser::Scan CsvParser::scan_plain(std::size_t& at, bool at_end) {
  const std::size_t begin = at;
  const char* data = buffer_.data();
  const std::size_t size = buffer_.size();
  while (at < size && data[at] != delimiter_ && data[at] != '\n' && data[at] != '\r') ++at;
  if (at == size && !at_end) return Scan::incomplete;
  cells_.push_back({begin, at, true});
  return Scan::complete;
}

CsvParser::Scan CsvParser::scan_quoted(std::size_t& at, bool at_end) {
  const std::size_t begin = at;
  const std::size_t scratch_begin = scratch_.size();
  std::size_t copied = begin;
  std::size_t close = begin;
  while (true) {
    close = buffer_.find('"', close);
    if (close == std::string::npos) {
      const std::string_view open = std::string_view(buffer_).substr(begin);
      const bool several_lines = open.find_first_of("\r\n") != std::string_view::npos;
      if (at_end || (several_lines && open.size() > limits_.cell)) return fail(Reason::unclosed_quote);
      return Scan::incomplete;
    }
    if (close + 1 == buffer_.size() && !at_end) return Scan::incomplete;
    if (close + 1 == buffer_.size() || buffer_[close + 1] != '"') break;
    scratch_.append(buffer_, copied, close + 1 - copied);
    close += 2;
    copied = close;
  }
  const std::string_view quoted = std::string_view(buffer_).substr(begin, close - begin);
  std::uint64_t line_ends = 0;
  for (std::size_t i = 0; i < quoted.size(); ++i)
    if (quoted[i] == '\n' || (quoted[i] == '\r' && (i + 1 == quoted.size() || quoted[i + 1] != '\n')))
      ++line_ends;
  if (line_ends > 0 && quoted.size() > limits_.cell) return fail(Reason::unclosed_quote);
  newlines_ += line_ends;

  at = past_blanks(close + 1);
  if (at == buffer_.size() && !at_end) return Scan::incomplete;
  const bool stray = !ends_cell(at);
  // Text right behind a quote that closes some lines further down: that quote was to open a cell there.
  if (stray && line_ends > 0) return fail(Reason::unclosed_quote);
  if (copied == begin && !stray) {
    cells_.push_back({begin, close, true});
    return Scan::complete;
  }
  scratch_.append(buffer_, copied, close - copied);
  if (stray) {
    at = close + 1;
    const Scan rest = scan_plain(at, at_end);
    if (rest != Scan::complete) return rest;
    scratch_.append(buffer_, cells_.back().begin, at - cells_.back().begin);
    cells_.pop_back();
  }
  cells_.push_back({scratch_begin, scratch_.size(), false});
  return Scan::complete;
}

bool CsvParser::ends_cell(std::size_t at) const {
  if (at == buffer_.size()) return true;
  const char c = buffer_[at];
  return c == delimiter_ || c == '\n' || c == '\r';
}

std::size_t CsvParser::past_blanks(std::size_t at) const {
  while (at < buffer_.size() && buffer_[at] != delimiter_ && (buffer_[at] == ' ' || buffer_[at] == '\t'))
    ++at;
  return at;
}

std::size_t CsvParser::line_end(std::size_t at) const {
  const char* data = buffer_.data();
  const std::size_t size = buffer_.size();
  while (at < size && data[at] != '\n' && data[at] != '\r') ++at;
  return at;
}

CsvParser::Scan CsvParser::fail(Reason fault) {
  fault_ = fault;
  return Scan::faulty;
}

CsvParser::Scan CsvParser::check_limits(std::size_t from, std::size_t end) {
  if (end - from > limits_.record) return fail(Reason::row_too_long);
  if (cells_.size() > limits_.columns) return fail(Reason::too_many_cells);
  const bool long_cell = std::any_of(cells_.begin(), cells_.end(), [this](const Cell& cell) {
    return cell.end - cell.begin > limits_.cell;
  });
  return long_cell ? fail(Reason::cell_too_long) : Scan::complete;
}

void CsvParser::report(std::size_t from, std::size_t end, Reason fault) {
  const std::string_view buffer = buffer_;
  const std::string_view scratch = scratch_;
  views_.clear();
  for (const Cell& cell : cells_)
    views_.push_back((cell.in_buffer ? buffer : scratch).substr(cell.begin, cell.end - cell.begin));
  on_row_({line_, fault, buffer.substr(from, end - from), views_});
}

std::size_t CsvParser::report_first_line(std::size_t from) {
  const std::size_t end = line_end(from);
  const std::size_t shown_end = std::min(end, from + limits_.record);
  // The line alone is looked through: what is behind it may be a megabyte without a delimiter.
  const std::string_view shown = std::string_view(buffer_).substr(0, shown_end);
  cells_.clear();
  std::size_t at = from;
  while (cells_.size() < limits_.columns) {
    const std::size_t cell_end = std::min(shown.find(delimiter_, at), shown_end);
    cells_.push_back({at, std::min(cell_end, at + limits_.cell), true});
    if (cell_end == shown_end) break;
    at = cell_end + 1;
  }
  report(from, shown_end, fault_);
  skip_line_ = end == buffer_.size();
  if (!skip_line_) ++line_;
  return past_line_end(end);
}

std::size_t CsvParser::past_line_end(std::size_t end) {
  if (end == buffer_.size()) return end;
  after_cr_ = buffer_[end] == '\r';
  return end + 1;
}

}  // namespace triand::intake
