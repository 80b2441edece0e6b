#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/customer.hpp"
#include "daemon/plan/composer.hpp"
#include "daemon/plan/plan_basis.hpp"

namespace triand::plan {

// What a customer would get by one channel.
struct Preview {
  std::string channel;
  std::string address;  // empty: the customer has none for this channel and would not be written to by it
  Composed composed;
};

// The exact messages for one customer: by every channel that the campaign has a message for, or by one of them.
// Whether the customer's route uses the channel, and suppressions, are not looked at.
[[nodiscard]] std::vector<Preview> preview(const PlanBasis& basis, const domain::Customer& customer,
                                           std::optional<std::string_view> channel = std::nullopt);

}  // namespace triand::plan
