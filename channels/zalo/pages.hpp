#pragma once

#include <string>

#include "channels/curl/http_response.hpp"
#include "channels/receipt.hpp"
#include "channels/template_answer.hpp"
#include "channels/zalo/zalo_quota.hpp"

namespace triand::channels {

// What the pages beside the sending of messages say (GET, behind the access token). None of them throws for what the
// service says.

// Whether the service said with any of them that the access token is no longer valid.
[[nodiscard]] bool refuses_token(const HttpResponse& response);

// GET /template/info/v2?template_id=.
[[nodiscard]] TemplateAnswer read_template_page(const HttpResponse& response, const std::string& id);

// GET /message/quota. False: it said nothing that can be used, and nothing was changed.
[[nodiscard]] bool read_quota_page(const HttpResponse& response, ZaloQuota& quota, ZaloQuota::Time now);

// GET /message/status?message_id=. Nullopt: it could not be asked.
[[nodiscard]] std::optional<Receipt> read_status_page(const HttpResponse& response);

}  // namespace triand::channels
