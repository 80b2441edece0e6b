#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "channels/curl/http_request.hpp"
#include "channels/curl/http_response.hpp"

namespace triand::channels {

class MultiDriver;
class Transfer;

// Sends HTTP requests, each at most once: a request is never repeated, never redirected, and its end says whether
// it may have been carried out. How many run at once is the caller's business: a request waits for nothing here,
// so that its time-out is all its own. Proxies of the environment are not used.
// Thread: that of the executor, which outlives the client. The process ignores SIGPIPE.
class HttpClient {
 public:
  using Callback = std::function<void(HttpResponse)>;

  // `concurrency` is how many requests the caller has under way at most; as many connections are kept for re-use.
  // `ca_file` (PEM) says whom to believe instead of the system's certificates; empty: those. Throws std::runtime_error
  // when libcurl cannot be started.
  HttpClient(boost::asio::any_io_executor executor, std::size_t concurrency, std::string ca_file = {});
  // Ends what is under way as abort() does; the callbacks still come.
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Calls back exactly once, on the executor, never before send() has returned.
  void send(HttpRequest request, Callback callback);
  // Ends every request now; each one's answer says whether bytes had left.
  void abort();
  // The same after `grace`, unless the client is gone by then.
  void abort_after(std::chrono::milliseconds grace);
  [[nodiscard]] std::size_t active() const { return active_; }

 private:
  Transfer& idle_transfer();
  void ended(Transfer& transfer, HttpResponse response);

  boost::asio::any_io_executor executor_;
  std::string ca_file_;
  std::shared_ptr<MultiDriver> driver_;
  std::vector<std::unique_ptr<Transfer>> transfers_;  // after driver_: destroyed first
  std::vector<Transfer*> idle_;
  std::size_t active_ = 0;
  boost::asio::steady_timer grace_;
};

}  // namespace triand::channels
