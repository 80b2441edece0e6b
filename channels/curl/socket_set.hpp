#pragma once

#include <functional>
#include <memory>
#include <unordered_map>

#include <curl/curl.h>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

namespace triand::channels {

// Waits on libcurl's sockets. They stand in an epoll set of their own, and Asio waits on that set: a connection that
// is used again needs one system call to be watched again, where Asio needs five for each request.
// Thread: that of the executor, which outlives it.
class SocketSet : public std::enable_shared_from_this<SocketSet> {
 public:
  // Called with a socket and CURL_CSELECT_IN, _OUT or _ERR, or their sum, once libcurl waits for them. May change the
  // set. After a round of them, `round_over` is called.
  struct Handler {
    std::function<void(curl_socket_t socket, int events)> ready;
    std::function<void()> round_over;
  };

  // Throws std::system_error when no descriptor is left.
  SocketSet(const boost::asio::any_io_executor& executor, Handler handler);

  // Begins to wait; once.
  void start();
  // Waits no more: the handler is not called again.
  void stop();

  // CURL_POLL_IN, CURL_POLL_OUT, CURL_POLL_INOUT or CURL_POLL_REMOVE. A socket stays in the set when libcurl has lost
  // interest, until it is closed or something happens to it. libcurl does not always say that it closes one, and its
  // number may be another's by then: the kernel knows. Throws std::system_error.
  void want(curl_socket_t socket, int what);

 private:
  void wait();
  void look();
  void watch(curl_socket_t socket, int what);

  Handler handler_;
  boost::asio::posix::stream_descriptor epoll_;
  std::unordered_map<curl_socket_t, int>
      wanted_;  // by libcurl; what epoll was told unless it is CURL_POLL_NONE
};

}  // namespace triand::channels
