#include "daemon/intake/rejects_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "daemon/intake/utf8_check.hpp"

namespace triand::intake {
namespace {

constexpr std::size_t kBufferSize = 64 * 1024;

std::filesystem::path part_of(const std::filesystem::path& path) { return path.string() + ".part"; }

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

// What a spreadsheet would run as a formula (customer-files.md, section 7).
bool is_formula(std::string_view cell) {
  return !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
}

bool needs_quotes(std::string_view cell) {
  return cell.find_first_of(",\"\r\n") != std::string_view::npos || cell.starts_with(" ") ||
         cell.ends_with(" ");
}

}  // namespace

std::optional<ListProblem> RejectsFile::cannot_write(const std::filesystem::path& path) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  std::error_code ignored;
  if (!std::filesystem::is_directory(path, ignored) && ::access(folder.c_str(), W_OK | X_OK) == 0)
    return std::nullopt;
  return ListProblem{"rejects_not_writable", 0, "the rejects file cannot be written to " + path.string(),
                     "name a file in a folder that exists and may be written"};
}

RejectsFile::RejectsFile(std::filesystem::path path, const HeaderMap& header) : path_(std::move(path)) {
  for (const HeaderMap::Target& target : header.targets())
    header_.push_back({target.header, target.column != Column::ignored});
}

RejectsFile::RejectsFile(std::filesystem::path path, std::span<const std::string_view> header)
    : path_(std::move(path)) {
  for (const std::string_view text : header) header_.push_back({std::string(text), true});
}

RejectsFile::~RejectsFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void RejectsFile::write(std::span<const std::string_view> cells, const Verdict& verdict) {
  if (descriptor_ < 0) create();
  const std::size_t columns = header_.size();
  for (std::size_t i = 0; i < columns; ++i)
    if (header_[i].kept) add_cell(i < cells.size() ? cells[i] : std::string_view());
  add_cell(verdict.fate);
  add_cell(std::to_string(verdict.line));
  add_cell(verdict.column);
  add_cell(verdict.reason);
  add_cell(verdict.suggestion);
  // Cells without a header stand behind everything, so that nothing of the row is lost.
  std::size_t surplus = cells.size();
  while (surplus > columns && cells[surplus - 1].empty()) --surplus;
  for (std::size_t i = columns; i < surplus; ++i) add_cell(cells[i]);
  end_row();
}

bool RejectsFile::finish() {
  if (descriptor_ < 0) return false;
  flush();
  const int descriptor = std::exchange(descriptor_, -1);
  if (::close(descriptor) != 0) fail("closing the rejects file");
  std::filesystem::rename(part_of(path_), path_);
  return true;
}

void RejectsFile::create() {
  descriptor_ = ::open(part_of(path_).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor_ < 0) fail("creating the rejects file");
  buffer_ = "\xEF\xBB\xBF";
  for (std::size_t i = 0; i < header_.size(); ++i)
    if (header_[i].kept) add_cell(header_[i].text);
  for (const std::string_view name : {"fate", "line", "column", "reason", "suggestion"}) add_cell(name);
  end_row();
}

void RejectsFile::add_cell(std::string_view cell) {
  std::string valid;
  if (!is_utf8(cell)) {
    valid = with_valid_utf8(cell);
    cell = valid;
  }
  if (row_started_) buffer_ += ',';
  row_started_ = true;
  const bool quoted = needs_quotes(cell);
  if (quoted) buffer_ += '"';
  if (is_formula(cell)) buffer_ += '\'';
  for (const char c : cell) {
    if (c == '"') buffer_ += '"';
    buffer_ += c;
  }
  if (quoted) buffer_ += '"';
}

void RejectsFile::end_row() {
  buffer_ += "\r\n";
  row_started_ = false;
  if (buffer_.size() >= kBufferSize) flush();
}

void RejectsFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("writing the rejects file");
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

}  // namespace triand::intake
