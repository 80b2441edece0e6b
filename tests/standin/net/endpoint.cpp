#include "tests/standin/net/endpoint.hpp"

#include <charconv>
#include <stdexcept>

#include <fmt/format.h>
#include <boost/asio/ip/address.hpp>

namespace triand::standin {

using boost::asio::ip::tcp;

tcp::endpoint parse_endpoint(const std::string& text) {
  std::size_t colon = text.rfind(':');
  std::string host = text.substr(0, colon == std::string::npos ? 0 : colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  std::string_view port_text = colon == std::string::npos ? "" : std::string_view(text).substr(colon + 1);
  std::uint16_t port = 0;
  auto [end, number_error] = std::from_chars(port_text.data(), port_text.data() + port_text.size(), port);
  boost::system::error_code error;
  boost::asio::ip::address address = boost::asio::ip::make_address(host, error);
  bool number =
      number_error == std::errc() && end == port_text.data() + port_text.size() && !port_text.empty();
  if (error || !number) {
    throw std::invalid_argument(
        fmt::format("'{}' is no address; write it like 127.0.0.1:8025, port 0 for a free one", text));
  }
  return {address, port};
}

std::string to_string(const tcp::endpoint& endpoint) {
  const auto& address = endpoint.address();
  return fmt::format(fmt::runtime(address.is_v6() ? "[{}]:{}" : "{}:{}"), address.to_string(),
                     endpoint.port());
}

tcp::acceptor listen_on(const boost::asio::any_io_executor& executor, const std::string& text) {
  tcp::endpoint endpoint = parse_endpoint(text);
  tcp::acceptor acceptor(executor);
  boost::system::error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(boost::asio::socket_base::max_listen_connections, error);
  if (error) throw std::runtime_error(fmt::format("cannot listen on {}: {}", text, error.message()));
  return acceptor;
}

}  // namespace triand::standin
