#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "daemon/server/bearer_gate.hpp"
#include "daemon/server/http_limits.hpp"
#include "daemon/server/log.hpp"
#include "daemon/server/proxy_trust.hpp"
#include "daemon/server/router.hpp"
#include "daemon/server/system_user.hpp"

namespace triand::server {

struct HttpServerOptions {
  std::string listen;          // "127.0.0.1:8480"; empty: no TCP
  std::string control_socket;  // a path; empty: none
  HttpLimits limits;
  ProxyTrust proxy = ProxyTrust::usual();
  RoleOf role_of;           // of system users on the control socket
  Log log;                  // needed
  BearerOf bearer_of = {};  // who an API token is of, over TCP; empty: nobody
  Answered answered = [](const std::string&, unsigned) {};
};

// Answers HTTP on a TCP address, on the control socket and on one for a reverse proxy. On the control socket the peer's
// uid decides what it may do; elsewhere open routes answer, and the API to whoever shows a token. Everything happens on
// the executor's one thread, but handlers that block, which get worker threads.
class HttpServer {
 public:
  // `router` outlives the executor's context.
  HttpServer(boost::asio::any_io_executor executor, const Router& router, HttpServerOptions options);
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  // Waits for handlers on worker threads; the network thread must have ended, or this is it. A handler on a worker
  // must therefore never wait for the network thread without a time limit. Before the io_context goes.
  ~HttpServer();

  // Throws std::runtime_error with the remedy when an address cannot be had.
  void start();
  // The TCP port in use; 0 without TCP.
  [[nodiscard]] std::uint16_t port() const;
  // Takes nothing new, removes the sockets' files, closes idle connections; requests that are being answered
  // still get their answer. Network thread; idempotent.
  void stop();

 private:
  struct Listeners;
  std::unique_ptr<Listeners> listeners_;
};

}  // namespace triand::server
