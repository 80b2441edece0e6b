#include "daemon/app/unsubscribe_address.hpp"

#include <algorithm>
#include <array>

namespace triand::app {
namespace {

constexpr std::string_view kPlaceholder = "{reference}";

bool is_our_own(std::string_view path) {
  constexpr std::array<std::string_view, 6> kOwn = {"/api",     "/console", "/webhooks",
                                                    "/metrics", "/livez",   "/readyz"};
  return path == "/" || path == "/{reference}" ||
         std::any_of(kOwn.begin(), kOwn.end(), [path](std::string_view own) {
           return path.starts_with(own) && (path.size() == own.size() || path[own.size()] == '/');
         });
}

}  // namespace

std::optional<UnsubscribeAddress> read_unsubscribe_address(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t slash = scheme == std::string_view::npos ? scheme : url.find('/', scheme + 3);
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view path = url.substr(slash, url.find('?', slash) - slash);
  UnsubscribeAddress out;
  out.pattern = path;
  if (is_our_own(path)) return std::nullopt;
  if (path.find(kPlaceholder) != std::string_view::npos) return out;
  const std::size_t place = url.find("={reference}", slash);
  if (place == std::string_view::npos) return std::nullopt;
  const std::size_t begin = url.find_last_of("?&", place) + 1;
  out.query = url.substr(begin, place - begin);
  if (out.query.empty()) return std::nullopt;
  return out;
}

}  // namespace triand::app
