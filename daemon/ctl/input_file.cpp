#include "daemon/ctl/input_file.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "daemon/ctl/failure.hpp"

namespace triand::ctl {
namespace {

constexpr std::uintmax_t kMost = 16 * 1024 * 1024;

[[noreturn]] void refuse(const std::string& path, const std::string& error, const std::string& why,
                         const std::string& hint) {
  throw Failure(kUsage, error, path + " " + why, hint);
}

}  // namespace

void require_file(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) refuse(path, "no-such-file", "does not exist", "check the path");
  if (std::filesystem::is_directory(status))
    refuse(path, "not-a-file", "is a directory", "name a file in it");
  if (!std::filesystem::is_regular_file(status)) {
    refuse(path, "not-a-file", "is not a regular file", "save the data into a file first");
  }
  if (::access(path.c_str(), R_OK) != 0) {
    refuse(path, "not-readable", "may not be read by you", "change its rights, or use sudo");
  }
  if (std::filesystem::file_size(path, error) == 0) {
    refuse(path, "empty-file", "is empty", "a list has at least its header line");
  }
}

std::string text_of_file(const std::string& path) {
  require_file(path);
  if (std::filesystem::file_size(path) > kMost)
    refuse(path, "too-large", "is larger than 16 MB", "check the path");
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string base_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

}  // namespace triand::ctl
