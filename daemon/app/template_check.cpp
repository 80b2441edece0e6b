#include "daemon/app/template_check.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/block.hpp"

namespace triand::app {
namespace {

// Where a message file names its templates: the first, then `other_template`.
struct Place {
  std::string file;
  int id_line = 0;
  int data_line = 0;
};

Place place_of(const templates::MessageSource& source, std::size_t n) {
  const templates::MessagePart& part = source.parts.front();
  config::Problems known;  // it was compiled without any
  config::Block block = config::Block::parse(part.text, part.file, known);
  if (n == 0) return {part.file, block.line("template_id"), block.line("data")};
  config::Block other = block.child("other_template");
  return {part.file, other.line("template_id"), other.line("data")};
}

class TemplateCheck {
 public:
  TemplateCheck(plan::PlanBasis& basis, const AskTemplate& ask, config::Problems& problems)
      : basis_(basis), ask_(ask), problems_(problems) {}

  void look_at(const std::string& channel, const templates::Message& message,
               const templates::MessageSource& source) {
    const std::vector<std::string> ids = message.template_ids();
    for (std::size_t n = 0; n < ids.size(); ++n)
      judge(channel, ids[n], message.parameters(n), place_of(source, n));
  }

  std::vector<plan::LawFinding> findings;

 private:
  void judge(const std::string& channel, const std::string& id, const std::vector<std::string>& given,
             const Place& place) {
    auto& known = basis_.templates[channel];
    if (!known.contains(id)) {
      channels::TemplateAnswer answer = ask_(channel, id);
      if (!answer.rules) {
        if (answer.unknown)
          complain(place, place.id_line, "template_id",
                   "the gateway has no template " + id + " for this account (" + answer.fault +
                       "); look at the number");
        else
          note(place, place.id_line, kTemplateNotAsked,
               "template " + id +
                   " could not be asked for, so its parameters are not checked: " + answer.fault);
        return;
      }
      known.emplace(id, std::move(*answer.rules));
    }
    const templates::TemplateRules& rules = known.at(id);
    if (!rules.usable)
      complain(place, place.id_line, "template_id",
               "template " + id + " is " + rules.status + " at the gateway; nothing can be sent with it");
    for (const templates::ParameterRule& rule : rules.parameters)
      if (rule.required && std::ranges::find(given, rule.name) == given.end())
        complain(place, place.data_line, "data",
                 "template " + id + " requires the parameter " + rule.name + "; give it a value");
    // A gateway that says nothing of parameters says nothing about these either.
    for (const std::string& name : given)
      if (!rules.parameters.empty() && rules.parameter(name) == nullptr)
        note(place, place.data_line, "gateway-template/unknown-parameter",
             fmt::format("template {} has no parameter {}; the gateway may refuse it", id, name));
  }

  void complain(const Place& place, int line, std::string key, std::string message) {
    problems_.push_back({place.file, line, std::move(key), std::move(message)});
  }

  void note(const Place& place, int line, std::string_view rule, std::string message) {
    findings.push_back({.rule = std::string(rule),
                        .fault = false,
                        .file = place.file,
                        .line = line,
                        .key = {},
                        .message = std::move(message)});
  }

  plan::PlanBasis& basis_;
  const AskTemplate& ask_;
  config::Problems& problems_;
};

}  // namespace

std::vector<plan::LawFinding> check_templates(
    plan::PlanBasis& basis,
    const std::map<std::string, std::map<std::string, templates::MessageSource>>& sources,
    const AskTemplate& ask, config::Problems& problems) {
  TemplateCheck check(basis, ask, problems);
  for (std::size_t at = 0; at < basis.channels.size(); ++at) {
    const std::string& channel = basis.channels[at].name;
    const auto languages = sources.find(channel);
    if (languages == sources.end() || basis.channels[at].form != templates::MessageForm::zalo) continue;
    for (const auto& [language, message] : basis.messages[at])
      check.look_at(channel, message, languages->second.at(language));
  }
  return std::move(check.findings);
}

}  // namespace triand::app
