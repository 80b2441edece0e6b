#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "daemon/domain/customer.hpp"
#include "daemon/domain/reason.hpp"
#include "daemon/plan/plan_basis.hpp"
#include "daemon/plan/plan_totals.hpp"
#include "daemon/plan/planned_recipient.hpp"

namespace triand::plan {

// Messages of one unit that begin with the same channel and would go on to the same others.
struct PlannedFlow {
  std::string unit;
  std::size_t rank = 0;
  std::vector<std::size_t> channels;  // the first is the one they are planned for
  std::int64_t messages = 0;
};

// What people are shown of a plan before they approve it. Its totals move along with each recipient.
class PlanSummary {
 public:
  // Knows the basis's channels and routes; the basis need not outlive it.
  explicit PlanSummary(const PlanBasis& basis);

  void add(const domain::Customer& customer, const PlannedRecipient& planned);

  [[nodiscard]] const GroupTotals& all() const { return all_; }
  // "" holds those without a unit or a segment. Segments beyond the first thousand, which no real list has, are under
  // kOtherSegments.
  [[nodiscard]] const std::map<std::string, GroupTotals>& units() const { return units_; }
  [[nodiscard]] const std::map<std::string, GroupTotals>& segments() const { return segments_; }
  // By route of the campaign; who never came to a route is in none.
  [[nodiscard]] const std::vector<GroupTotals>& routes() const { return routes_; }
  // Why those are not written to who are not.
  [[nodiscard]] const std::map<domain::Reason, std::int64_t>& reasons() const { return reasons_; }
  // The columns that were empty → the recipients whom that leaves out.
  [[nodiscard]] const std::map<std::string, std::int64_t>& missing_columns() const {
    return missing_columns_;
  }
  // By channel; empty for those that send no SMS.
  [[nodiscard]] const std::vector<SmsTotals>& sms() const { return sms_; }

  // The first customers that each reason leaves out, as rows of the store.
  [[nodiscard]] const std::map<domain::Reason, std::vector<std::int64_t>>& left_out() const {
    return left_out_;
  }
  // What the forecast is reckoned from.
  [[nodiscard]] std::vector<PlannedFlow> flows() const;
  // By channel: messages whose values had to be made to fit the gateway's template, or do not fit it.
  [[nodiscard]] const std::vector<FitTotals>& fits() const { return fits_; }

  static constexpr const char* kOtherSegments = "…";

 private:
  [[nodiscard]] GroupTotals& group(std::map<std::string, GroupTotals>& groups, const std::string& name) const;
  void add_sms(const PlannedDelivery& delivery);
  void add_flows(const std::string& unit, const PlannedRecipient& planned);
  void add_fit(const PlannedDelivery& delivery);

  std::vector<bool> is_sms_;  // by channel
  GroupTotals all_;
  std::map<std::string, GroupTotals> units_;
  std::map<std::string, GroupTotals> segments_;
  std::vector<GroupTotals> routes_;
  std::map<domain::Reason, std::int64_t> reasons_;
  std::map<std::string, std::int64_t> missing_columns_;
  std::vector<SmsTotals> sms_;
  std::map<domain::Reason, std::vector<std::int64_t>> left_out_;
  std::vector<std::vector<std::vector<std::size_t>>> legs_;  // by route: each leg's channels
  // By unit: rank, route, leg, planned channel and its followers → messages.
  using Flow = std::tuple<std::size_t, std::size_t, std::size_t, std::size_t, std::uint32_t>;
  std::map<std::string, std::map<Flow, std::int64_t>> flows_;
  std::vector<FitTotals> fits_;
};

}  // namespace triand::plan
