#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>

#include <curl/curl.h>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

namespace triand::channels {

class SocketWatch;

// Lets libcurl's multi interface run on an Asio executor: waits for its sockets and its timer, and says which
// transfer has ended. Thread: that of the executor, which outlives it. Easy handles are removed before it is
// destroyed.
class MultiDriver : public std::enable_shared_from_this<MultiDriver> {
 public:
  // Called outside of libcurl; the handle has been removed already. Must not destroy the driver.
  using Ended = std::function<void(CURL*, CURLcode)>;

  // Keeps up to `connections` open for re-use. Throws std::runtime_error when libcurl cannot be started.
  static std::shared_ptr<MultiDriver> make(boost::asio::any_io_executor executor, long connections,
                                           Ended ended);
  ~MultiDriver();
  MultiDriver(const MultiDriver&) = delete;
  MultiDriver& operator=(const MultiDriver&) = delete;

  // Starts a transfer, not before the caller's handler has returned. Throws std::runtime_error.
  void add(CURL* easy);
  // Ends a transfer without a word.
  void remove(CURL* easy);

 private:
  friend class SocketWatch;

  MultiDriver(boost::asio::any_io_executor executor, long connections, Ended ended);
  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* self, void* watch) noexcept;
  static int on_timer(CURLM* multi, long timeout_ms, void* self) noexcept;
  void watch(curl_socket_t socket, int what, SocketWatch* known);
  void forget(curl_socket_t socket);
  void set_timer(long timeout_ms);
  // Tells libcurl what happened and reports the transfers that ended by it.
  void act(curl_socket_t socket, int events);

  boost::asio::any_io_executor executor_;
  Ended ended_;
  CURLM* multi_;
  std::unordered_map<curl_socket_t, std::shared_ptr<SocketWatch>> watches_;
  boost::asio::steady_timer timer_;
  std::uint64_t timer_round_ = 0;  // of the latest request for a timer: older ones are stale
};

}  // namespace triand::channels
