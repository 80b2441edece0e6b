#pragma once

#include <memory>

#include <curl/curl.h>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

namespace triand::channels {

class MultiDriver;

// Waits on one of libcurl's sockets. Watches a duplicate of the descriptor, because libcurl closes the original
// before it says that it is done with it.
class SocketWatch : public std::enable_shared_from_this<SocketWatch> {
 public:
  // Throws std::system_error when no descriptor is left.
  SocketWatch(const boost::asio::any_io_executor& executor, std::weak_ptr<MultiDriver> driver,
              curl_socket_t socket);

  // CURL_POLL_IN, CURL_POLL_OUT, CURL_POLL_INOUT or CURL_POLL_NONE.
  void want(int what);
  // Waits no more and frees the duplicate.
  void close();

 private:
  void arm();
  void wait(boost::asio::posix::stream_descriptor::wait_type type, int event, bool SocketWatch::*waiting);

  std::weak_ptr<MultiDriver> driver_;
  curl_socket_t socket_;
  boost::asio::posix::stream_descriptor duplicate_;
  int wanted_ = CURL_POLL_NONE;
  bool reading_ = false;
  bool writing_ = false;
};

}  // namespace triand::channels
