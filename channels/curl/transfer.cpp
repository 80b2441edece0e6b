#include "channels/curl/transfer.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace triand::channels {
namespace {

// Gateways drop idle connections after 5 to 75 seconds; a request that meets such an end is in doubt. An older
// connection is not used again.
constexpr long kMaxIdleSeconds = 20;

constexpr std::size_t kMaxHeaders = 64 * 1024;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

}  // namespace

Transfer::Transfer(const std::string& ca_file) : easy_(curl_easy_init()) {
  if (!easy_) throw std::runtime_error("libcurl: no easy handle");
  CURL* easy = easy_.get();
  curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, error_.data());
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  // One request to a connection: in HTTP/2 libcurl repeats refused streams, and a lost connection takes many along.
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, kMaxIdleSeconds);
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "triand/" TRIAND_VERSION);
  // A time-out must not wait for the thread that still asks a silent name server (ten seconds, with everything else on
  // this thread standing still).
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
  if (!ca_file.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file.c_str());
    // The folder of the system's certificates is believed as well unless it is taken away.
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }
  // libcurl repeats a request on its own when a re-used connection dies unanswered, on a new connection or on another
  // one of its cache. It asks here before each try.
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &Transfer::on_request);
  curl_easy_setopt(easy, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
}

void Transfer::prepare(HttpRequest request, Callback callback) {
  CURL* easy = easy_.get();
  const bool post = request.method == HttpRequest::Method::post;
  curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, request.headers ? request.headers->get() : nullptr);
  curl_easy_setopt(easy, post ? CURLOPT_POST : CURLOPT_HTTPGET, 1L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
                   static_cast<long>(std::max<std::int64_t>(1, request.timeout.count())));
  error_[0] = '\0';
  tried_ = false;
  header_bytes_ = 0;
  response_ = {};
  request_ = std::move(request);
  if (post) {
    // Not copied, and as short bodies are sent together with the head: one system call and one packet.
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request_.body.c_str());
  }
  callback_ = std::move(callback);
}

HttpResponse Transfer::finish(CURLcode result) {
  long request_size = 0;
  long status = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_REQUEST_SIZE, &request_size);
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  response_.sent = request_size > 0;
  response_.complete = result == CURLE_OK;
  response_.timed_out = result == CURLE_OPERATION_TIMEDOUT;
  response_.status = static_cast<int>(status);
  if (result == CURLE_WRITE_ERROR)
    response_.error = "the answer is too large";
  else if (result == CURLE_ABORTED_BY_CALLBACK)
    response_.error = "the connection ended without an answer";
  else if (result != CURLE_OK)
    response_.error = error_[0] != '\0' ? error_.data() : curl_easy_strerror(result);
  return std::move(response_);
}

Transfer::Callback Transfer::take_callback() {
  Callback callback;
  callback.swap(callback_);
  return callback;
}

Transfer& Transfer::of(CURL* easy) {
  char* self = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &self);
  return *reinterpret_cast<Transfer*>(self);
}

int Transfer::on_request(void* self, char*, char*, int, int) noexcept {
  auto& transfer = *static_cast<Transfer*>(self);
  if (!transfer.tried_) {
    transfer.tried_ = true;
    return CURL_PREREQFUNC_OK;
  }
  // The first try may have failed before a byte of it left: then this is the first one.
  long request_size = 0;
  curl_easy_getinfo(transfer.easy_.get(), CURLINFO_REQUEST_SIZE, &request_size);
  return request_size == 0 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

std::size_t Transfer::on_body(char* bytes, std::size_t size, std::size_t count, void* self) noexcept {
  std::string& body = static_cast<Transfer*>(self)->response_.body;
  const std::size_t length = size * count;
  if (body.size() + length > HttpResponse::kMaxBody) return 0;
  try {
    body.append(bytes, length);
  } catch (...) {
    return 0;
  }
  return length;
}

std::size_t Transfer::on_header(char* bytes, std::size_t size, std::size_t count, void* self) noexcept {
  auto& transfer = *static_cast<Transfer*>(self);
  transfer.header_bytes_ += size * count;
  if (transfer.header_bytes_ > kMaxHeaders) return 0;
  try {
    transfer.take_header({bytes, size * count});
  } catch (...) {
    return 0;
  }
  return size * count;
}

void Transfer::take_header(std::string_view line) {
  // A status line starts an answer; what came before it was an interim one (1xx).
  if (line.starts_with("HTTP/")) {
    response_.headers.clear();
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  response_.headers.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
}

}  // namespace triand::channels
