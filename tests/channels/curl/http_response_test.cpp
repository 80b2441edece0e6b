#include "channels/curl/http_response.hpp"

#include <stdexcept>

#include <catch2/catch.hpp>

#include "channels/curl/header_list.hpp"

namespace triand::channels {
namespace {

using namespace std::chrono_literals;

// 2026-12-18 10:00:00 UTC
const std::chrono::system_clock::time_point kNow{std::chrono::seconds(1797588000)};

std::optional<std::chrono::milliseconds> wait_of(const std::string& value, const std::string& date = "") {
  HttpResponse response;
  if (!date.empty()) response.headers.emplace_back("date", date);
  response.headers.emplace_back("retry-after", value);
  return response.retry_after(kNow);
}

TEST_CASE("Retry-After counts seconds or names a date") {
  CHECK(wait_of("120") == 120s);
  CHECK(wait_of("0") == 0s);
  CHECK(wait_of("Fri, 18 Dec 2026 10:05:00 GMT") == 300s);
  CHECK(wait_of("Fri, 18 Dec 2026 09:00:00 GMT") == 0s);
  CHECK(HttpResponse{}.retry_after(kNow) == std::nullopt);
}

TEST_CASE("a date in Retry-After is measured by the server's own clock") {
  CHECK(wait_of("Fri, 18 Dec 2026 12:01:00 GMT", "Fri, 18 Dec 2026 12:00:00 GMT") == 60s);
}

TEST_CASE("a Retry-After without sense is none, and one without measure is a day") {
  for (const char* bad : {"", "soon", "-5", "1.5"}) CHECK(wait_of(bad) == std::nullopt);
  CHECK(wait_of("99999999999999999999") == 24h);
  CHECK(wait_of("1000000") == 24h);
}

TEST_CASE("header lists refuse what would start a line of its own") {
  CHECK_THROWS_AS(HeaderList::make({{"access_token", "a\r\nX: b"}}), std::invalid_argument);
  CHECK_THROWS_AS(HeaderList::make({{"X: y", "b"}}), std::invalid_argument);
  CHECK_THROWS_AS(HeaderList::make({{"", "b"}}), std::invalid_argument);
  CHECK_NOTHROW(HeaderList::make({{"X-Name", "Điện lực"}}));
}

}  // namespace
}  // namespace triand::channels
