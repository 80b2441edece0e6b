#include "channels/exec/command_line.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace triand::channels::exec {
namespace {

constexpr std::string_view kBlanks = " \t\n";
constexpr std::string_view kForShell = "$&*(){}[]'\";\\|?<>~`#=";

bool may_run(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

Words words_of(const std::string& command) {
  if (command.find_first_of(kForShell) != std::string::npos) return {"/bin/sh", "-c", command};
  Words words;
  for (std::size_t at = command.find_first_not_of(kBlanks); at != std::string::npos;) {
    const std::size_t end = std::min(command.find_first_of(kBlanks, at), command.size());
    words.push_back(command.substr(at, end - at));
    at = command.find_first_not_of(kBlanks, end);
  }
  return words;
}

std::string find_program(const std::string& name, const std::string& folder, std::string_view search_path) {
  if (name.empty()) return {};
  if (name.find('/') != std::string::npos) {
    std::string path = name.front() == '/' ? name : folder + "/" + name;
    return may_run(path) ? path : std::string();
  }
  while (!search_path.empty()) {
    const std::size_t end = std::min(search_path.find(':'), search_path.size());
    std::string path = std::string(search_path.substr(0, end)) + "/" + name;
    if (end > 0 && may_run(path)) return path;
    search_path.remove_prefix(std::min(end + 1, search_path.size()));
  }
  return {};
}

}  // namespace triand::channels::exec
