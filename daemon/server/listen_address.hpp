#pragma once

#include <string_view>

#include <boost/asio/ip/tcp.hpp>

namespace triand::server {

// Reads "127.0.0.1:8480", "[::1]:8480" or "localhost:8480"; port 0 is any free one. Names are not resolved.
// Throws std::runtime_error that says what would be right.
[[nodiscard]] boost::asio::ip::tcp::endpoint listen_endpoint(std::string_view text);

}  // namespace triand::server
