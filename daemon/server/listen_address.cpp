#include "daemon/server/listen_address.hpp"

#include <charconv>
#include <cstdint>
#include <stdexcept>
#include <string>

#include <boost/asio/ip/address.hpp>

namespace triand::server {

boost::asio::ip::tcp::endpoint listen_endpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const std::string_view port_text = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  std::string_view host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(std::string(host), error);
  std::uint16_t port = 0;
  const auto [end, fault] = std::from_chars(port_text.begin(), port_text.end(), port);
  if (error || port_text.empty() || fault != std::errc() || end != port_text.end()) {
    throw std::runtime_error("http.listen: \"" + std::string(text) +
                             "\" is not an address and a port; write for example 127.0.0.1:8480");
  }
  return {address, port};
}

}  // namespace triand::server
