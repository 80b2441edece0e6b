#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/problem.hpp"
#include "daemon/app/settings.hpp"
#include "daemon/app/template_check.hpp"
#include "daemon/plan/law.hpp"
#include "daemon/plan/plan_basis.hpp"
#include "daemon/schedule/campaign_window.hpp"
#include "daemon/store/reader.hpp"
#include "templates/message_source.hpp"

namespace triand::app {

// The store's rows of the config's channels, by name.
using ChannelRows = std::map<std::string, std::int64_t>;

// A campaign file with everything it refers to, read and compiled for one window.
struct CampaignDraft {
  plan::PlanBasis basis;
  schedule::CampaignWindow window;
  std::vector<store::PinnedMessage> messages;  // as they were read, to be kept with the plan
  std::string id;                              // "tri-an-2026"
  std::vector<plan::LawFinding> law;  // what is no fault and yet to be looked at; of a pinned one: empty
};

// Reads a campaign and its messages from their files, and asks the gateways about the templates that they name
// (with an `ask` that is empty nobody is asked). Every fault goes to `problems`; nullopt if there was one. A
// window that is wholly past is no fault of the file: `window_past` is set instead.
[[nodiscard]] std::optional<CampaignDraft> draft_campaign(const std::string& text, const std::string& file,
                                                          const Settings& settings, const ChannelRows& rows,
                                                          const std::vector<std::string>& extra_columns,
                                                          schedule::WallTime now, const AskTemplate& ask,
                                                          config::Problems& problems, bool& window_past);

// The same from what a plan has pinned: what was approved is what is sent. Throws std::runtime_error when the config
// no longer has a channel that the campaign uses.
[[nodiscard]] CampaignDraft pinned_campaign(const store::CampaignRow& row,
                                            const std::vector<store::PinnedMessage>& messages,
                                            const Settings& settings, const ChannelRows& rows,
                                            const std::vector<std::string>& extra_columns);

// Of what a plan has pinned the messages' own files, without what the gateways' templates took and the settings.
[[nodiscard]] std::vector<store::PinnedMessage> files_of(std::vector<store::PinnedMessage> pinned);

// What of the settings a plan is made with (settings_text()), to be pinned with the messages; and what of it a plan has
// pinned, nullopt: it was made before settings were.
[[nodiscard]] store::PinnedMessage settings_of(const CampaignDraft& draft);
[[nodiscard]] std::optional<std::string> pinned_settings(const std::vector<store::PinnedMessage>& pinned);

// What one of the gateway's templates takes, as it is pinned with the messages.
[[nodiscard]] store::PinnedMessage pinned_rules(std::int64_t channel, const std::string& template_id,
                                                const templates::TemplateRules& rules);

// "2026-12-18 2026-12-21 07:30-20:30", and back.
[[nodiscard]] std::string window_text(const schedule::CampaignWindow& window);
[[nodiscard]] schedule::CampaignWindow window_of(const store::CampaignRow& row,
                                                 const schedule::TimeZone& zone);

}  // namespace triand::app
