#pragma once

#include <chrono>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace triand::standin {

// Closes with a TCP reset instead of a farewell.
void reset_connection(boost::asio::ip::tcp::socket& socket);

// Reads and drops whatever comes until the other side goes.
boost::asio::awaitable<void> wait_for_close(boost::asio::ip::tcp::socket& socket);

boost::asio::awaitable<void> wait_for(std::chrono::milliseconds delay);

}  // namespace triand::standin
