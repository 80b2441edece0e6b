#include "daemon/server/console/cookies.hpp"

#include <algorithm>

#include <boost/beast/core/string.hpp>

namespace triand::server {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::string cookie(const Request& request, std::string_view name) {
  for (const auto& [key, value] : request.headers) {
    if (!boost::beast::iequals(key, "Cookie")) continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view pair = trimmed(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::size_t equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == name)
        return std::string(pair.substr(equals + 1));
    }
  }
  return {};
}

std::string CookieJar::set(const std::string& name, const std::string& value) const {
  std::string out = name + "=" + value + "; Path=/; HttpOnly; SameSite=Strict";
  if (secure_) out += "; Secure";
  if (value.empty()) out += "; Max-Age=0";
  return out;
}

std::string CookieJar::keep(const std::string& name, const std::string& value,
                            std::chrono::seconds life) const {
  return set(name, value) + "; Max-Age=" + std::to_string(life.count());
}

}  // namespace triand::server
