#pragma once

#include <chrono>
#include <cstdint>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace triand::standin {

class SmtpHost;

// Serves one SMTP connection to its end. The host must outlive it and live on the socket's thread. `connection`
// makes queue ids unique.
boost::asio::awaitable<void> serve_smtp(boost::asio::ip::tcp::socket socket, SmtpHost& host,
                                        std::chrono::milliseconds hang, std::uint64_t connection);

}  // namespace triand::standin
