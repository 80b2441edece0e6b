#include "channels/email/smtp_connection.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <stdexcept>

#include <poll.h>
#include <sys/socket.h>

namespace triand::channels::email {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kMaxOpening = 30s;
// Better closed before a server's idle limit.
constexpr std::chrono::seconds kMaxIdle = 30s;
// How often the stop sign is looked at while a server is waited for.
constexpr std::chrono::milliseconds kLook = 500ms;

}  // namespace

SmtpConnection::SmtpConnection(const Settings& settings, const StopSign& stop)
    : settings_(settings), stop_(stop) {
  static const CURLcode global = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (global != CURLE_OK) throw std::runtime_error("libcurl cannot be initialised");
}

SmtpConnection::~SmtpConnection() { quit(); }

std::chrono::milliseconds SmtpConnection::timeout() const {
  return std::max<std::chrono::milliseconds>(settings_.timeout, 1s);
}

void SmtpConnection::set_options() {
  curl_easy_setopt(curl_, CURLOPT_URL, settings_.server.c_str());
  curl_easy_setopt(curl_, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl_, CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(curl_, CURLOPT_PROXY, "");
  curl_easy_setopt(curl_, CURLOPT_NOSIGNAL, 1L);
  // Neither a time-out nor a stop waits for the thread that still asks a silent name server.
  curl_easy_setopt(curl_, CURLOPT_QUICK_EXIT, 1L);
  // libcurl 7.88 has this run until the log-in is over.
  curl_easy_setopt(curl_, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(std::min<std::chrono::milliseconds>(timeout(), kMaxOpening).count()));
  const bool smtps = settings_.server.starts_with("smtps://");
  const bool verify = settings_.starttls != StartTls::opportunistic || smtps;
  const curl_usessl use = settings_.starttls == StartTls::required        ? CURLUSESSL_ALL
                          : settings_.starttls == StartTls::opportunistic ? CURLUSESSL_TRY
                                                                          : CURLUSESSL_NONE;
  curl_easy_setopt(curl_, CURLOPT_USE_SSL, static_cast<long>(use));
  curl_easy_setopt(curl_, CURLOPT_SSL_VERIFYPEER, verify ? 1L : 0L);
  curl_easy_setopt(curl_, CURLOPT_SSL_VERIFYHOST, verify ? 2L : 0L);
  if (!settings_.ca_file.empty()) {
    curl_easy_setopt(curl_, CURLOPT_CAINFO, settings_.ca_file.c_str());
    // The folder of the system's certificates is believed as well unless it is taken away.
    curl_easy_setopt(curl_, CURLOPT_CAPATH, nullptr);
  }
  if (!settings_.username.empty()) {
    curl_easy_setopt(curl_, CURLOPT_USERNAME, settings_.username.c_str());
    curl_easy_setopt(curl_, CURLOPT_PASSWORD, settings_.password.reveal().c_str());
  }
  curl_easy_setopt(curl_, CURLOPT_ERRORBUFFER, error_.data());
  curl_easy_setopt(curl_, CURLOPT_HEADERFUNCTION, &SmtpConnection::on_reply);
  curl_easy_setopt(curl_, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(curl_, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl_, CURLOPT_XFERINFOFUNCTION, &SmtpConnection::on_progress);
  curl_easy_setopt(curl_, CURLOPT_XFERINFODATA, this);
}

Opening SmtpConnection::open() {
  drop();
  greeting_ = Greeting(settings_.server.starts_with("smtps://"));
  opening_ = {};
  error_ = {};
  curl_ = curl_easy_init();
  if (curl_ == nullptr) throw std::bad_alloc();
  set_options();

  Opening opening;
  opening.result = curl_easy_perform(curl_);
  curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &opening.code);
  curl_easy_getinfo(curl_, CURLINFO_ACTIVESOCKET, &socket_);
  opening.words = std::string(opening_.last_with(opening.code));
  opening.error = error_.data();
  if (opening.result != CURLE_OK) drop();
  used_at_ = Clock::now();
  return opening;
}

bool SmtpConnection::is_fit() {
  if (curl_ == nullptr) return false;
  const bool fresh = Clock::now() - used_at_ < kMaxIdle;
  if (fresh && silence() == CURLE_OK) return true;
  drop();
  return false;
}

void SmtpConnection::quit() {
  constexpr std::string_view kQuit = "QUIT\r\n";
  std::size_t sent = 0;
  if (curl_ != nullptr) (void)curl_easy_send(curl_, kQuit.data(), kQuit.size(), &sent);
  drop();
}

void SmtpConnection::drop() {
  if (curl_ == nullptr) return;
  curl_easy_cleanup(curl_);
  curl_ = nullptr;
  socket_ = CURL_SOCKET_BAD;
  replies_ = {};
}

CURLcode SmtpConnection::wait(short events, Clock::time_point deadline, bool saw_354) const {
  if (stop_.give_up(saw_354)) return CURLE_ABORTED_BY_CALLBACK;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
  if (left <= 0ms) return CURLE_OPERATION_TIMEDOUT;
  pollfd one{.fd = socket_, .events = events, .revents = 0};
  if (::poll(&one, 1, static_cast<int>(std::min(left, kLook).count())) < 0 && errno != EINTR)
    return CURLE_RECV_ERROR;
  return CURLE_OK;
}

CURLcode SmtpConnection::write(std::string_view& rest, bool saw_354) {
  const auto deadline = Clock::now() + timeout();
  used_at_ = Clock::now();
  while (!rest.empty()) {
    std::size_t sent = 0;
    const CURLcode result = curl_easy_send(curl_, rest.data(), rest.size(), &sent);
    rest.remove_prefix(std::min(sent, rest.size()));
    if (result != CURLE_OK && result != CURLE_AGAIN) return CURLE_SEND_ERROR;
    if (rest.empty()) break;
    if (const CURLcode waited = wait(POLLOUT, deadline, saw_354); waited != CURLE_OK) return waited;
  }
  return CURLE_OK;
}

// What has come by now. CURLE_AGAIN: nothing.
CURLcode SmtpConnection::receive() {
  std::array<char, 4096> block;
  std::size_t length = 0;
  const CURLcode result = curl_easy_recv(curl_, block.data(), block.size(), &length);
  if (result == CURLE_AGAIN) return result;
  if (result != CURLE_OK || length == 0) return CURLE_RECV_ERROR;
  replies_.add(std::string_view(block.data(), length));
  return CURLE_OK;
}

CURLcode SmtpConnection::silence() {
  if (!in_step()) return CURLE_WEIRD_SERVER_REPLY;
  const CURLcode result = receive();
  if (result == CURLE_AGAIN) return CURLE_OK;
  return result == CURLE_OK ? CURLE_WEIRD_SERVER_REPLY : result;
}

CURLcode SmtpConnection::read(Reply& reply, bool saw_354) {
  const auto deadline = Clock::now() + timeout();
  while (true) {
    if (std::optional<Reply> next = replies_.next()) {
      reply = std::move(*next);
      used_at_ = Clock::now();
      return CURLE_OK;
    }
    if (replies_.too_long()) return CURLE_WEIRD_SERVER_REPLY;
    CURLcode result = receive();
    if (result == CURLE_AGAIN) result = wait(POLLIN, deadline, saw_354);
    if (result != CURLE_OK) return result;
  }
}

std::size_t SmtpConnection::on_reply(char* line, std::size_t size, std::size_t count, void* user) noexcept {
  auto& connection = *static_cast<SmtpConnection*>(user);
  const std::string_view words(line, size * count);
  connection.opening_.add(words);
  if (const auto read = read_reply_line(words)) connection.greeting_.add(*read);
  return size * count;
}

int SmtpConnection::on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept {
  return static_cast<const SmtpConnection*>(user)->stop_.give_up(false) ? 1 : 0;
}

}  // namespace triand::channels::email
