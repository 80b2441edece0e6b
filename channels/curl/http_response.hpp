#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace triand::channels {

// How a request ended, with what is needed to decide whether it may have been carried out.
struct HttpResponse {
  bool sent = false;       // bytes of the request may have left; false: certainly nothing did
  bool complete = false;   // a whole answer came
  bool timed_out = false;  // the request's time was over first
  int status = 0;          // of the answer, 0 when no status line came
  std::vector<std::pair<std::string, std::string>> headers;  // of the final answer, names as they came
  std::string body;                                          // at most kMaxBody bytes
  std::string error;  // libcurl's words when not complete, without address or secret

  // An answer that is larger ends the request as incomplete.
  static constexpr std::size_t kMaxBody = 256 * 1024;

  // The value of the first header of that name in any letter case, or empty.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  // What the server's clock said, where the answer has a Date.
  [[nodiscard]] std::optional<std::chrono::system_clock::time_point> date() const;
  // How long the server asks us to wait: Retry-After in seconds or as a date (RFC 9110, 10.2.3). A date is
  // measured against the answer's own Date when it has one, so that a wrong clock here does no harm.
  [[nodiscard]] std::optional<std::chrono::milliseconds> retry_after(
      std::chrono::system_clock::time_point now) const;
};

}  // namespace triand::channels
