#include "daemon/server/request.hpp"

#include <charconv>

#include <boost/beast/core/string.hpp>

namespace triand::server {

// A head whose length is no number was refused before.
std::uint64_t Request::content_length() const {
  const std::string_view text = header("Content-Length");
  std::uint64_t length = 0;
  std::from_chars(text.data(), text.data() + text.size(), length);
  return length;
}

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
