#include "daemon/server/connection.hpp"

#include <unistd.h>

#include <exception>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "daemon/server/client_address.hpp"
#include "daemon/server/guarded.hpp"
#include "daemon/server/handoff.hpp"
#include "daemon/server/request_head.hpp"
#include "daemon/server/server_context.hpp"

namespace triand::server {
namespace http = boost::beast::http;

Connection::Connection(std::shared_ptr<ServerContext> context, Socket socket, Origin origin,
                       ConnectionCount::Place place)
    : context_(std::move(context)),
      place_(std::move(place)),
      stream_(std::move(socket)),
      origin_(std::move(origin)),
      body_share_(origin_.local ? context_->local_bodies : context_->remote_bodies) {
  context_->connections.insert(this);
}

Connection::~Connection() {
  context_->connections.erase(this);
  if (!request_.upload_file.empty()) ::unlink(request_.upload_file.c_str());
}

void Connection::start() {
  boost::asio::co_spawn(
      stream_.get_executor(), [self = shared_from_this()] { return self->serve(); }, boost::asio::detached);
}

void Connection::stop() {
  keep_alive_ = false;
  if (!answering_) stream_.close();
}

boost::asio::awaitable<void> Connection::serve() {
  const auto self = shared_from_this();
  try {
    while (co_await serve_one()) {
    }
  } catch (const std::exception& trouble) {
    context_->log(LogLevel::error, "http_connection_failed", trouble.what());
  }
  stream_.close();
}

boost::asio::awaitable<bool> Connection::serve_one() {
  request_ = Request();
  body_share_.give_back();
  pass_.reset();
  response_ = Response();
  have_response_ = false;
  keep_alive_ = false;
  answering_ = false;
  const Heard heard = co_await read_head();
  if (heard == Heard::silence) co_return false;
  bool body_is_read = false;
  std::string pattern;
  if (heard == Heard::request) {
    keep_alive_ = head_->keep_alive() && !context_->stopping;
    body_is_read = head_->is_done();
    if (const Route* route = admit(); route != nullptr) {
      pattern = route->pattern;
      if (co_await is_admitted(*route)) {
        body_is_read = co_await read_body(*route);
        if (body_is_read) {
          answering_ = true;
          co_await answer(*route);
        }
      }
    }
  }
  if (!have_response_) co_return false;
  answering_ = true;
  if (!body_is_read || context_->stopping) keep_alive_ = false;
  context_->answered(pattern, response_.status);
  if (!co_await write_response()) co_return false;
  if (!body_is_read) co_await linger();
  co_return keep_alive_ && !context_->stopping;
}

boost::asio::awaitable<Connection::Heard> Connection::read_head() {
  using Kind = HeadJudgement::Kind;
  head_.emplace();
  head_->header_limit(static_cast<std::uint32_t>(context_->limits.head_bytes + 1));
  head_->body_limit(boost::none);
  bool begun = buffer_.size() > 0 || std::exchange(first_, false);
  stream_.expires_after(begun ? context_->limits.head_time : context_->limits.idle_time);
  for (;;) {
    const auto bytes = buffer_.data();
    const HeadJudgement judgement =
        judge_head({static_cast<const char*>(bytes.data()), bytes.size()}, context_->limits.head_bytes);
    if (judgement.kind == Kind::complete) break;
    if (judgement.kind == Kind::too_long) {
      refuse(431, "head-too-long", "the request's head is too long",
             "it may have " + std::to_string(context_->limits.head_bytes) + " bytes");
      co_return Heard::fault;
    }
    if (judgement.kind == Kind::malformed) {
      refuse(400, "malformed", "the request is malformed: " + std::string(judgement.fault), "");
      co_return Heard::fault;
    }
    const auto room = buffer_.prepare(context_->limits.head_bytes);
    const auto [error, count] = co_await stream_.async_read_some(room, use_tuple);
    if (error) co_return Heard::silence;
    buffer_.commit(count);
    if (!std::exchange(begun, true)) stream_.expires_after(context_->limits.head_time);
  }
  boost::system::error_code error;
  while (!error && !head_->is_header_done()) buffer_.consume(head_->put(buffer_.data(), error));
  if (error) {
    refuse(400, "malformed", "the request is malformed: " + error.message(), "");
    co_return Heard::fault;
  }
  take_headers();
  co_return Heard::request;
}

void Connection::take_headers() {
  const auto& message = head_->get();
  request_.method = message.method_string();
  for (const auto& field : message) {
    request_.headers.emplace_back(field.name_string(), field.value());
  }
}

const Route* Connection::admit() {
  const auto& message = head_->get();
  if (message.count(http::field::host) != 1) {
    refuse(400, "malformed", "the request must name its host exactly once", "add a Host header");
    return nullptr;
  }
  auto target = target_from(std::string_view(message.target().data(), message.target().size()));
  if (!target) {
    refuse(400, "malformed", "the request's address is malformed", "it begins with / and is percent-encoded");
    return nullptr;
  }
  std::optional<Caller> caller;
  if (origin_.local) {
    caller = caller_of(origin_.uid, ::geteuid(), origin_.user_name, context_->role_of);
    if (!caller) {
      context_->log(LogLevel::warning, "http_user_refused",
                    "system user with uid " + std::to_string(origin_.uid) + " has no role");
      refuse(403, "not-allowed", "the user " + origin_.user_name + " has no role here",
             "root and the service's own user have one: use sudo; others get one by: trianctl users add");
      return nullptr;
    }
  }
  take_proxys_word();
  if (!origin_.local && !take_bearer(target->path, caller)) return nullptr;
  // A proxy on this machine connects from loopback for clients from anywhere; it says so.
  const bool loopback = origin_.loopback && request_.sign_on.kind == SignOn::Kind::none &&
                        !has_header(request_.headers, "Forwarded") &&
                        !has_header(request_.headers, "X-Forwarded-For");
  auto match = context_->router.match(request_.method, *target, caller ? &*caller : nullptr,
                                      loopback || origin_.local);
  if (match.route == nullptr) {
    response_ = std::move(match.refusal);
    have_response_ = true;
    return nullptr;
  }
  request_.path = std::move(target->path);
  request_.query = std::move(target->query);
  request_.query_text = std::move(target->query_text);
  request_.parameters = std::move(match.parameters);
  if (caller) request_.caller = std::move(*caller);
  return match.route;
}

void Connection::take_proxys_word() {
  const ProxyTrust& trust = context_->proxy;
  if (!origin_.local) request_.client = client_address({origin_.address, origin_.believed}, request_, trust);
  if (trust.user_header.empty() || !has_header(request_.headers, trust.user_header)) return;
  if (!origin_.believed) {
    context_->log(LogLevel::warning, "sign_on_ignored",
                  "a request that is no proxy's names somebody in " + trust.user_header);
    return;
  }
  request_.sign_on = sign_on_in(request_.headers, trust.user_header);
  if (request_.sign_on.kind == SignOn::Kind::unusable)
    context_->log(LogLevel::warning, "sign_on_refused",
                  "the proxy's " + trust.user_header + " names no account: " + request_.sign_on.fault);
}

boost::asio::awaitable<bool> Connection::is_admitted(const Route& route) {
  if (!route.admits) co_return true;
  stream_.expires_never();
  const auto ask = [this, &route] { return guarded_admission(route, request_, context_->log); };
  Admission admission = co_await on_worker(context_->executor, context_->workers, ask);
  pass_ = std::move(admission.pass);
  if (!admission.refusal) co_return true;
  response_ = std::move(*admission.refusal);
  have_response_ = true;
  co_return false;
}

// Whoever shows one is judged by it and by nothing else. Other addresses have log-ins of their own.
bool Connection::take_bearer(const std::string& path, std::optional<Caller>& caller) {
  using Kind = BearerGate::Verdict::Kind;
  const auto shown = head_->get().count(http::field::authorization);
  if (shown == 0 || !context_->bearer_of || !path.starts_with("/api/v1/")) return true;
  // Two of them are none.
  auto verdict = context_->bearer_of(shown == 1 ? request_.header("Authorization") : "", request_.client);
  if (verdict.kind == Kind::admitted) {
    caller = std::move(verdict.caller);
    return true;
  }
  have_response_ = true;
  if (verdict.kind == Kind::wait) {
    response_ = Response::error({4, "wait", "too many tokens from there were wrong", "try again later"}, 429);
    response_.headers.emplace_back("Retry-After", std::to_string(verdict.wait.count()));
  } else if (verdict.kind == Kind::closed) {
    response_ =
        Response::error({7, "accounts-unread", "nobody can be let in until the accounts can be read again",
                         "try again later"},
                        503);
    response_.headers.emplace_back("Retry-After", "1");
  } else {
    response_ = Response::error({4, "bad-token", "the token is not known, has expired or was revoked",
                                 "make another one: trianctl users token NAME --for WHAT"},
                                401);
    response_.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"triand\", error=\"invalid_token\"");
  }
  return false;
}

