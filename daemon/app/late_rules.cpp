#include "daemon/app/late_rules.hpp"

#include <map>
#include <utility>

namespace triand::app {
namespace {

bool lacks_rules(const plan::PlanBasis& basis, std::size_t channel) {
  if (basis.channels[channel].form != templates::MessageForm::zalo) return false;
  const auto known = basis.templates.find(basis.channels[channel].name);
  for (const auto& [language, message] : basis.messages[channel])
    for (const std::string& id : message.template_ids())
      if (known == basis.templates.end() || !known->second.contains(id)) return true;
  return false;
}

// The files of those channels, by channel and language.
std::map<std::string, std::map<std::string, templates::MessageSource>> sources_of(
    const CampaignDraft& pinned, const ChannelRows& rows, const std::vector<std::size_t>& channels) {
  std::map<std::string, std::map<std::string, templates::MessageSource>> out;
  const auto files = files_of(pinned.messages);
  for (const std::size_t channel : channels) {
    const plan::ChannelFacts& facts = pinned.basis.channels[channel];
    for (const store::PinnedMessage& file : files) {
      if (file.channel != rows.at(facts.name)) continue;
      templates::MessageSource& source = out[facts.name][file.language];
      source.form = facts.form;
      source.parts.push_back({file.part, file.file, file.text});
    }
  }
  return out;
}

}  // namespace

LateRules ask_late(const CampaignDraft& pinned, const ChannelRows& rows, const AskTemplate& ask) {
  LateRules out;
  std::vector<std::size_t> channels;
  for (std::size_t at = 0; at < pinned.basis.channels.size(); ++at)
    if (lacks_rules(pinned.basis, at)) channels.push_back(at);
  if (channels.empty()) return out;
  plan::PlanBasis basis = pinned.basis;
  config::Problems problems;
  const auto findings = check_templates(basis, sources_of(pinned, rows, channels), ask, problems);
  const auto tell = [&out](const std::string& sentence) {
    out.fault += (out.fault.empty() ? "" : "; ") + sentence;
  };
  for (const config::Problem& problem : problems) tell(problem.to_string());
  if (!out.fault.empty()) {
    out.remedy = "correct the message and plan again";
    return out;
  }
  for (const plan::LawFinding& finding : findings)
    if (finding.rule == kTemplateNotAsked) tell(finding.message);
  if (!out.fault.empty()) {
    out.remedy = "see what `trianctl channels list` says of the channel, and approve again";
    return out;
  }
  for (const std::size_t at : channels) {
    const std::string& channel = basis.channels[at].name;
    const auto before = pinned.basis.templates.find(channel);
    for (const auto& [id, rules] : basis.templates[channel])
      if (before == pinned.basis.templates.end() || !before->second.contains(id))
        out.found.push_back(pinned_rules(rows.at(channel), id, rules));
  }
  return out;
}

}  // namespace triand::app
