#pragma once

#include <functional>
#include <string>

#include "daemon/server/console/campaign_act_pages.hpp"
#include "daemon/server/console/html.hpp"

namespace triand::server {

// A page of one act: its heading with the campaign's id, why it was not done if it was tried, what it does, and a way
// back.
[[nodiscard]] Response act_page(const PageFrame& frame, const boost::json::object& campaign, Phrase title,
                                const PageNotice& fault, const std::function<void(Html&)>& content);

// A field for why; it is kept with who and when. `id` tells it from the page's others.
void put_reason(Html& html, const std::string& id, Language language);

}  // namespace triand::server
