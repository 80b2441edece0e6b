#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "daemon/server/api_error.hpp"
#include "daemon/server/console/api_answer.hpp"
#include "daemon/server/console/html.hpp"
#include "daemon/server/console/phrase.hpp"
#include "daemon/server/response.hpp"

namespace triand::server {

// What stands above a page after something was asked of it.
struct PageNotice {
  std::optional<Phrase> done = {};
  std::optional<Phrase> fault = {};      // of what was typed
  std::optional<ApiError> refusal = {};  // the API's
  unsigned status = 200;                 // of the page
  std::chrono::seconds wait{0};          // too many tries went wrong: so long until the next counts
};

// The page, which tells programs too how long to wait.
[[nodiscard]] Response with_wait(Response page, const PageNotice& notice);

// Why the API did not do it; `answer` is not ok.
[[nodiscard]] PageNotice refused_by(const ApiAnswer& answer);

// What was done, for the short word that an address has after it: ?done=resent. Nullopt: there is no such word.
[[nodiscard]] std::optional<Phrase> done_words(std::string_view word);

// Assistive technology reads a fault out at once and what was done when it is polite to.
void put_notice(Html& html, const PageNotice& notice, Language language);

}  // namespace triand::server
