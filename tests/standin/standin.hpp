#pragma once

#include <cstdint>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "tests/standin/net/receipt_sender.hpp"
#include "tests/standin/net/smpp_server.hpp"
#include "tests/standin/service/service.hpp"

namespace triand::standin {

// The imitated gateways with their three servers, HTTP, SMTP and SMPP, on one thread: the one that calls run().
class Standin {
 public:
  // Listens at once ("127.0.0.1:0": a free port). Throws std::exception with a sentence when it cannot.
  Standin(Settings settings, const std::string& http_listen, const std::string& smtp_listen,
          SmscSettings smsc = {}, const std::string& smpp_listen = "127.0.0.1:0");

  [[nodiscard]] std::uint16_t http_port() const { return http_.local_endpoint().port(); }
  [[nodiscard]] std::uint16_t smtp_port() const { return smtp_.local_endpoint().port(); }
  [[nodiscard]] std::uint16_t smpp_port() const { return smpp_.local_endpoint().port(); }

  // Serves until stop(), or until SIGTERM or SIGINT where `signals` is set. Call once.
  void run(bool signals = false);
  // From any thread. Connections are cut.
  void stop() { io_.stop(); }

  // Before run() or on its thread.
  [[nodiscard]] Service& service() { return service_; }

 private:
  boost::asio::awaitable<void> accept_http();
  boost::asio::awaitable<void> accept_smtp();
  boost::asio::awaitable<void> accept_smpp();

  Service service_;
  Smsc smsc_;
  boost::asio::io_context io_;
  ReceiptSender sender_;
  boost::asio::ip::tcp::acceptor http_;
  boost::asio::ip::tcp::acceptor smtp_;
  boost::asio::ip::tcp::acceptor smpp_;
  SmppServer smpp_server_;
};

}  // namespace triand::standin
