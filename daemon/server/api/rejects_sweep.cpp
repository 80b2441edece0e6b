#include "daemon/server/api/rejects_sweep.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <variant>
#include <vector>

#include "daemon/intake/file_source.hpp"
#include "daemon/intake/workbook/workbook_list.hpp"

namespace triand::server {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 1 << 20;

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

// A workbook is packed. One that cannot be read is taken to hold it.
bool sheet_holds(const fs::path& path, const std::string& code) {
  auto opened = intake::FileSource::open(path);
  if (std::holds_alternative<intake::ListProblem>(opened)) return true;
  auto& source = *std::get<std::unique_ptr<intake::FileSource>>(opened);
  std::string row_text;
  bool found = false;
  for (int sheet = 1;; ++sheet) {
    intake::ListFacts facts;
    const auto problem = intake::read_workbook(
        source, {},
        {.sheet = std::to_string(sheet), .encoding = {}, .scratch = path.parent_path(), .limits = {}}, facts,
        [&](const intake::CsvRow& row) {
          row_text.clear();
          std::transform(row.raw.begin(), row.raw.end(), std::back_inserter(row_text), upper);
          found = found || row_text.find(code) != std::string::npos;
        },
        [](std::uint64_t) { return true; });
    if (found) return true;
    if (problem) return problem->word != "no_such_sheet";
  }
}

bool holds(const fs::path& path, const std::string& code) {
  if (path.extension() == ".xlsx") return sheet_holds(path, code);
  std::ifstream file(path, std::ios::binary);
  std::string window;
  std::vector<char> piece(kPiece);
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    std::transform(piece.begin(), piece.begin() + file.gcount(), std::back_inserter(window), upper);
    if (window.find(code) != std::string::npos) return true;
    // A code may lie across two pieces.
    window.erase(0, window.size() - std::min(window.size(), code.size() - 1));
  }
  return false;
}

}  // namespace

std::size_t remove_rejects_with(const std::string& folder, const std::string& code) {
  std::size_t removed = 0;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (!entry.path().filename().string().starts_with("rejects-")) continue;
    if (holds(entry.path(), code) && fs::remove(entry.path(), error)) ++removed;
  }
  return removed;
}

}  // namespace triand::server
