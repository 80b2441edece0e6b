#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "daemon/intake/table_output.hpp"

namespace triand::intake {
namespace {

constexpr std::size_t kBufferSize = 64 * 1024;

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

// What a spreadsheet would run as a formula (customer-files.md, section 7).
bool is_formula(std::string_view cell) {
  return !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
}

bool is_telephone(std::string_view cell) {
  return cell.size() > 1 && cell.front() == '+' &&
         cell.substr(1).find_first_not_of("0123456789") == std::string_view::npos;
}

// A semicolon or tab as well: LibreOffice parts cells at them too, and what stands behind one would begin a cell of its
// own, unguarded.
bool needs_quotes(std::string_view cell) {
  return cell.find_first_of(",;\t\"\r\n") != std::string_view::npos || cell.starts_with(" ") ||
         cell.ends_with(" ");
}

class CsvOutput : public TableOutput {
 public:
  CsvOutput(const std::filesystem::path& path, CsvReader reader)
      : reader_(reader),
        descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)),
        buffer_(reader == CsvReader::spreadsheet ? "\xEF\xBB\xBF" : "") {
    if (descriptor_ < 0) fail("creating " + path.string());
  }
  CsvOutput(const CsvOutput&) = delete;
  CsvOutput& operator=(const CsvOutput&) = delete;
  ~CsvOutput() override {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  void add_cell(std::string_view cell) override {
    if (row_started_) buffer_ += ',';
    row_started_ = true;
    const bool quoted = needs_quotes(cell);
    if (quoted) buffer_ += '"';
    if (is_formula(cell) && !(reader_ == CsvReader::program && is_telephone(cell))) buffer_ += '\'';
    for (const char c : cell) {
      if (c == '"') buffer_ += '"';
      buffer_ += c;
    }
    if (quoted) buffer_ += '"';
  }

  void end_row() override {
    buffer_ += reader_ == CsvReader::spreadsheet ? "\r\n" : "\n";
    row_started_ = false;
    if (buffer_.size() >= kBufferSize) flush();
  }

  void finish() override {
    flush();
    if (::close(std::exchange(descriptor_, -1)) != 0) fail("closing a table");
  }

 private:
  void flush() {
    std::string_view rest = buffer_;
    while (!rest.empty()) {
      const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail("writing a table");
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    buffer_.clear();
  }

  CsvReader reader_;
  int descriptor_;
  std::string buffer_;
  bool row_started_ = false;
};

}  // namespace

std::unique_ptr<TableOutput> make_csv_output(const std::filesystem::path& path, CsvReader reader) {
  return std::make_unique<CsvOutput>(path, reader);
}

}  // namespace triand::intake
