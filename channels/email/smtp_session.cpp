#include "channels/email/smtp_session.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <new>
#include <stdexcept>

#include <sys/socket.h>

namespace triand::channels::email {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds kConnectTimeout = 30s;
// libcurl 7.88 re-uses a connection on which a 421 is waiting: better closed before a server's idle limit.
constexpr long kMaxIdleSeconds = 30;

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

}  // namespace

void StopSign::raise(std::chrono::steady_clock::time_point deadline) {
  deadline_.store(std::max<std::chrono::steady_clock::rep>(1, deadline.time_since_epoch().count()));
}

bool StopSign::raised() const { return deadline_.load() != 0; }

bool StopSign::give_up(bool saw_354) const {
  const auto deadline = deadline_.load();
  return deadline != 0 &&
         (!saw_354 || std::chrono::steady_clock::now().time_since_epoch().count() >= deadline);
}

// What libcurl's callbacks see of one message.
struct SmtpSession::Transfer {
  SmtpSession* session = nullptr;
  std::string_view rest;  // of the message, not handed over yet
  bool any_handed = false;
  bool auth_missing = false;
  Stage stage = Stage::hello;
  ReplyLog replies;
  bool saw_354 = false;
  bool starting_tls = false;
};

SmtpSession::SmtpSession(const Settings& settings, const StopSign& stop) : settings_(settings), stop_(stop) {
  static const CURLcode global = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (global != CURLE_OK) throw std::runtime_error("libcurl cannot be initialised");
}

SmtpSession::~SmtpSession() {
  if (curl_ != nullptr) close(SHUT_RD);
}

CURL* SmtpSession::handle() {
  if (curl_ == nullptr) {
    authenticated_ = false;
    encrypted_ = settings_.server.starts_with("smtps://");
    began_mail_ = false;
    curl_ = curl_easy_init();
    if (curl_ == nullptr) throw std::bad_alloc();
  }
  return curl_;
}

void SmtpSession::set_connection_options(CURL* curl) const {
  const auto timeout = std::max<std::chrono::milliseconds>(settings_.timeout, 1s);
  const long reply_seconds = static_cast<long>(std::chrono::ceil<std::chrono::seconds>(timeout).count());
  curl_easy_setopt(curl, CURLOPT_URL, settings_.server.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  // Neither a time-out nor a stop waits for the thread that still asks a silent name server.
  curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(std::min<std::chrono::milliseconds>(timeout, kConnectTimeout).count()));
  curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, reply_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>((2 * timeout + kConnectTimeout).count()));
  curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, kMaxIdleSeconds);
  const bool verify =
      settings_.starttls != StartTls::opportunistic || settings_.server.starts_with("smtps://");
  const curl_usessl use = settings_.starttls == StartTls::required        ? CURLUSESSL_ALL
                          : settings_.starttls == StartTls::opportunistic ? CURLUSESSL_TRY
                                                                          : CURLUSESSL_NONE;
  curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(use));
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, verify ? 1L : 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, verify ? 2L : 0L);
  if (!settings_.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, settings_.ca_file.c_str());
    // The folder of the system's certificates is believed as well unless it is taken away.
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
  if (!settings_.username.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, settings_.username.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, settings_.password.reveal().c_str());
  }
}

Judgement SmtpSession::send(const Message& message) {
  CURL* curl = handle();
  curl_easy_reset(curl);
  set_connection_options(curl);

  Transfer transfer;
  transfer.session = this;
  transfer.rest = message.bytes;
  std::array<char, CURL_ERROR_SIZE> error{};
  const std::string sender = "<" + message.sender + ">";
  // libcurl does not copy this list: it lives until the transfer is over.
  const std::unique_ptr<curl_slist, FreeList> recipients(
      curl_slist_append(nullptr, ("<" + message.recipient + ">").c_str()));
  if (!recipients) throw std::bad_alloc();
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error.data());
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message.bytes.size()));
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, &SmtpSession::on_read);
  curl_easy_setopt(curl, CURLOPT_READDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &SmtpSession::on_reply);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &SmtpSession::on_progress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
  // The commands that leave tell the stage; libcurl's error texts are no interface.
  curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, &SmtpSession::on_debug);
  curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &transfer);

  Exchange exchange;
  exchange.result = curl_easy_perform(curl);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &exchange.code);
  exchange.saw_354 = transfer.saw_354;
  exchange.stage = transfer.saw_354 ? Stage::body : transfer.stage;
  exchange.any_handed = transfer.any_handed;
  exchange.all_handed = transfer.rest.empty();
  exchange.auth_missing = transfer.auth_missing;
  exchange.words = std::string(transfer.replies.last_with(exchange.code));
  exchange.error = error.data();

  if (exchange.result != CURLE_OK) close(SHUT_RDWR);  // out of step: not even a QUIT goes over it
  return judge(exchange);
}

void SmtpSession::close(int directions) {
  // libcurl says QUIT and waits for the answer as long as for any other; a socket that is shut down spares us that.
  curl_socket_t socket = CURL_SOCKET_BAD;
  if (curl_easy_getinfo(curl_, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK && socket != CURL_SOCKET_BAD)
    ::shutdown(socket, directions);
  // No option may lead back to a message that is gone.
  curl_easy_reset(curl_);
  curl_easy_setopt(curl_, CURLOPT_NOSIGNAL, 1L);
  curl_easy_cleanup(curl_);
  curl_ = nullptr;
}

std::size_t SmtpSession::on_read(char* buffer, std::size_t size, std::size_t count, void* user) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::size_t length = std::min(size * count, transfer.rest.size());
  std::memcpy(buffer, transfer.rest.data(), length);
  transfer.rest.remove_prefix(length);
  if (length > 0) transfer.any_handed = true;
  return length;
}

std::size_t SmtpSession::on_reply(char* line, std::size_t size, std::size_t count, void* user) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  SmtpSession& session = *transfer.session;
  const std::string_view words(line, size * count);
  transfer.replies.add(words);
  if (words.starts_with("354")) transfer.saw_354 = true;
  // RFC 3207: 220 to STARTTLS; what is said after it is encrypted, or libcurl goes no further.
  if (transfer.starting_tls && words.starts_with("220")) session.encrypted_ = true;
  if (words.starts_with("235")) session.authenticated_ = true;
  if (transfer.stage == Stage::mail && !session.settings_.username.empty() && !session.authenticated_) {
    // libcurl goes on without a word when the server does not offer AUTH; answering 0 ends the transfer here.
    transfer.auth_missing = true;
    return 0;
  }
  return size * count;
}

int SmtpSession::on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept {
  const auto& transfer = *static_cast<const Transfer*>(user);
  return transfer.session->stop_.give_up(transfer.saw_354) ? 1 : 0;
}

int SmtpSession::on_debug(CURL*, curl_infotype type, char* data, std::size_t size, void* user) noexcept {
  if (type != CURLINFO_HEADER_OUT) return 0;
  auto& transfer = *static_cast<Transfer*>(user);
  const std::string_view command(data, size);
  if (command.starts_with("EHLO") || command.starts_with("HELO")) {
    transfer.session->authenticated_ = false;
    transfer.stage = Stage::hello;
  } else if (command.starts_with("STARTTLS")) {
    transfer.starting_tls = true;
  } else if (command.starts_with("MAIL FROM:")) {
    transfer.session->began_mail_ = true;
    transfer.stage = Stage::mail;
  } else if (command.starts_with("RCPT TO:")) {
    transfer.stage = Stage::recipient;
  } else if (command.starts_with("DATA")) {
    transfer.stage = Stage::data;
  }
  return 0;
}

}  // namespace triand::channels::email
