#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>

#include <curl/curl.h>

#include "channels/curl/http_request.hpp"
#include "channels/curl/http_response.hpp"

namespace triand::channels {

// One easy handle with what it sends and receives; used again and again, for one request at a time.
class Transfer {
 public:
  using Callback = std::function<void(HttpResponse)>;

  // `ca_file`: whom to believe instead of the system's certificates; empty: the system's. Throws std::runtime_error when
  // libcurl gives no handle.
  explicit Transfer(const std::string& ca_file = {});
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  void prepare(HttpRequest request, Callback callback);
  // What became of it; the transfer is idle afterwards.
  [[nodiscard]] HttpResponse finish(CURLcode result);
  // The callback of the request; once.
  [[nodiscard]] Callback take_callback();

  [[nodiscard]] CURL* handle() const { return easy_.get(); }
  [[nodiscard]] bool busy() const { return static_cast<bool>(callback_); }
  [[nodiscard]] static Transfer& of(CURL* easy);

 private:
  static int on_request(void* self, char*, char*, int, int) noexcept;
  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* self) noexcept;
  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* self) noexcept;
  void take_header(std::string_view line);

  struct Cleanup {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };

  std::array<char, CURL_ERROR_SIZE> error_{};
  HttpRequest request_;
  HttpResponse response_;
  bool tried_ = false;  // libcurl has begun to send it once
  std::size_t header_bytes_ = 0;
  Callback callback_;
  std::unique_ptr<CURL, Cleanup> easy_;
};

}  // namespace triand::channels
