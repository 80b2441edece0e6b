#include "daemon/plan/suppression_lookup.hpp"

namespace triand::plan {

SuppressionLookup suppression_lookup(const domain::SuppressionIndex& suppressions, const PlanBasis& basis,
                                     domain::SuppressionTime now) {
  const bool advertising = basis.campaign.kind == domain::Campaign::Class::advertising;
  return
      [&suppressions, &basis, now, advertising](const domain::Customer& customer, std::string_view channel) {
        if (channel.empty()) return suppressions.everywhere(customer, advertising, now);
        const auto at = basis.channel(channel);
        if (!at) return domain::Reason::none;
        const ChannelFacts& facts = basis.channels[*at];
        return suppressions.by_channel(customer, {.address = facts.address,
                                                  .channel = domain::scope_of_channel(facts.kind),
                                                  .advertising = advertising,
                                                  .now = now});
      };
}

}  // namespace triand::plan
