#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "daemon/server/request.hpp"

namespace triand::server {

// The value of a cookie of the request; empty: there is none. Of several of one name the first.
[[nodiscard]] std::string cookie(const Request& request, std::string_view name);

// The console's cookies. Where the console is reached by TLS their names begin with __Host-, so that no other host of
// the domain and no page without TLS can set one.
class CookieJar {
 public:
  explicit CookieJar(bool secure) : secure_(secure) {}

  [[nodiscard]] std::string session_name() const { return name_of("triand-session"); }
  [[nodiscard]] std::string form_name() const { return name_of("triand-form"); }
  [[nodiscard]] std::string language_name() const { return name_of("triand-language"); }
  [[nodiscard]] std::string device_name() const { return name_of("triand-device"); }

  // A Set-Cookie header's value; the cookie goes when the browser is closed. An empty value takes it away now.
  [[nodiscard]] std::string set(const std::string& name, const std::string& value) const;
  // The same of one that stays for so long.
  [[nodiscard]] std::string keep(const std::string& name, const std::string& value,
                                 std::chrono::seconds life) const;

 private:
  [[nodiscard]] std::string name_of(const char* name) const {
    return (secure_ ? "__Host-" : "") + std::string(name);
  }

  bool secure_;
};

}  // namespace triand::server
