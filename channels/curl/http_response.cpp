#include "channels/curl/http_response.hpp"

#include <algorithm>
#include <charconv>

#include <curl/curl.h>
#include <boost/beast/core/string.hpp>

namespace triand::channels {
namespace {

using std::chrono::seconds;

std::optional<seconds> seconds_since_1970(std::string_view date) {
  const time_t value = curl_getdate(std::string(date).c_str(), nullptr);
  return value < 0 ? std::nullopt : std::optional(seconds(value));
}

}  // namespace

std::string_view HttpResponse::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (boost::beast::iequals(key, name)) return value;
  return {};
}

std::optional<std::chrono::system_clock::time_point> HttpResponse::date() const {
  const auto said = seconds_since_1970(header("Date"));
  return said ? std::optional(std::chrono::system_clock::time_point(*said)) : std::nullopt;
}

std::optional<std::chrono::milliseconds> HttpResponse::retry_after(
    std::chrono::system_clock::time_point now) const {
  constexpr seconds kLongest = std::chrono::hours(24);
  const std::string_view text = header("Retry-After");
  if (text.empty()) return std::nullopt;
  std::int64_t count = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (end == text.data() + text.size() && count >= 0) {
    if (code == std::errc::result_out_of_range) return kLongest;
    if (code == std::errc{}) return std::min(seconds(count), kLongest);
  }
  const auto until = seconds_since_1970(text);
  if (!until) return std::nullopt;
  const auto server_now = seconds_since_1970(header("Date"));
  const seconds from = server_now ? *server_now : std::chrono::duration_cast<seconds>(now.time_since_epoch());
  return std::clamp(*until - from, seconds(0), kLongest);
}

}  // namespace triand::channels
