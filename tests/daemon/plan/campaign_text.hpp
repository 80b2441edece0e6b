#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/block.hpp"
#include "daemon/plan/campaign_file.hpp"

namespace triand::test {

// What became of reading a campaign's text.
struct CampaignReading {
  std::optional<domain::Campaign> campaign;
  std::vector<std::string> problems;  // as people see them
};

inline plan::CampaignSurroundings usual_surroundings() {
  return {.channels =
              {{"sms", "sms"}, {"zalo", "zalo"}, {"email", "email"}, {"letter", "letter"}, {"backup", "sms"}},
          .kinds = {"sms", "smpp", "zalo", "email", "letter", "website", "exec"},
          .extra_columns = {"so_tien", "gift"},
          .hotline = "19001234"};
}

inline CampaignReading read_campaign_text(
    std::string_view yaml, const plan::CampaignSurroundings& surroundings = usual_surroundings()) {
  config::Problems problems;
  config::Block block = config::Block::parse(yaml, "c.yaml", problems);
  CampaignReading reading;
  reading.campaign = plan::read_campaign(block, surroundings);
  for (const config::Problem& problem : problems) reading.problems.push_back(problem.to_string());
  return reading;
}

}  // namespace triand::test
