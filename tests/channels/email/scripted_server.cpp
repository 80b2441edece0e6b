#include "tests/channels/email/scripted_server.hpp"

#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace triand::channels::email {

void Client::fill() {
  char block[4096];
  const ssize_t length = ::recv(descriptor_, block, sizeof block, 0);
  if (length <= 0) throw Gone{};
  buffer_.append(block, static_cast<std::size_t>(length));
}

void Client::hang_up() { ::shutdown(descriptor_, SHUT_RDWR); }

void Client::say(const std::string& lines) {
  std::string bytes;
  for (const char c : lines) bytes += c == '\n' ? std::string("\r\n") : std::string(1, c);
  if (::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) throw Gone{};
}

std::string Client::line() {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n")) == std::string::npos) fill();
  std::string line = buffer_.substr(0, end);
  buffer_.erase(0, end + 2);
  return line;
}

std::string Client::body() {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n.\r\n")) == std::string::npos) fill();
  std::string body = buffer_.substr(0, end + 2);
  buffer_.erase(0, end + 5);
  return body;
}

void Client::wait_for_end() {
  try {
    while (true) fill();
  } catch (const Gone&) {
  }
}

bool Client::hears_nothing(std::chrono::milliseconds time) const {
  pollfd one{.fd = descriptor_, .events = POLLIN, .revents = 0};
  return buffer_.empty() && ::poll(&one, 1, static_cast<int>(time.count())) == 0;
}

ScriptedServer::ScriptedServer(Script script) : script_(std::move(script)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (listener_ < 0 || ::bind(listener_, reinterpret_cast<sockaddr*>(&address), length) != 0 ||
      ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) != 0)
    throw std::runtime_error("no listening socket");
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_clients(); });
}

ScriptedServer::~ScriptedServer() {
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int descriptor : open_) ::shutdown(descriptor, SHUT_RDWR);
  }
  for (std::thread& client : clients_) client.join();
  ::close(listener_);
}

void ScriptedServer::accept_clients() {
  while (true) {
    const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) return;
    // What is said leaves at once, though the client has not acknowledged what was said before.
    const int at_once = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    const int number = connections_++;
    const std::lock_guard lock(mutex_);
    open_.push_back(descriptor);
    clients_.emplace_back([this, descriptor, number] {
      Client client(descriptor);
      try {
        script_(client, number);
      } catch (const Client::Gone&) {
      }
      const std::lock_guard closing(mutex_);
      std::erase(open_, descriptor);
      ::close(descriptor);
    });
  }
}

void greet(Client& client, const std::string& offers) {
  client.say("220 scripted\n");
  client.line();
  client.say("250-scripted\n" + offers + "250 ENHANCEDSTATUSCODES\n");
}

void take_envelope(Client& client) {
  client.line();
  client.say("250 2.1.0 Ok\n");
  client.line();
  client.say("250 2.1.5 Ok\n");
}

std::string take_body(Client& client) {
  client.line();
  client.say("354 go on\n");
  return client.body();
}

void serve_well(Client& client) {
  greet(client);
  while (true) {
    take_envelope(client);
    take_body(client);
    client.say("250 2.0.0 Ok: queued as GOOD\n");
  }
}

}  // namespace triand::channels::email
