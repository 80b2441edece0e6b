#pragma once

#include <string>
#include <string_view>

#include "daemon/server/console/html.hpp"
#include "daemon/server/console/kept_lists.hpp"
#include "daemon/server/console/page_frame.hpp"

namespace triand::server {

// Where the lists' pages are.
inline constexpr Literal kListsAddress = "/console/lists";
[[nodiscard]] std::string check_address(const std::string& token);
[[nodiscard]] std::string list_job_address(const std::string& job);

// The form that sends a list: multipart, its token first.
void put_upload_form(Html& html, const PageFrame& frame);

// How a list is to be read: unit, sheet and encoding, as they were said before.
void put_reading_fields(Html& html, const KeptList& list, Language language);

// One of a select's options.
void put_option(Html& html, std::string_view value, std::string_view words, bool chosen);

}  // namespace triand::server
