#include "daemon/server/router.hpp"

#include <optional>
#include <stdexcept>

#include "daemon/server/unit_limits.hpp"

namespace triand::server {
namespace {

bool is_parameter(const std::string& segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

std::vector<std::string> segments_of(const std::string& pattern) {
  std::vector<std::string> segments;
  std::size_t begin = 1;
  while (begin <= pattern.size()) {
    const std::size_t end = std::min(pattern.find('/', begin), pattern.size());
    segments.push_back(pattern.substr(begin, end - begin));
    begin = end + 1;
  }
  if (pattern == "/") segments.clear();
  return segments;
}

// How many fixed words a pattern shares with a path, or nullopt when it does not fit it.
std::optional<std::size_t> fit(const std::vector<std::string>& pattern,
                               const std::vector<std::string>& path) {
  if (pattern.size() != path.size()) return std::nullopt;
  std::size_t fixed = 0;
  for (std::size_t index = 0; index < pattern.size(); ++index) {
    if (pattern[index] == path[index]) {
      ++fixed;
    } else if (!is_parameter(pattern[index]) || path[index].empty()) {
      return std::nullopt;
    }
  }
  return fixed;
}

bool allowed(const Route& route, const Caller* caller, bool loopback) {
  if (route.open == Open::everywhere) return true;
  if (route.open == Open::loopback && loopback) return true;
  return caller != nullptr && caller->role >= route.least && (caller->units.empty() || route.keeps_to_units);
}

Response log_in_first() {
  Response refusal = Response::error(
      {4, "not-logged-in", "this needs a log-in",
       "use trianctl on the server, over the control socket, or an API token: Authorization: Bearer …"},
      401);
  refusal.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"triand\"");
  return refusal;
}

Response wrong_method(const std::string& allow) {
  Response refusal = Response::error(
      {2, "wrong-method", "this address does not answer that method", "use one of: " + allow}, 405);
  refusal.headers.emplace_back("Allow", allow);
  return refusal;
}

Response not_allowed(const Route& route, const Caller& caller) {
  if (caller.role >= route.least)
    return Response::error(limited_to_units(caller, "ask somebody whose role is not limited to units"));
  return Response::error({4, "not-allowed",
                          "this needs the role " + std::string(to_string(route.least)) + "; " + caller.name +
                              " has the role " + std::string(to_string(caller.role)),
                          "ask an administrator for the role, or somebody who has it"});
}

}  // namespace

void Router::add(Route route) {
  const std::string name = route.method + " " + route.pattern;
  if (!route.handler == !route.later) throw std::logic_error(name + " needs one handler");
  if (route.upload && route.later) throw std::logic_error(name + " cannot spool and answer later");
  for (const Route& known : routes_) {
    if (known.method == route.method && known.pattern == route.pattern) {
      throw std::logic_error(name + " is in the table twice");
    }
  }
  patterns_.push_back(segments_of(route.pattern));
  routes_.push_back(std::move(route));
}

Router::Match Router::match(const std::string& method, const Target& target, const Caller* caller,
                            bool loopback) const {
  Match match;
  std::size_t best = 0;
  std::string allow;
  bool open_path = false;
  for (std::size_t index = 0; index < routes_.size(); ++index) {
    const auto fixed = fit(patterns_[index], target.segments);
    if (!fixed) continue;
    const Route& route = routes_[index];
    open_path = open_path || route.open == Open::everywhere || (route.open == Open::loopback && loopback);
    if (allow.find(route.method) == std::string::npos) allow += (allow.empty() ? "" : ", ") + route.method;
    if (route.method != method || (match.route != nullptr && *fixed <= best)) continue;
    best = *fixed;
    match.route = &route;
    match.parameters.clear();
    for (std::size_t at = 0; at < patterns_[index].size(); ++at) {
      const std::string& segment = patterns_[index][at];
      if (is_parameter(segment))
        match.parameters[segment.substr(1, segment.size() - 2)] = target.segments[at];
    }
  }
  if (match.route != nullptr && allowed(*match.route, caller, loopback)) return match;
  if (caller == nullptr && !(open_path && match.route == nullptr)) {
    match.refusal = log_in_first();
  } else if (match.route != nullptr) {
    match.refusal = not_allowed(*match.route, *caller);
  } else if (!allow.empty()) {
    match.refusal = wrong_method(allow);
  } else {
    match.refusal = Response::error({5, "no-such-address", "there is nothing at this address",
                                     "the addresses are listed at /api/v1/openapi.json"});
  }
  match.route = nullptr;
  return match;
}

}  // namespace triand::server
