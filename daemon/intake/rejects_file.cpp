#include "daemon/intake/rejects_file.hpp"

#include <unistd.h>

#include <system_error>
#include <utility>

#include "daemon/intake/utf8_check.hpp"

namespace triand::intake {
namespace {

std::filesystem::path part_of(const std::filesystem::path& path) { return path.string() + ".part"; }

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

RejectsFile::~RejectsFile() = default;

void RejectsFile::write(std::span<const std::string_view> cells, const Verdict& verdict) {
  if (!output_) create();
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
  output_->end_row();
}

bool RejectsFile::finish() {
  if (!output_) return false;
  output_->finish();
  output_.reset();
  std::filesystem::rename(part_of(path_), path_);
  return true;
}

void RejectsFile::create() {
  output_ = path_.extension() == ".xlsx" ? make_xlsx_output(part_of(path_)) : make_csv_output(part_of(path_));
  for (std::size_t i = 0; i < header_.size(); ++i)
    if (header_[i].kept) add_cell(header_[i].text);
  for (const std::string_view name : {"fate", "line", "column", "reason", "suggestion"}) add_cell(name);
  output_->end_row();
}

void RejectsFile::add_cell(std::string_view cell) {
  is_utf8(cell) ? output_->add_cell(cell) : output_->add_cell(with_valid_utf8(cell));
}

}  // namespace triand::intake
