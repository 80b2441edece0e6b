#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/server/caller.hpp"
#include "daemon/server/sign_on.hpp"

namespace triand::server {

// One request as a handler sees it: complete, its caller known and allowed.
struct Request {
  std::string method;                             // "GET"
  std::string path;                               // decoded
  std::map<std::string, std::string> parameters;  // the {names} of the route's pattern, decoded
  std::map<std::string, std::string> query;       // decoded; of a repeated name the last one
  std::string query_text;                         // after '?', as it came
  Headers headers;                                // names as they came
  std::string body;                               // empty when the route spools
  // The body's file, for routes that spool it. It is unlinked after the handler, unless the handler keeps it by
  // moving the name out of here.
  std::string upload_file;
  Caller caller;
  // What the handler wanted of the query, whether it was there or not: what is written of a route is held against it.
  mutable std::set<std::string> asked_for;
  // Where the client is: its address, of IPv6 the network's first 64 bits; "loopback" for this machine, empty on the
  // control socket.
  std::string client;
  SignOn sign_on;  // for the console alone: whoever calls the API over TCP shows a token

  // How long the body will be, as the head says; 0 where it does not say.
  [[nodiscard]] std::uint64_t content_length() const;
  // The value of the first header of that name in any letter case, or empty.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  // The query's value, or empty. The name is noted in `asked_for`.
  [[nodiscard]] std::string_view asked(const std::string& name) const;
  // A {name} of the pattern. Throws std::out_of_range for a name that the pattern does not have.
  [[nodiscard]] const std::string& parameter(const std::string& name) const;
};

}  // namespace triand::server
