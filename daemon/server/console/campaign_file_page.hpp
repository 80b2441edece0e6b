#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "daemon/server/console/literal.hpp"
#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/console/page_notice.hpp"
#include "daemon/server/response.hpp"

namespace triand::server {

// Where its forms go: the one with the text, and the one with a file.
inline constexpr Literal kCampaignFileAddress = "/console/campaigns/plan";
inline constexpr Literal kCampaignUploadAddress = "/console/campaigns/plan/file";

// A campaign file as somebody sent it, typed it, or pasted it from his editor.
struct CampaignFile {
  std::string name;
  std::string text;
};

// Where a campaign file is checked and planned. `check` is triand.check/v1, when it was.
[[nodiscard]] Response campaign_file_page(const PageFrame& frame, const CampaignFile& file,
                                          const std::optional<boost::json::object>& check,
                                          const PageNotice& notice);

}  // namespace triand::server
