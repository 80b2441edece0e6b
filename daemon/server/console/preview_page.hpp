#pragma once

#include <optional>
#include <string>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/server/api_error.hpp"
#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/response.hpp"

namespace triand::server {

// What the visitor asked for, which is in the form and in no address.
struct PreviewAsked {
  std::string customer;  // empty: some example
  std::string channel;   // empty: every one
};

// The exact texts of one customer: `preview` is triand.preview/v1, empty while there is none to show. `may_sample`:
// with a way to read every recipient for the shortest, the longest and some others.
[[nodiscard]] Response preview_page(const PageFrame& frame, const boost::json::object& campaign,
                                    const PreviewAsked& asked, const boost::json::object& preview,
                                    bool may_sample, const std::optional<ApiError>& refusal, unsigned status);

// Texts of triand.preview/v1, its `messages`. To whom they go is left out.
void put_messages(Html& html, const boost::json::array& messages, Language language);
// Its `samples`, by channel.
void put_samples(Html& html, const boost::json::array& samples, Language language);

}  // namespace triand::server
