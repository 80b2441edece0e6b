#include "daemon/ctl/socket_path.hpp"

#include <fstream>
#include <string_view>

namespace triand::ctl {
namespace {

constexpr std::string_view kKey = "control_socket:";

// The value of a top-level key, without quotes and comment. A whole YAML reader belongs to the service; a config
// that this cannot read only means that the default is tried.
std::string value_of(std::string_view rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) {
    const std::size_t end = rest.find(rest.front(), 1);
    return end == std::string_view::npos ? std::string() : std::string(rest.substr(1, end - 1));
  }
  rest = rest.substr(0, rest.find(" #"));
  rest = rest.substr(0, rest.find_last_not_of(" \t\r") + 1);
  return std::string(rest);
}

std::string configured(const std::string& config) {
  std::ifstream file(config);
  for (std::string line; std::getline(file, line);) {
    if (line.compare(0, kKey.size(), kKey) == 0) return value_of(std::string_view(line).substr(kKey.size()));
  }
  return {};
}

}  // namespace

std::string socket_path(const std::string& option, const World& world) {
  if (!option.empty()) return option;
  if (const auto named = world.environment("TRIAND_SOCKET"); named && !named->empty()) return *named;
  const std::string found = configured(world.config);
  return found.empty() ? "/run/triand/control.sock" : found;
}

}  // namespace triand::ctl
