#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "daemon/server/api_error.hpp"
#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/response.hpp"

namespace triand::server {

// A campaign file as somebody typed it, or pasted it from his editor.
struct CampaignFile {
  std::string name;
  std::string text;  // lines end with \n
};

// Where a campaign file is checked and planned. `check` is triand.check/v1, when it was.
[[nodiscard]] Response campaign_file_page(const PageFrame& frame, const CampaignFile& file,
                                          const std::optional<boost::json::object>& check,
                                          const std::optional<ApiError>& refusal, unsigned status);

}  // namespace triand::server
