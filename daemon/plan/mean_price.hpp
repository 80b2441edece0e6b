#pragma once

#include <cstdint>
#include <vector>

#include "daemon/domain/customer.hpp"
#include "daemon/plan/composer.hpp"
#include "daemon/plan/plan_summary.hpp"

namespace triand::plan {

// What a message of each channel costs on average. Of channels that are planned to begin with the plan itself knows; for
// those that only take over some customers' messages are made, spread over the whole list.
class MeanPrice {
 public:
  // The basis outlives it; `customers`: how many will come.
  MeanPrice(const PlanBasis& basis, std::int64_t customers);

  void add(const domain::Customer& customer);
  // VND, by channel of the basis.
  [[nodiscard]] std::vector<double> of(const PlanSummary& summary) const;

 private:
  struct Sample {
    std::int64_t messages = 0;
    std::int64_t cost = 0;
  };

  const PlanBasis& basis_;
  Composer composer_;
  std::int64_t every_;  // so manieth customer is looked at
  std::int64_t seen_ = 0;
  std::vector<Sample> samples_;  // by channel
};

}  // namespace triand::plan
