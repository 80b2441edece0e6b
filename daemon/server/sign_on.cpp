#include "daemon/server/sign_on.hpp"

#include <boost/beast/core/string.hpp>

#include "daemon/domain/account.hpp"

namespace triand::server {

SignOn sign_on_in(const Headers& headers, std::string_view user_header) {
  const std::string* found = nullptr;
  for (const auto& [name, value] : headers) {
    if (!boost::beast::iequals(name, user_header)) continue;
    if (found != nullptr) return {.kind = SignOn::Kind::unusable, .fault = "it is there more than once"};
    found = &value;
  }
  if (found == nullptr) return {};
  std::string fault = domain::account_name_fault(*found);
  if (!fault.empty()) return {.kind = SignOn::Kind::unusable, .fault = std::move(fault)};
  return {.kind = SignOn::Kind::named, .name = *found};
}

bool has_header(const Headers& headers, std::string_view name) {
  for (const auto& header : headers)
    if (boost::beast::iequals(header.first, name)) return true;
  return false;
}

}  // namespace triand::server
