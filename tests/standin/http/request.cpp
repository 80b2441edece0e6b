#include "tests/standin/http/request.hpp"

#include <boost/beast/core/string.hpp>

#include "tests/standin/coding/form.hpp"

namespace triand::standin {

std::string_view Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (boost::beast::iequals(key, name)) return value;
  }
  return {};
}

std::string Request::parameter(std::string_view name) const { return form_value(query, name); }

}  // namespace triand::standin
