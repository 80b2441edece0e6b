#include "daemon/server/request.hpp"

#include <boost/beast/core/string.hpp>

namespace triand::server {

std::string_view Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (boost::beast::iequals(key, name)) return value;
  }
  return {};
}

std::string_view Request::asked(const std::string& name) const {
  asked_for.insert(name);
  const auto found = query.find(name);
  return found == query.end() ? std::string_view() : std::string_view(found->second);
}

const std::string& Request::parameter(const std::string& name) const { return parameters.at(name); }

}  // namespace triand::server
