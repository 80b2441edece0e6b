#pragma once

#include <string>
#include <string_view>

#include "daemon/server/response.hpp"

namespace triand::server {

// What whoever follows the unsubscribe link of an email sees, in Vietnamese and English. Nothing on these pages says who
// is meant: a link is easily passed on.
enum class UnsubscribePage {
  ask,      // one button, which posts to the same address
  done,     // no more will come
  unknown,  // the link is none of ours, or was cut off
  trouble,  // it could not be recorded; try again later
};

[[nodiscard]] Response unsubscribe_page(UnsubscribePage page);

// Whether a POST's body says List-Unsubscribe=One-Click (RFC 8058 section 3.2), as a form of either encoding.
[[nodiscard]] bool asks_for_one_click(std::string_view content_type, std::string_view body);

}  // namespace triand::server
