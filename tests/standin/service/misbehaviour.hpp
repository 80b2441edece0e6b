#pragma once

#include "tests/standin/gateway.hpp"
#include "tests/standin/service/plan.hpp"

namespace triand::standin {

// The action among those of one request's messages that decides how the connection behaves: the first that strikes
// the whole request, else the first there is; an empty one where no rule struck.
[[nodiscard]] Action leading_action(const Actions& actions);

// Changes a plan that holds the gateway's true answer as the action says. The receipts are left alone.
void misbehave(Plan& plan, const Action& action);

// The receipts for what was accepted: how many, when, and of which kind.
void plan_receipts(Plan& plan, const Action& action, const std::vector<Message>& accepted,
                   std::chrono::milliseconds usual_delay);

}  // namespace triand::standin
