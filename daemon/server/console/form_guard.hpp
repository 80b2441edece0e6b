#pragma once

#include <string>

#include "daemon/server/console/form.hpp"
#include "daemon/server/request.hpp"

namespace triand::server {

// Whether the browser says that another site made this request: by Sec-Fetch-Site, or, where there is none, by an
// Origin that is neither `public_url` nor the host that was asked.
[[nodiscard]] bool is_from_elsewhere(const Request& request, const std::string& public_url);

// Whether a POST comes from a form of ours: its field `token` is the one that was given out, and it is not from
// elsewhere.
[[nodiscard]] bool is_our_form(const Request& request, const Form& form, const std::string& token,
                               const std::string& public_url);

}  // namespace triand::server
