#include "daemon/server/http_server.hpp"

#include <unistd.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include "daemon/server/connection.hpp"
#include "daemon/server/control_socket.hpp"
#include "daemon/server/handoff.hpp"
#include "daemon/server/listen_address.hpp"
#include "daemon/server/server_context.hpp"

namespace triand::server {
namespace {

using boost::asio::ip::tcp;
using Local = boost::asio::local::stream_protocol;

// How long to wait when accepting fails, for want of descriptors for example.
constexpr std::chrono::milliseconds kAcceptPause{100};

tcp::acceptor listen_on(const boost::asio::any_io_executor& executor, const std::string& address) {
  const tcp::endpoint endpoint = listen_endpoint(address);
  try {
    return tcp::acceptor(executor, endpoint, true);
  } catch (const boost::system::system_error& trouble) {
    throw std::runtime_error("cannot listen on " + address + ": " + trouble.code().message() +
                             "; stop what listens there (ss -ltnp names it) or change http.listen");
  }
}

// Which of the server's doors a connection came in by.
enum class Door { tcp, control, proxy };

// nullopt: nobody who may come in there.
std::optional<Origin> origin_of(const ServerContext& context, const tcp::socket& socket, Door) {
  boost::system::error_code error;
  const auto peer = plain_address(socket.remote_endpoint(error).address());
  Origin origin;
  origin.address = peer.to_string();
  origin.loopback = peer.is_loopback();
  boost::system::error_code gone;
  const auto here = plain_address(socket.local_endpoint(gone).address());
  origin.believed = !error && !gone && context.proxy.believes_peer(peer, here);
  // Many come through a proxy.
  if (!origin.loopback && !origin.believed) origin.share = origin.address;
  return origin;
}

std::optional<Origin> origin_of(const ServerContext& context, Local::socket& socket, Door door) {
  Origin origin;
  origin.uid = peer_uid(socket.native_handle());
  const bool above = is_administrator(origin.uid, ::geteuid());
  if (door == Door::proxy) {
    if (!above && origin.uid != context.proxy.socket_uid) return std::nullopt;
    origin.believed = true;
    return origin;
  }
  origin.local = true;
  if (!above) origin.share = std::to_string(origin.uid);
  return origin;
}

}  // namespace

struct HttpServer::Listeners {
  Listeners(std::shared_ptr<ServerContext> shared, std::string listen_text, std::string socket_path)
      : context(std::move(shared)), listen(std::move(listen_text)), path(std::move(socket_path)) {}

  std::shared_ptr<ServerContext> context;
  std::string listen;
  std::string path;
  std::optional<ControlSocket> control;
  std::optional<ControlSocket> proxy_socket;
  std::shared_ptr<tcp::acceptor> remote;
  std::shared_ptr<Local::acceptor> local;
  std::shared_ptr<Local::acceptor> proxy;

  template <class Acceptor>
  static boost::asio::awaitable<void> accept(std::shared_ptr<ServerContext> context,
                                             std::shared_ptr<Acceptor> acceptor, Door door) {
    while (acceptor->is_open()) {
      auto [error, socket] = co_await acceptor->async_accept(use_tuple);
      if (!acceptor->is_open() || error == boost::asio::error::operation_aborted) co_return;
      if (error) {
        context->log(LogLevel::warning, "http_accept_failed", error.message());
        boost::asio::steady_timer pause(context->executor, kAcceptPause);
        co_await pause.async_wait(use_tuple);
        continue;
      }
      admit(context, std::move(socket), door);
    }
  }

  template <class Socket>
  static void admit(const std::shared_ptr<ServerContext>& context, Socket socket, Door door) {
    try {
      std::optional<Origin> origin = origin_of(*context, socket, door);
      if (!origin) {
        context->log(LogLevel::warning, "http_user_refused",
                     "a system user who is not the proxy called the proxy's socket");
        return;
      }
      ConnectionCount& count = origin->local ? context->local : context->remote;
      std::optional<ConnectionCount::Place> place = count.take(origin->share);
      if (!place) {
        context->log(LogLevel::warning, "http_connection_refused", "too many connections");
        return;
      }
      // Not before: a name may have to be asked for at another machine.
      if (origin->local) origin->user_name = user_name_of(origin->uid);
      std::make_shared<Connection>(context, Connection::Socket(std::move(socket)), std::move(*origin),
                                   std::move(*place))
          ->start();
    } catch (const std::exception& trouble) {
      context->log(LogLevel::error, "http_connection_failed", trouble.what());
    }
  }
};

HttpServer::HttpServer(boost::asio::any_io_executor executor, const Router& router, HttpServerOptions options)
    : listeners_(std::make_unique<Listeners>(
          std::make_shared<ServerContext>(std::move(executor), router, options.limits,
                                          std::move(options.proxy), std::move(options.role_of),
                                          std::move(options.bearer_of), std::move(options.log),
                                          std::move(options.answered)),
          std::move(options.listen), std::move(options.control_socket))) {}

HttpServer::~HttpServer() {
  stop();
  ServerContext& context = *listeners_->context;
  for (boost::asio::thread_pool* pool : {&context.workers, &context.slow_workers}) pool->stop();
  for (boost::asio::thread_pool* pool : {&context.workers, &context.slow_workers}) pool->join();
}

void HttpServer::start() {
  Listeners& all = *listeners_;
  const auto& executor = all.context->executor;
  if (!all.listen.empty()) all.remote = std::make_shared<tcp::acceptor>(listen_on(executor, all.listen));
  if (!all.path.empty()) {
    all.control.emplace(all.path);
    all.local = std::make_shared<Local::acceptor>(executor, Local(), all.control->release());
  }
  if (const std::string& path = all.context->proxy.socket; !path.empty()) {
    all.proxy_socket.emplace(path, "http.proxy.socket");
    all.proxy = std::make_shared<Local::acceptor>(executor, Local(), all.proxy_socket->release());
  }
  using boost::asio::co_spawn;
  using boost::asio::detached;
  if (all.remote) co_spawn(executor, Listeners::accept(all.context, all.remote, Door::tcp), detached);
  if (all.local) co_spawn(executor, Listeners::accept(all.context, all.local, Door::control), detached);
  if (all.proxy) co_spawn(executor, Listeners::accept(all.context, all.proxy, Door::proxy), detached);
}

std::uint16_t HttpServer::port() const {
  return listeners_->remote ? listeners_->remote->local_endpoint().port() : std::uint16_t{0};
}

void HttpServer::stop() {
  Listeners& all = *listeners_;
  all.context->stopping = true;
  boost::system::error_code ignored;
  if (all.remote) all.remote->close(ignored);
  if (all.local) all.local->close(ignored);
  if (all.proxy) all.proxy->close(ignored);
  if (all.control) all.control->remove();
  if (all.proxy_socket) all.proxy_socket->remove();
  const std::vector<Connection*> open(all.context->connections.begin(), all.context->connections.end());
  for (Connection* connection : open) connection->stop();
}

}  // namespace triand::server
