#include "channels/curl/multi_driver.hpp"

#include <stdexcept>
#include <string>

#include "channels/curl/socket_watch.hpp"

namespace triand::channels {
namespace {

void start_libcurl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(started));
}

}  // namespace

std::shared_ptr<MultiDriver> MultiDriver::make(boost::asio::any_io_executor executor, long connections,
                                               Ended ended) {
  start_libcurl();
  return std::shared_ptr<MultiDriver>(new MultiDriver(std::move(executor), connections, std::move(ended)));
}

MultiDriver::MultiDriver(boost::asio::any_io_executor executor, long connections, Ended ended)
    : executor_(std::move(executor)), ended_(std::move(ended)), multi_(curl_multi_init()), timer_(executor_) {
  if (multi_ == nullptr) throw std::runtime_error("libcurl: no multi handle");
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &MultiDriver::on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &MultiDriver::on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_PIPELINING, CURLPIPE_NOTHING);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, connections);
}

MultiDriver::~MultiDriver() {
  // Closes the cached connections and says so by on_socket: everything else is still there.
  curl_multi_cleanup(multi_);
  for (auto& [socket, watch] : watches_) watch->close();
}

void MultiDriver::add(CURL* easy) {
  if (const CURLMcode code = curl_multi_add_handle(multi_, easy); code != CURLM_OK)
    throw std::runtime_error(std::string("libcurl: ") + curl_multi_strerror(code));
}

void MultiDriver::remove(CURL* easy) { curl_multi_remove_handle(multi_, easy); }

int MultiDriver::on_socket(CURL*, curl_socket_t socket, int what, void* self, void* watch) noexcept {
  auto& driver = *static_cast<MultiDriver*>(self);
  try {
    if (what == CURL_POLL_REMOVE)
      driver.forget(socket);
    else
      driver.watch(socket, what, static_cast<SocketWatch*>(watch));
    return 0;
  } catch (...) {
    return -1;
  }
}

int MultiDriver::on_timer(CURLM*, long timeout_ms, void* self) noexcept {
  try {
    static_cast<MultiDriver*>(self)->set_timer(timeout_ms);
    return 0;
  } catch (...) {
    return -1;
  }
}

void MultiDriver::watch(curl_socket_t socket, int what, SocketWatch* known) {
  if (known == nullptr) {
    // A number seen before without a pointer is a new socket under an old number.
    forget(socket);
    auto fresh = std::make_shared<SocketWatch>(executor_, weak_from_this(), socket);
    known = fresh.get();
    watches_.emplace(socket, std::move(fresh));
    curl_multi_assign(multi_, socket, known);
  }
  known->want(what);
}

void MultiDriver::forget(curl_socket_t socket) {
  const auto found = watches_.find(socket);
  if (found == watches_.end()) return;
  found->second->close();
  watches_.erase(found);
}

void MultiDriver::set_timer(long timeout_ms) {
  const std::uint64_t round = ++timer_round_;
  if (timeout_ms < 0) {
    timer_.cancel();
    return;
  }
  // Also for 0: libcurl must not be called from its own timer callback.
  timer_.expires_after(std::chrono::milliseconds(timeout_ms));
  timer_.async_wait([weak = weak_from_this(), round](boost::system::error_code) {
    const auto driver = weak.lock();
    if (driver && driver->timer_round_ == round) driver->act(CURL_SOCKET_TIMEOUT, 0);
  });
}

void MultiDriver::act(curl_socket_t socket, int events) {
  int running = 0;
  curl_multi_socket_action(multi_, socket, events, &running);
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* easy = message->easy_handle;
    const CURLcode result = message->data.result;
    curl_multi_remove_handle(multi_, easy);
    ended_(easy, result);
  }
}

}  // namespace triand::channels
