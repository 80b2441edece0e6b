#include "daemon/app/campaign_basis.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "daemon/app/pinned_settings.hpp"
#include "daemon/app/template_text.hpp"
#include "daemon/plan/campaign_file.hpp"
#include "daemon/plan/message_path.hpp"
#include "templates/field_names.hpp"

namespace triand::app {
namespace {

// Among the messages that a plan has pinned, what the gateways' templates took; their ids stand for the part.
constexpr const char* kRulesLanguage = "(template)";
// … and what of the settings it was planned with: one row, beside those of some channel that it uses.
constexpr const char* kSettingsLanguage = "(settings)";

plan::CampaignSurroundings surroundings_of(const Settings& settings,
                                           const std::vector<std::string>& extra_columns) {
  plan::CampaignSurroundings out;
  for (const auto& channel : settings.channels) out.channels[channel.facts.name] = channel.facts.kind;
  out.kinds = {"sms", "smpp", "zalo", "email", "letter", "website", "exec"};
  out.extra_columns = extra_columns;
  out.hotline = settings.hotline;
  return out;
}

std::set<std::string> used_channels(const domain::Campaign& campaign) {
  std::set<std::string> out;
  for (const auto& route : campaign.routes)
    for (const auto& leg : route.legs) out.insert(leg.begin(), leg.end());
  return out;
}

// The line of a dotted key.
int line_of(config::Block& block, const std::string& key) {
  const std::size_t dot = key.find('.');
  if (dot == std::string::npos || !block.has(key.substr(0, dot))) return block.line(key.substr(0, dot));
  return block.child(key.substr(0, dot)).line(key.substr(dot + 1));
}

// Languages and their sources, by channel name.
using Sources = std::map<std::string, std::map<std::string, templates::MessageSource>>;

void compile_messages(plan::PlanBasis& basis, const Sources& sources, config::Problems& problems) {
  const auto names = templates::FieldNames::standard(basis.extra_columns);
  basis.messages.resize(basis.channels.size());
  for (const auto& [channel, languages] : sources) {
    const auto at = basis.channel(channel);
    if (!at) continue;
    for (const auto& [language, source] : languages)
      if (auto message = templates::Message::compile(source, names, problems))
        basis.messages[*at].emplace(language, std::move(*message));
  }
}

// Faults become problems; the rest is returned.
std::vector<plan::LawFinding> obey_law(const plan::PlanBasis& basis, const Sources& sources,
                                       const Settings& settings, config::Block& block,
                                       config::Problems& problems) {
  std::vector<plan::MessageText> texts;
  for (const auto& [channel, languages] : sources)
    for (const auto& [language, source] : languages)
      for (const auto& part : source.parts) texts.push_back({channel, part.file, part.name, part.text});
  std::vector<plan::LawFinding> law;
  for (plan::LawFinding& finding : plan::read_law(basis, texts, settings.law, settings.hotline)) {
    if (!finding.fault) {
      if (finding.file.empty()) {
        finding.file = block.file();
        finding.line = line_of(block, finding.key);
      }
      law.push_back(std::move(finding));
      continue;
    }
    const std::string sentence = finding.message + " (" + finding.rule + ")";
    if (!finding.file.empty())
      problems.push_back({finding.file, finding.line, "", sentence});
    else
      problems.push_back({block.file(), line_of(block, finding.key), finding.key, sentence});
  }
  return law;
}

plan::PlanBasis empty_basis(domain::Campaign campaign, int year, const Settings& settings,
                            const std::vector<std::string>& extra_columns) {
  plan::PlanBasis basis;
  basis.campaign = std::move(campaign);
  basis.year = year;
  for (const auto& channel : settings.channels) basis.channels.push_back(channel.facts);
  basis.extra_columns = extra_columns;
  basis.units = settings.units;
  return basis;
}

// A budget that ends the campaign before it has begun.
void refuse_small_budget(const plan::PlanBasis& basis, config::Block& block) {
  const domain::Campaign& campaign = basis.campaign;
  if (!campaign.budget) return;
  const plan::ChannelFacts* cheapest = nullptr;
  for (const auto& facts : basis.channels)
    if (used_channels(campaign).contains(facts.name) && (!cheapest || facts.price < cheapest->price))
      cheapest = &facts;
  if (!cheapest || cheapest->price == 0) return;
  const std::string cost = fmt::format("{} VND by {}, the cheapest channel", cheapest->price, cheapest->name);
  if (cheapest->price > *campaign.budget)
    block.complain("budget", "does not pay for a single message (" + cost + "); raise it or leave it out");
  else if (campaign.canary && *campaign.budget / cheapest->price < campaign.canary->size)
    block.complain("budget", fmt::format("does not pay for the canary's {} messages ({}); raise it or make "
                                         "the canary smaller",
                                         campaign.canary->size, cost));
}

int number(std::string_view text) {
  int out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::chrono::year_month_day day_of(std::string_view text) {
  return std::chrono::year{number(text.substr(0, 4))} /
         std::chrono::month{static_cast<unsigned>(number(text.substr(5, 2)))} /
         std::chrono::day{static_cast<unsigned>(number(text.substr(8, 2)))};
}

std::chrono::minutes minutes_of(std::string_view text) {
  return std::chrono::minutes{number(text.substr(0, 2)) * 60 + number(text.substr(3, 2))};
}

std::string text_of(std::chrono::year_month_day day) {
  return fmt::format("{:04}-{:02}-{:02}", int(day.year()), unsigned(day.month()), unsigned(day.day()));
}

}  // namespace

std::string window_text(const schedule::CampaignWindow& window) {
  const auto hours = window.hours();
  return fmt::format("{} {} {:02}:{:02}-{:02}:{:02}", text_of(window.days().from), text_of(window.days().to),
                     hours.from.count() / 60, hours.from.count() % 60, hours.to.count() / 60,
                     hours.to.count() % 60);
}

schedule::CampaignWindow window_of(const store::CampaignRow& row, const schedule::TimeZone& zone) {
  const std::string_view text = row.window_text;
  return {zone,
          {day_of(text.substr(0, 10)), day_of(text.substr(11, 10))},
          {minutes_of(text.substr(22, 5)), minutes_of(text.substr(28, 5))}};
}

std::optional<CampaignDraft> draft_campaign(const std::string& text, const std::string& file,
                                            const Settings& settings, const ChannelRows& rows,
                                            const std::vector<std::string>& extra_columns,
                                            schedule::WallTime now, const AskTemplate& ask,
                                            config::Problems& problems, bool& window_past) {
  const std::size_t before = problems.size();
  config::Block block = config::Block::parse(text, file, problems);
  auto campaign = plan::read_campaign(block, surroundings_of(settings, extra_columns));
  if (!campaign || problems.size() > before) return std::nullopt;
  const auto window =
      schedule::CampaignWindow::next(*settings.zone, campaign->from, campaign->to, campaign->hours, now);
  window_past = !window;
  Sources sources;
  std::vector<store::PinnedMessage> pinned;
  for (const auto& channel : settings.channels) {
    const auto& facts = channel.facts;
    if (!used_channels(*campaign).contains(facts.name)) continue;
    const std::string* path = plan::message_path(*campaign, facts.name, facts.kind);
    if (path == nullptr) continue;  // read_campaign() has complained
    auto languages = templates::load_languages(facts.form, settings.templates, *path, problems);
    for (const auto& [language, source] : languages)
      for (const auto& part : source.parts)
        pinned.push_back({rows.at(facts.name), language, part.name, part.file, part.text});
    sources[facts.name] = std::move(languages);
  }
  const int year = window ? window->year() : 0;
  plan::PlanBasis basis = empty_basis(std::move(*campaign), year, settings, extra_columns);
  if (problems.size() == before) compile_messages(basis, sources, problems);
  std::vector<plan::LawFinding> law = obey_law(basis, sources, settings, block, problems);
  refuse_small_budget(basis, block);
  if (ask && problems.size() == before)
    for (plan::LawFinding& finding : check_templates(basis, sources, ask, problems))
      law.push_back(std::move(finding));
  for (const auto& [channel, templates] : basis.templates)
    for (const auto& [template_id, rules] : templates)
      pinned.push_back(pinned_rules(rows.at(channel), template_id, rules));
  if (problems.size() > before || !window) return std::nullopt;
  std::string id = basis.campaign.name + "-" + std::to_string(year);
  return CampaignDraft{std::move(basis), *window, std::move(pinned), std::move(id), std::move(law)};
}

store::PinnedMessage pinned_rules(std::int64_t channel, const std::string& template_id,
                                  const templates::TemplateRules& rules) {
  return {channel, kRulesLanguage, template_id, "", to_text(rules)};
}

std::vector<store::PinnedMessage> files_of(std::vector<store::PinnedMessage> pinned) {
  std::erase_if(pinned, [](const auto& message) {
    return message.language == kRulesLanguage || message.language == kSettingsLanguage;
  });
  return pinned;
}

store::PinnedMessage settings_of(const CampaignDraft& draft) {
  return {draft.messages.at(0).channel, kSettingsLanguage, "settings", "", settings_text(draft.basis)};
}

std::optional<std::string> pinned_settings(const std::vector<store::PinnedMessage>& pinned) {
  const auto found = std::ranges::find(pinned, kSettingsLanguage, &store::PinnedMessage::language);
  if (found == pinned.end()) return std::nullopt;
  return found->text;
}

CampaignDraft pinned_campaign(const store::CampaignRow& row,
                              const std::vector<store::PinnedMessage>& messages, const Settings& settings,
                              const ChannelRows& rows, const std::vector<std::string>& extra_columns) {
  config::Problems problems;
  config::Block block = config::Block::parse(row.source, row.file, problems);
  auto campaign = plan::read_campaign(block, surroundings_of(settings, extra_columns));
  const auto refuse = [&] {
    throw std::runtime_error("campaign " + row.name +
                             " cannot go on as it was approved: " + problems.front().to_string());
  };
  if (!campaign) refuse();
  const schedule::CampaignWindow window = window_of(row, *settings.zone);
  Sources sources;
  std::map<std::string, plan::ChannelTemplates, std::less<>> known;
  for (const auto& channel : settings.channels)
    for (const auto& message : messages)
      if (message.channel != rows.at(channel.facts.name) || message.language == kSettingsLanguage) {
        continue;
      } else if (message.language == kRulesLanguage) {
        if (auto rules = rules_from_text(message.text))
          known[channel.facts.name].emplace(message.part, std::move(*rules));
      } else {
        auto& source = sources[channel.facts.name][message.language];
        source.form = channel.facts.form;
        source.parts.push_back({message.part, message.file, message.text});
      }
  plan::PlanBasis basis = empty_basis(std::move(*campaign), window.year(), settings, extra_columns);
  // A plan that was made before they were kept is sent with those of today.
  if (const auto settings_then = pinned_settings(messages)) restore_settings(*settings_then, basis);
  basis.templates = std::move(known);
  compile_messages(basis, sources, problems);
  if (!problems.empty()) refuse();
  return {std::move(basis), window, messages, row.name, {}};
}

}  // namespace triand::app
