#include "channels/smpp/wire.hpp"

#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/write.hpp>

namespace triand::channels::smpp {

namespace asio = boost::asio;
using boost::system::error_code;

Wire::Wire(const asio::any_io_executor& executor, ServerAddress server, asio::ssl::context& tls)
    : server_(std::move(server)), resolver_(executor), stream_(executor, tls) {}

void Wire::connect(std::function<void(std::string)> done) {
  connected_ = std::move(done);
  resolver_.async_resolve(
      server_.host, std::to_string(server_.port),
      [self = shared_from_this()](const error_code& error,
                                  const asio::ip::tcp::resolver::results_type& found) {
        if (self->closed_) return;
        if (error)
          return self->connected("the name " + self->server_.host + " was not found: " + error.message());
        asio::async_connect(self->stream_.lowest_layer(), found,
                            [self](const error_code& failed, const asio::ip::tcp::endpoint&) {
                              if (self->closed_) return;
                              if (failed) return self->connected("no connection: " + failed.message());
                              self->shake_hands();
                            });
      });
}

void Wire::shake_hands() {
  error_code ignored;
  stream_.lowest_layer().set_option(asio::ip::tcp::no_delay(true), ignored);
  stream_.lowest_layer().set_option(asio::socket_base::keep_alive(true), ignored);
  if (!server_.tls) return connected("");
  if (SSL_set_tlsext_host_name(stream_.native_handle(), server_.host.c_str()) != 1)
    return connected("TLS does not take the name " + server_.host);
  stream_.set_verify_mode(asio::ssl::verify_peer, ignored);
  stream_.set_verify_callback(asio::ssl::host_name_verification(server_.host), ignored);
  stream_.async_handshake(asio::ssl::stream_base::client,
                          [self = shared_from_this()](const error_code& error) {
                            if (self->closed_) return;
                            self->connected(error ? "no TLS with the server: " + error.message() : "");
                          });
}

void Wire::connected(const std::string& fault) {
  if (const auto done = std::exchange(connected_, {})) done(fault);
}

void Wire::read(std::function<void(std::string_view)> came) {
  came_ = std::move(came);
  read_on();
}

void Wire::read_on() {
  const auto taken = [self = shared_from_this()](const error_code& error, std::size_t size) {
    if (self->closed_) return;
    self->came_(error ? std::string_view() : std::string_view(self->in_.data(), size));
    if (!error && !self->closed_) self->read_on();
  };
  if (server_.tls)
    stream_.async_read_some(asio::buffer(in_), taken);
  else
    stream_.next_layer().async_read_some(asio::buffer(in_), taken);
}

void Wire::write(std::string bytes, std::function<void(bool)> done) {
  out_ = std::move(bytes);
  written_ = std::move(done);
  const auto written = [self = shared_from_this()](const error_code& error, std::size_t) {
    if (self->closed_) return;
    if (const auto then = std::exchange(self->written_, {})) then(!error);
  };
  if (server_.tls)
    asio::async_write(stream_, asio::buffer(out_), written);
  else
    asio::async_write(stream_.next_layer(), asio::buffer(out_), written);
}

void Wire::close() {
  if (closed_) return;
  closed_ = true;
  error_code ignored;
  resolver_.cancel();
  stream_.lowest_layer().close(ignored);
  connected_ = {};
  written_ = {};
  // came_ may be what is running just now: it goes with the wire.
}

}  // namespace triand::channels::smpp
