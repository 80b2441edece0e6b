#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/server/report/report_data.hpp"

namespace triand::server {

// `recipients` of a document (contract, section 3), by bucket.
struct CampaignFigures {
  RecipientCounts buckets{};

  [[nodiscard]] std::int64_t of(domain::RecipientState state) const {
    return buckets[static_cast<std::size_t>(state)];
  }
  [[nodiscard]] std::int64_t total() const;
  // Everybody but those who are not to be written to and who are thanked as somebody else.
  [[nodiscard]] std::int64_t to_reach() const;
  [[nodiscard]] std::int64_t through() const;  // of these, those for whom nothing is queued or sending
  [[nodiscard]] std::int64_t arrived() const;  // of these, those whom a gateway's receipt or yes speaks for
  [[nodiscard]] std::int64_t missed() const;   // of these, failed, in doubt, expired
};

[[nodiscard]] CampaignFigures figures_in(const boost::json::object& recipients);

struct UnitFigures {
  std::string prefix;  // empty: customers of no unit
  std::string name;
  CampaignFigures figures;
};

// `units` of triand.campaign/v1, the worst first: by the share that arrived, as the closing report ranks them, then by
// how many were missed. Units with nobody to reach come last.
[[nodiscard]] std::vector<UnitFigures> worst_first(const boost::json::object& campaign);

}  // namespace triand::server
