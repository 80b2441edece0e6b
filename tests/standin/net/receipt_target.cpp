#include "tests/standin/net/receipt_target.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace triand::standin {

std::optional<ReceiptTarget> receipt_target(const std::string& url) {
  auto parsed = boost::urls::parse_uri(url);
  if (!parsed || parsed->scheme() != "http" || parsed->host().empty()) return std::nullopt;
  ReceiptTarget target;
  target.host = parsed->host_address();
  target.port = parsed->has_port() ? std::string(parsed->port()) : "80";
  target.path = std::string(parsed->encoded_resource());
  target.path.resize(target.path.find('#') == std::string::npos ? target.path.size() : target.path.find('#'));
  if (!target.path.starts_with('/')) target.path.insert(target.path.begin(), '/');
  return target;
}

}  // namespace triand::standin
