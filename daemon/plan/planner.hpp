#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/customer.hpp"
#include "daemon/domain/reason.hpp"
#include "daemon/plan/composer.hpp"
#include "daemon/plan/conditions.hpp"
#include "daemon/plan/duplicate_memory.hpp"
#include "daemon/plan/plan_basis.hpp"
#include "daemon/plan/planned_recipient.hpp"

namespace triand::plan {

// Why a customer must not be written to, or none: with an empty channel at all, with a channel's name by that
// channel. It is asked once a customer and once a tried channel, so it should answer from memory.
using SuppressionLookup = std::function<domain::Reason(const domain::Customer&, std::string_view channel)>;

// Decides for each customer whether and how the campaign writes to them (contract, sections 2 and 3), in this order:
// audience, suppression, route, duplicates of those who are written to, addresses, empty values. Pure: the same
// customers give the same plan. Used by one thread at a time.
class Planner {
 public:
  // The basis must outlive the planner. Throws std::invalid_argument when a route names a channel that the basis
  // does not have or has no message for.
  Planner(const PlanBasis& basis, SuppressionLookup suppression);

  // What becomes of the customer; nullopt: not of the audience, and so no recipient. Customers must come in
  // ascending order of their codes, byte by byte, or std::invalid_argument is thrown: who is a duplicate of whom
  // hangs on it.
  [[nodiscard]] std::optional<PlannedRecipient> plan(const domain::Customer& customer);

  [[nodiscard]] std::size_t bytes() const { return memory_.bytes(); }  // held for the duplicate check

 private:
  using LegChannels = std::vector<std::size_t>;
  struct Route {
    Conditions when;
    std::vector<LegChannels> legs;
  };
  // What stood in the way of a customer's legs.
  struct Obstacles {
    std::string missing;  // the first column that was empty
    domain::Reason suppressed = domain::Reason::none;
    std::string refused;  // what a text breaks of its gateway's limits
  };

  void check_order(const domain::Customer& customer);
  [[nodiscard]] domain::Reason suppressed(const domain::Customer& customer) const;
  [[nodiscard]] std::optional<std::size_t> route_of(const domain::Customer& customer) const;
  [[nodiscard]] std::size_t rank_of(const domain::Customer& customer) const;
  void plan_deliveries(const domain::Customer& customer, PlannedRecipient& planned);
  [[nodiscard]] std::uint32_t others_after(const domain::Customer& customer, const LegChannels& leg,
                                           std::size_t channel) const;
  [[nodiscard]] std::optional<PlannedDelivery> plan_leg(const domain::Customer& customer,
                                                        const LegChannels& leg, Obstacles& obstacles) const;

  const PlanBasis& basis_;
  SuppressionLookup suppression_;
  Conditions audience_;
  std::vector<Route> routes_;
  std::vector<Conditions> order_;
  Composer composer_;
  DuplicateMemory memory_;
  std::optional<std::string> last_code_;
};

}  // namespace triand::plan
