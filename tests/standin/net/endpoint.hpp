#pragma once

#include <string>
#include <string_view>

#include <boost/asio/ip/tcp.hpp>

namespace triand::standin {

// "127.0.0.1:0" or "[::1]:8025". Throws std::invalid_argument with a sentence for everything else.
[[nodiscard]] boost::asio::ip::tcp::endpoint parse_endpoint(const std::string& text);

[[nodiscard]] std::string to_string(const boost::asio::ip::tcp::endpoint& endpoint);

// A listening socket there. Throws std::runtime_error with a sentence that names the address when it is in use.
[[nodiscard]] boost::asio::ip::tcp::acceptor listen_on(const boost::asio::any_io_executor& executor,
                                                       const std::string& text);

}  // namespace triand::standin
