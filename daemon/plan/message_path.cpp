#include "daemon/plan/message_path.hpp"

namespace triand::plan {

const std::string* message_path(const domain::Campaign& campaign, const std::string& channel,
                                const std::string& kind) {
  auto found = campaign.messages.find(channel);
  if (found == campaign.messages.end()) found = campaign.messages.find(kind);
  return found == campaign.messages.end() ? nullptr : &found->second;
}

}  // namespace triand::plan
