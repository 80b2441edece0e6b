#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/server/api_error.hpp"
#include "daemon/server/request.hpp"

namespace triand::server {

// The JSON object in a request's body; an empty body is an empty object. The getters note every fault and
// give an empty value then, so that fault() can tell all of them at once. One request, one thread.
class JsonBody {
 public:
  explicit JsonBody(const Request& request);

  [[nodiscard]] std::string text(const std::string& name);      // empty when absent
  [[nodiscard]] std::string required(const std::string& name);  // absent or empty is a fault
  // The texts of a list; nullopt when absent.
  [[nodiscard]] std::optional<std::vector<std::string>> texts(const std::string& name);
  [[nodiscard]] bool flag(const std::string& name);  // false when absent
  // A whole number, from 0 on; nullopt when absent.
  [[nodiscard]] std::optional<std::int64_t> number(const std::string& name);

  // What is wrong with what was asked for, and with members that nobody asked for; call it last.
  [[nodiscard]] std::optional<ApiError> fault() const;

 private:
  void complain(const std::string& what);

  boost::json::object members_;
  std::set<std::string> asked_;
  std::string faults_;
};

}  // namespace triand::server
