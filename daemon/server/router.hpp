#pragma once

#include <map>
#include <string>
#include <vector>

#include "daemon/server/route.hpp"
#include "daemon/server/target.hpp"

namespace triand::server {

// The table of routes, and the one place where unknown paths, wrong methods and missing rights are refused.
// Filled before the server starts, read-only afterwards.
class Router {
 public:
  // Throws std::logic_error for a route that is there already, has no handler, or spools and answers later.
  void add(Route route);

  struct Match {
    const Route* route = nullptr;  // null: refused
    std::map<std::string, std::string> parameters;
    Response refusal;
  };
  // Decides from the request's first line and its caller, before the body is read. A null caller has not logged
  // in; `loopback`: the request comes from this machine and through no proxy. Whoever has not logged in is told
  // nothing about which routes exist.
  [[nodiscard]] Match match(const std::string& method, const Target& target, const Caller* caller,
                            bool loopback) const;

  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
  std::vector<std::vector<std::string>> patterns_;  // the segments of each route's pattern
};

}  // namespace triand::server
