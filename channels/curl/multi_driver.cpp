#include "channels/curl/multi_driver.hpp"

#include <stdexcept>
#include <string>

#include <sys/socket.h>
#include <boost/asio/post.hpp>

#include "channels/curl/socket_set.hpp"

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
  auto made =
      std::shared_ptr<MultiDriver>(new MultiDriver(std::move(executor), connections, std::move(ended)));
  made->sockets_->start();
  return made;
}

MultiDriver::MultiDriver(boost::asio::any_io_executor executor, long connections, Ended ended)
    : executor_(std::move(executor)),
      ended_(std::move(ended)),
      multi_(curl_multi_init()),
      sockets_(std::make_shared<SocketSet>(
          executor_,
          SocketSet::Handler{.ready = [this](curl_socket_t socket, int events) { act(socket, events); },
                             .round_over = [this] { report(); }})),
      timer_(executor_) {
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
  sockets_->stop();
}

void MultiDriver::add(CURL* easy) {
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &MultiDriver::on_open);
  if (const CURLMcode code = curl_multi_add_handle(multi_, easy); code != CURLM_OK)
    throw std::runtime_error(std::string("libcurl: ") + curl_multi_strerror(code));
}

void MultiDriver::remove(CURL* easy) { curl_multi_remove_handle(multi_, easy); }

int MultiDriver::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) noexcept {
  try {
    static_cast<MultiDriver*>(self)->sockets_->want(socket, what);
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

curl_socket_t MultiDriver::on_open(void*, curlsocktype, curl_sockaddr* address) noexcept {
  // As libcurl does it itself, but closed in programs that are started.
  const int opened = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  return opened < 0 ? CURL_SOCKET_BAD : opened;
}

void MultiDriver::set_timer(long timeout_ms) {
  if (timeout_ms < 0) {
    due_.reset();
    return;
  }
  due_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
  if (timeout_ms == 0) {
    // libcurl must not be called from its own timer callback.
    if (posted_) return;
    posted_ = true;
    boost::asio::post(executor_, [weak = weak_from_this()] {
      const auto driver = weak.lock();
      if (!driver) return;
      driver->posted_ = false;
      driver->act(CURL_SOCKET_TIMEOUT, 0);
      driver->report();
    });
    return;
  }
  // Nearly every request ends before its time-out: a timer that is set already and comes earlier is left alone.
  if (!armed_ || *armed_ > *due_) arm();
}

void MultiDriver::arm() {
  armed_ = due_;
  timer_.expires_at(*due_);
  timer_.async_wait([weak = weak_from_this()](boost::system::error_code error) {
    const auto driver = weak.lock();
    if (error || !driver) return;
    driver->armed_.reset();
    if (!driver->due_) return;
    if (*driver->due_ > std::chrono::steady_clock::now()) {
      driver->arm();
      return;
    }
    driver->act(CURL_SOCKET_TIMEOUT, 0);
    driver->report();
  });
}

void MultiDriver::act(curl_socket_t socket, int events) {
  int running = 0;
  curl_multi_socket_action(multi_, socket, events, &running);
}

void MultiDriver::report() {
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
