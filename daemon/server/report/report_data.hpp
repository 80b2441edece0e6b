#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/schedule/time_zone.hpp"
#include "daemon/store/feedback_counts.hpp"
#include "daemon/store/reader.hpp"

namespace triand::server {

using RecipientCounts = std::array<std::int64_t, domain::kRecipientStates>;
using DeliveryCounts = std::array<std::int64_t, domain::kDeliveryStates>;

struct ReportChannel {
  std::string name;
  std::string kind;
  DeliveryCounts states{};
  std::int64_t spent = 0;
  // Hours since 1970 and how many the gateway took or delivered in them for good, and how many failed or expired.
  std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> hours;
};

// One company, as the yearly contest of customer-service quality asks for it.
struct ReportUnit {
  std::string prefix;  // empty: customers of no unit
  std::string name;
  RecipientCounts recipients{};
  std::map<std::string, std::int64_t> arrived;     // by channel: accepted or delivered
  std::map<domain::Reason, std::int64_t> to_mend;  // addresses and data that failed
  std::int64_t refusals = 0;                       // customers who said no to a message
  std::int64_t letters_returned = 0;
  store::UnitFeedback feedback;
  std::int64_t spent = 0;

  [[nodiscard]] std::int64_t total() const;
  // Everybody but those who are not to be written to and who are thanked as somebody else.
  [[nodiscard]] std::int64_t to_reach() const;
  [[nodiscard]] std::int64_t reached() const;  // a receipt says so
  [[nodiscard]] std::int64_t taken() const;    // the gateway took it and says nothing more
  [[nodiscard]] std::int64_t faults() const;   // sum of to_mend
};

struct ReportReason {
  domain::Reason reason = domain::Reason::none;
  std::string channel;  // empty: never written to
  std::int64_t n = 0;
};

// Everything that a closing report tells, whatever it is written as. Plain values.
struct ReportData {
  std::string id;
  std::string title;
  std::string state;
  std::string window;  // as the plan has it
  std::string planned_by;
  std::string approved_by;
  std::string made_at;      // local, RFC 3339
  std::string archived_at;  // the same; empty: deliveries still stand
  bool open = false;        // something is still queued or sending: no closing report yet
  RecipientCounts recipients{};
  std::vector<ReportChannel> channels;       // those that were used
  std::vector<ReportUnit> units;             // the best first: by the share that was reached
  std::vector<ReportReason> reasons;         // the most frequent first
  std::optional<std::int64_t> planned_cost;  // known of the whole campaign only
  std::int64_t spent = 0;

  [[nodiscard]] std::int64_t total() const;
};

// Whether a reason calls for somebody to correct the list.
[[nodiscard]] bool is_data_fault(domain::Reason reason);

// Reads a campaign's rows once, a run at a time. `title`: the campaign's, for people. `units`: whose customers alone
// are counted, by code prefix, empty: all; what is not known by unit (planned cost, hours) is then left out.
[[nodiscard]] ReportData report_data(store::Reader& reader, const store::CampaignRow& campaign,
                                     std::string title, const std::vector<store::UnitFeedback>& feedback,
                                     const schedule::TimeZone& zone, store::TimePoint now,
                                     const std::vector<std::string>& units,
                                     const std::function<bool()>& going_on);

}  // namespace triand::server
