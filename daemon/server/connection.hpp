#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "daemon/server/body_budget.hpp"
#include "daemon/server/connection_count.hpp"
#include "daemon/server/request.hpp"
#include "daemon/server/response.hpp"
#include "daemon/server/route.hpp"

namespace triand::server {

struct ServerContext;

// Where a connection comes from.
struct Origin {
  bool local = false;     // the control socket
  uid_t uid = 0;          // of a socket: the peer's
  std::string user_name;  // local: the peer's
  std::string address;    // of TCP: the peer's
  bool loopback = false;  // of TCP: from this machine
  bool believed = false;  // a proxy's, by ProxyTrust
  std::string share;      // whose share of the connections it is: an address or a uid; empty: of none
};

// Serves one client, one request after the other. Lives in its own coroutine; network thread.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Socket = boost::asio::generic::stream_protocol::socket;

  // The connection is counted already, by `place`, of a count that is the context's.
  Connection(std::shared_ptr<ServerContext> context, Socket socket, Origin origin,
             ConnectionCount::Place place);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  // Serves until the client leaves, misbehaves or stop() is called.
  void start();
  // Closes at once, unless a request is being answered: then after the answer.
  void stop();

 private:
  using Stream =
      boost::beast::basic_stream<boost::asio::generic::stream_protocol, boost::asio::any_io_executor>;
  using Head = boost::beast::http::request_parser<boost::beast::http::empty_body>;
  enum class Heard { request, fault, silence };
  // Bytes that were read and not understood yet: of a chunk's head or the trailers as much as of a request's.
  static constexpr std::size_t kMostUnread = 64 * 1024;

  boost::asio::awaitable<void> serve();
  boost::asio::awaitable<bool> serve_one();  // whether another request may follow
  boost::asio::awaitable<Heard> read_head();
  boost::asio::awaitable<bool> is_admitted(const Route& route);  // false: response_ says why
  boost::asio::awaitable<bool> read_body(
      const Route& route);  // false: response_ says why, or the client is gone
  boost::asio::awaitable<bool> read_into_memory(std::uint64_t most);
  boost::asio::awaitable<bool> read_into_file(const Upload& upload);
  bool too_large(std::uint64_t most);                  // false, with the refusal in response_
  bool cannot_store(const Upload& upload, int fault);  // false, with the refusal in response_
  boost::asio::awaitable<void> invite_body();
  boost::asio::awaitable<void> answer(const Route& route);
  boost::asio::awaitable<bool> write_response();
  boost::asio::awaitable<bool> write_body();
  boost::asio::awaitable<bool> write_file();
  boost::asio::awaitable<void> linger();
  [[nodiscard]] boost::asio::thread_pool& workers_for(const Route& route);
  const Route* admit();     // the route, or null with the refusal in response_
  void take_proxys_word();  // where the client is, and who he is
  // Who the API token of the request is of; false: it is refused.
  bool take_bearer(const std::string& path, std::optional<Caller>& caller);
  void take_headers();
  void refuse(unsigned status, const char* error, std::string message, std::string hint);

  std::shared_ptr<ServerContext> context_;
  const ConnectionCount::Place place_;
  Stream stream_;
  Origin origin_;
  boost::beast::flat_buffer buffer_{kMostUnread};
  std::optional<Head> head_;
  Request request_;
  BodyBudget::Share body_share_;
  std::shared_ptr<void> pass_;  // of the request's admission
  Response response_;
  bool have_response_ = false;
  bool keep_alive_ = false;
  bool answering_ = false;
  bool first_ = true;
};

}  // namespace triand::server
