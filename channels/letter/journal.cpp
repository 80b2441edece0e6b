#include "channels/letter/journal.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <tuple>

#include <sys/random.h>
#include <unistd.h>

#include "channels/letter/file_writer.hpp"
#include "channels/letter/folder.hpp"
#include "templates/text_lines.hpp"

namespace triand::channels::letter {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = ".mark";
constexpr std::string_view kHalf = ".half";  // before the name of what is being written

std::string random_digits() {
  std::array<unsigned char, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    fail("no random numbers");
  std::string out;
  for (const unsigned char byte : bytes) {
    std::array<char, 3> digits{};
    std::snprintf(digits.data(), digits.size(), "%02x", byte);
    out += digits.data();
  }
  return out;
}

// A whole file or none, synced. Several may be written at a time.
void write_file(const std::string& folder, const std::string& name, const std::string& text) {
  const std::string half_name = std::string(kHalf) + name;
  const std::string half = folder + "/" + half_name;
  ::unlink(half.c_str());
  FileWriter file(folder, half_name);
  file.write(text);
  file.finish();
  if (std::rename(half.c_str(), (folder + "/" + name).c_str()) != 0)
    fail("cannot make " + folder + "/" + name);
  if (!sync_folder(folder)) fail("cannot sync " + folder);
}

std::string first_line(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string line;
  std::getline(in, line);
  return line;
}

}  // namespace

void Journal::prepare() const {
  make_folder(folder_);
  for (const fs::directory_entry& file : fs::directory_iterator(folder_))
    if (file.path().filename().string().starts_with(kHalf)) fs::remove(file.path());
  if (mark().empty()) write_file(folder_, std::string(kMark), random_digits() + "\n");
}

std::string Journal::mark() const { return first_line(folder_ + "/" + std::string(kMark)); }

std::vector<Journal::Entry> Journal::entries() const {
  std::vector<Entry> out;
  for (const fs::directory_entry& file : fs::directory_iterator(folder_)) {
    const std::string name = file.path().filename();
    if (name.starts_with('.')) continue;
    auto summary = summary_from(first_line(file.path()));
    if (!summary) continue;
    summary->batch = name;
    out.push_back({.summary = std::move(*summary),
                   .written = std::chrono::file_clock::to_sys(fs::last_write_time(file.path()))});
  }
  std::sort(out.begin(), out.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.summary.created, a.summary.batch) < std::tie(b.summary.created, b.summary.batch);
  });
  return out;
}

bool Journal::has(const std::string& batch) const { return ::access(page(batch).c_str(), F_OK) == 0; }

std::vector<std::string> Journal::references(const std::string& batch) const {
  std::vector<std::string> lines = templates::lines_of(contents_of(page(batch)));
  if (!lines.empty()) lines.erase(lines.begin());
  return lines;
}

void Journal::write(const Summary& summary, const std::vector<std::string>& references) const {
  write_file(folder_, summary.batch, to_json(summary) + templates::joined(references, "\n") + "\n");
}

void Journal::remove(const std::string& batch) const {
  if (::unlink(page(batch).c_str()) != 0) {
    if (errno == ENOENT) return;
    fail("cannot remove " + page(batch));
  }
  if (!sync_folder(folder_)) fail("cannot sync " + folder_);
}

}  // namespace triand::channels::letter
