#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include <curl/curl.h>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

namespace triand::channels {

class SocketSet;

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
  using SteadyTime = std::chrono::steady_clock::time_point;

  MultiDriver(boost::asio::any_io_executor executor, long connections, Ended ended);
  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* self, void*) noexcept;
  static int on_timer(CURLM* multi, long timeout_ms, void* self) noexcept;
  static curl_socket_t on_open(void* self, curlsocktype purpose, curl_sockaddr* address) noexcept;
  void set_timer(long timeout_ms);
  void arm();
  // Tells libcurl what happened.
  void act(curl_socket_t socket, int events);
  // Reports the transfers that ended by it.
  void report();

  boost::asio::any_io_executor executor_;
  Ended ended_;
  CURLM* multi_;
  std::shared_ptr<SocketSet> sockets_;
  boost::asio::steady_timer timer_;
  std::optional<SteadyTime> due_;    // when libcurl wants to be called
  std::optional<SteadyTime> armed_;  // what the timer is set to: never later than due_, often earlier
  bool posted_ = false;              // a call at once is on its way
};

}  // namespace triand::channels
