#include "channels/curl/socket_set.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <system_error>
#include <utility>

#include <sys/epoll.h>

namespace triand::channels {
namespace {

constexpr int kEventsAtOnce = 64;

int new_epoll() {
  const int made = ::epoll_create1(EPOLL_CLOEXEC);
  if (made < 0) throw std::system_error(errno, std::generic_category(), "waiting on sockets");
  return made;
}

std::uint32_t epoll_events(int what) {
  return ((what & CURL_POLL_IN) != 0 ? EPOLLIN : 0U) | ((what & CURL_POLL_OUT) != 0 ? EPOLLOUT : 0U);
}

// What libcurl is told; an error or a hang-up is for it to find out by reading or writing.
int curl_events(std::uint32_t events, int wanted) {
  int out = 0;
  if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0 && (wanted & CURL_POLL_IN) != 0) out |= CURL_CSELECT_IN;
  if ((events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0 && (wanted & CURL_POLL_OUT) != 0)
    out |= CURL_CSELECT_OUT;
  if ((events & EPOLLERR) != 0) out |= CURL_CSELECT_ERR;
  return out;
}

}  // namespace

SocketSet::SocketSet(const boost::asio::any_io_executor& executor, Handler handler)
    : handler_(std::move(handler)), epoll_(executor, new_epoll()) {}

void SocketSet::start() { wait(); }

void SocketSet::stop() {
  boost::system::error_code ignored;
  epoll_.close(ignored);
}

void SocketSet::want(curl_socket_t socket, int what) {
  int& wanted = wanted_[socket];
  if (what != CURL_POLL_REMOVE && what != wanted) watch(socket, what);
  wanted = what == CURL_POLL_REMOVE ? CURL_POLL_NONE : what;
}

void SocketSet::watch(curl_socket_t socket, int what) {
  const int epoll = epoll_.native_handle();
  epoll_event event{};
  event.events = epoll_events(what);
  event.data.fd = socket;
  if (::epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) == 0) return;
  if (errno != ENOENT || ::epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) != 0)
    throw std::system_error(errno, std::generic_category(), "waiting on a socket");
}

void SocketSet::wait() {
  epoll_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                    [weak = weak_from_this()](boost::system::error_code error) {
                      const auto self = weak.lock();
                      if (!self || error || !self->epoll_.is_open()) return;
                      self->look();
                      if (self->epoll_.is_open()) self->wait();
                    });
}

void SocketSet::look() {
  std::array<epoll_event, kEventsAtOnce> events;
  const int count = ::epoll_wait(epoll_.native_handle(), events.data(), kEventsAtOnce, 0);
  for (int at = 0; at < count && epoll_.is_open(); ++at) {
    const auto& event = events[static_cast<std::size_t>(at)];
    const int wanted = wanted_[event.data.fd];
    if (wanted == CURL_POLL_NONE)
      // Nobody waits for it: an idle connection was ended by the other side. Gone already if it was closed.
      ::epoll_ctl(epoll_.native_handle(), EPOLL_CTL_DEL, event.data.fd, nullptr);
    else if (const int told = curl_events(event.events, wanted); told != 0)
      handler_.ready(event.data.fd, told);
  }
  if (count > 0 && epoll_.is_open()) handler_.round_over();
}

}  // namespace triand::channels
