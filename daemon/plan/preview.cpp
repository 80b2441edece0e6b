#include "daemon/plan/preview.hpp"

#include <cstddef>
#include <utility>

namespace triand::plan {

std::vector<Preview> preview(const PlanBasis& basis, const domain::Customer& customer,
                             std::optional<std::string_view> channel) {
  Composer composer(basis);
  composer.compare_forms();
  composer.take(customer);
  std::vector<Preview> previews;
  for (std::size_t i = 0; i < basis.channels.size(); ++i) {
    const ChannelFacts& facts = basis.channels[i];
    if (basis.messages.at(i).empty() || (channel && *channel != facts.name)) continue;
    previews.push_back(
        {facts.name, std::string(domain::address_of(customer, facts.address)), composer.compose(i)});
  }
  return previews;
}

}  // namespace triand::plan
