#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "channels/template_answer.hpp"
#include "config/problem.hpp"
#include "daemon/plan/law.hpp"
#include "daemon/plan/plan_basis.hpp"
#include "templates/message_source.hpp"

namespace triand::app {

// Asks a channel's gateway what one of its templates takes; waits, but not for ever.
using AskTemplate =
    std::function<channels::TemplateAnswer(const std::string& channel, const std::string& id)>;

// Among what is to be looked at: a template could not be asked for.
inline constexpr std::string_view kTemplateNotAsked = "gateway-template/not-asked";

// Asks for every template that the basis's messages name and keeps what they take in the basis. A template that is not
// there, cannot be sent with, or is not given what it requires is a problem of the message's file; what is only to be
// looked at comes back (`gateway-template/…`): a template that could not be asked for, whose parameters are then not
// checked (late_rules.hpp asks again), and a parameter that it does not know. `sources`: by channel and language.
[[nodiscard]] std::vector<plan::LawFinding> check_templates(
    plan::PlanBasis& basis,
    const std::map<std::string, std::map<std::string, templates::MessageSource>>& sources,
    const AskTemplate& ask, config::Problems& problems);

}  // namespace triand::app
