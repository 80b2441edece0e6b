#include "daemon/plan/suppression_lookup.hpp"

#include "daemon/domain/advertising_consent.hpp"

namespace triand::plan {

SuppressionLookup suppression_lookup(const domain::SuppressionIndex& suppressions, const PlanBasis& basis,
                                     domain::SuppressionTime now) {
  const bool advertising = basis.campaign.kind == domain::Campaign::Class::advertising;
  return
      [&suppressions, &basis, now, advertising](const domain::Customer& customer, std::string_view channel) {
        if (channel.empty()) {
          const domain::Reason reason = suppressions.everywhere(customer, advertising, now);
          const bool refused =
              reason == domain::Reason::none && advertising && !domain::consents_to_advertising(customer);
          return refused ? domain::Reason::no_consent : reason;
        }
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
