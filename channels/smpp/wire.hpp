#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "channels/smpp/server_address.hpp"

namespace triand::channels::smpp {

// One connection to a server, TCP or TLS. Network thread. Nothing is called back after close(), which may be called at
// any time; one read and one write at a time.
class Wire : public std::enable_shared_from_this<Wire> {
 public:
  // `tls` is used when the address says so; it must outlive the wire.
  Wire(const boost::asio::any_io_executor& executor, ServerAddress server, boost::asio::ssl::context& tls);

  // `done` is given what went wrong, for people, or nothing.
  void connect(std::function<void(std::string fault)> done);
  // Reads for ever: `came` gets what came, or nothing when the connection has ended.
  void read(std::function<void(std::string_view bytes)> came);
  // `done`: whether it was all given to the network.
  void write(std::string bytes, std::function<void(bool written)> done);
  void close();

 private:
  void shake_hands();
  void connected(const std::string& fault);
  void read_on();

  ServerAddress server_;
  boost::asio::ip::tcp::resolver resolver_;
  boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream_;  // its lowest layer alone without TLS
  std::function<void(std::string)> connected_;
  std::function<void(std::string_view)> came_;
  std::function<void(bool)> written_;
  std::string out_;
  std::array<char, 16 * 1024> in_{};
  bool closed_ = false;
};

}  // namespace triand::channels::smpp
