#pragma once

#include <optional>
#include <string>

#include <boost/json/array.hpp>

#include "daemon/server/console/form.hpp"
#include "daemon/server/console/html.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// Fields of the forms that accounts are made and changed by.

// A choice of one role; `chosen` is its word.
void put_role(Html& html, std::string_view chosen, Language language);
// The units that the role is limited to; none: it holds for every unit.
void put_units(Html& html, std::string_view units, Language language);
// Whose password it is, unseen: browsers that keep passwords keep it under that name.
void put_owner(Html& html, std::string_view account);
// A new password, twice.
void put_new_password(Html& html, Language language);

// The code prefixes in the form, parted by blanks, commas or semicolons.
[[nodiscard]] boost::json::array units_in(const Form& form);

// The new password, taken out of the form; what is wrong with it before anybody else is asked.
struct TypedPassword {
  std::string password;
  std::optional<Phrase> fault = {};
};
[[nodiscard]] TypedPassword new_password_in(Form& form);

// Where an account's page is.
[[nodiscard]] std::string user_address(std::string_view name);

}  // namespace triand::server
