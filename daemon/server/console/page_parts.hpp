#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "daemon/server/console/api_answer.hpp"
#include "daemon/server/console/html.hpp"
#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// What the pages of administration are put together from.

// A row of a <dl>; nothing when there are no words.
void put_fact(Html& html, Phrase title, std::string_view words, Language language);

// One line to be filled in, with its label; its name is its id too.
struct LineField {
  Literal name;
  Phrase label;
  std::optional<Phrase> hint = std::nullopt;
  std::string_view value = {};
  bool required = false;
  Literal type = "text";
  Literal autocomplete = "off";
  Literal longest = "200";
};
void put_line(Html& html, const LineField& field, Language language);

// Which version of the customer's data a form is about: what it orders goes to no address that was not shown.
void put_customer_version(Html& html, std::int64_t version);

// What says in a form of several which of them it is, and the button that sends it.
void put_order(Html& html, Literal order);
void put_button(Html& html, Phrase words, Language language);

}  // namespace triand::server
