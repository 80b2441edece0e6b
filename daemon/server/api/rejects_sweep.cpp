#include "daemon/server/api/rejects_sweep.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace triand::server {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 1 << 20;

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

bool holds(const fs::path& path, const std::string& code) {
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
