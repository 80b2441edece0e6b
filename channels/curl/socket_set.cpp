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
  Watch& watch = watches_[socket];
  const bool known = watch.wanted != CURL_POLL_NONE && watch.set == what;
  watch.wanted = what == CURL_POLL_REMOVE ? CURL_POLL_NONE : what;
  if (watch.wanted != CURL_POLL_NONE && !known) change(socket, watch);
}

void SocketSet::change(curl_socket_t socket, Watch& watch) {
  const int epoll = epoll_.native_handle();
  epoll_event event{};
  event.events = epoll_events(watch.wanted);
  event.data.fd = socket;
  bool done = true;
  if (watch.wanted == CURL_POLL_NONE)
    // Gone with the socket if that was closed.
    ::epoll_ctl(epoll, EPOLL_CTL_DEL, socket, nullptr);
  else
    done = ::epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) == 0 ||
           (errno == ENOENT && ::epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) == 0);
  if (!done) throw std::system_error(errno, std::generic_category(), "waiting on a socket");
  watch.set = watch.wanted;
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
    // An earlier one of this round may have closed it.
    const auto found = watches_.find(event.data.fd);
    if (found == watches_.end()) continue;
    const int told = curl_events(event.events, found->second.wanted);
    if (found->second.wanted == CURL_POLL_NONE || told == 0)
      // Nobody waits for that: an idle connection was ended by the other side, or the interest was narrowed.
      change(event.data.fd, found->second);
    else
      handler_.ready(event.data.fd, told);
  }
  if (count > 0 && epoll_.is_open()) handler_.round_over();
}

}  // namespace triand::channels
