#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace triand::server {

// Whom a reverse proxy that is believed has logged in.
struct SignOn {
  enum class Kind {
    none,      // nobody who is believed says anything
    unusable,  // it says something that is not the name of one account
    named,
  };

  Kind kind = Kind::none;
  std::string name = {};   // named: what may be an account's name
  std::string fault = {};  // unusable: why, without what it says
};

using Headers = std::vector<std::pair<std::string, std::string>>;

// What the headers of a request from a proxy say in the one that names people. It must be there once, with what
// domain::account_name_fault() lets pass: a proxy that joins two of them by a comma names nobody.
[[nodiscard]] SignOn sign_on_in(const Headers& headers, std::string_view user_header);

// Whether such a header is there at all, whoever sent it.
[[nodiscard]] bool has_header(const Headers& headers, std::string_view name);

}  // namespace triand::server
