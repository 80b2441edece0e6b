#include "channels/curl/socket_watch.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>

#include "channels/curl/multi_driver.hpp"

namespace triand::channels {
namespace {

int duplicate_of(curl_socket_t socket) {
  const int copy = ::fcntl(socket, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) throw std::system_error(errno, std::generic_category(), "duplicating a socket");
  return copy;
}

}  // namespace

SocketWatch::SocketWatch(const boost::asio::any_io_executor& executor, std::weak_ptr<MultiDriver> driver,
                         curl_socket_t socket)
    : driver_(std::move(driver)), socket_(socket), duplicate_(executor, duplicate_of(socket)) {}

void SocketWatch::want(int what) {
  wanted_ = what;
  arm();
}

void SocketWatch::close() {
  wanted_ = CURL_POLL_NONE;
  boost::system::error_code ignored;
  duplicate_.close(ignored);
}

void SocketWatch::arm() {
  if (!duplicate_.is_open()) return;
  using Descriptor = boost::asio::posix::stream_descriptor;
  if ((wanted_ & CURL_POLL_IN) != 0 && !reading_)
    wait(Descriptor::wait_read, CURL_CSELECT_IN, &SocketWatch::reading_);
  if ((wanted_ & CURL_POLL_OUT) != 0 && !writing_)
    wait(Descriptor::wait_write, CURL_CSELECT_OUT, &SocketWatch::writing_);
}

void SocketWatch::wait(boost::asio::posix::stream_descriptor::wait_type type, int event,
                       bool SocketWatch::*waiting) {
  this->*waiting = true;
  duplicate_.async_wait(type, [self = shared_from_this(), event, waiting](boost::system::error_code error) {
    (*self).*waiting = false;
    const int asked = event == CURL_CSELECT_IN ? CURL_POLL_IN : CURL_POLL_OUT;
    const auto driver = self->driver_.lock();
    // A wait that ended after libcurl lost interest, or let go of the socket, is no news to it.
    if (!driver || !self->duplicate_.is_open() || (self->wanted_ & asked) == 0) return;
    driver->act(self->socket_, error ? CURL_CSELECT_ERR : event);
    self->arm();
  });
}

}  // namespace triand::channels
