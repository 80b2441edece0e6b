#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace triand::standin {

class ReceiptSender;
class Service;

// Serves one HTTP/1.1 connection to its end, keep-alive and pipelining included. The service and the sender must
// outlive it; all of them live on the socket's thread.
boost::asio::awaitable<void> serve_http(boost::asio::ip::tcp::socket socket, Service& service,
                                        ReceiptSender& sender);

}  // namespace triand::standin