boost::asio::thread_pool& Connection::workers_for(const Route& route) {
  const bool slow = route.runs == Runs::on_slow_worker || route.upload;
  return slow ? context_->slow_workers : context_->workers;
}

boost::asio::awaitable<void> Connection::answer(const Route& route) {
  stream_.expires_never();
  if (route.later) {
    const auto handoff = std::make_shared<Handoff<Response>>(context_->executor);
    answer_later(route, request_, context_->log, *handoff);
    response_ = co_await handoff->take();
  } else if (route.runs == Runs::on_network) {
    response_ = guarded(route, request_, context_->log);
  } else {
    const auto work = [this, &route] { return guarded(route, request_, context_->log); };
    response_ = co_await on_worker(context_->executor, workers_for(route), work);
  }
  have_response_ = true;
  if (!request_.upload_file.empty()) ::unlink(request_.upload_file.c_str());
  request_.upload_file.clear();
  pass_.reset();
}

void Connection::refuse(unsigned status, const char* error, std::string message, std::string hint) {
  const int exit = status == 403 ? 4 : status >= 500 ? 1 : 2;
  response_ = Response::error({exit, error, std::move(message), std::move(hint)}, status);
  have_response_ = true;
  // Whoever sends one malformed request may have meant a different end of it.
  if (status == 400) keep_alive_ = false;
}

}  // namespace triand::server
