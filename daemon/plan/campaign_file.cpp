#include "daemon/plan/campaign_file.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "daemon/plan/campaign_day.hpp"
#include "daemon/plan/campaign_routes.hpp"
#include "daemon/plan/message_path.hpp"
#include "daemon/plan/word_list.hpp"

namespace triand::plan {
namespace {

using config::Block;
using domain::Campaign;

constexpr std::size_t kMaxName = 40;
// Most receipts come within seconds; a telephone that is switched off must not hold up a campaign.
constexpr std::chrono::minutes kCanaryWait{10};
constexpr std::int64_t kMaxMoney = 1'000'000'000'000'000;  // VND; a slip of the pen beyond

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kMaxName && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// A text that must be there and say something. Of a missing one the block has complained itself.
std::string read_text(Block& block, std::string_view key) {
  std::string text = block.text(key);
  if (block.has(key) && without_spaces(text).empty()) block.complain(key, "is empty; give it a text");
  return text;
}

std::optional<domain::CampaignDay> read_day(Block& window, std::string_view key) {
  const std::string text = window.text(key);
  if (text.empty()) {
    if (window.has(key)) window.complain(key, "is empty; expected a day, such as 12-18");
    return std::nullopt;
  }
  DayReading reading = read_campaign_day(text);
  if (!reading.day) window.complain(key, std::move(reading.fault));
  return reading.day;
}

void read_window(Block& block, Campaign& campaign) {
  Block window = block.child("window");
  const auto from = read_day(window, "from");
  const auto to = read_day(window, "to");
  const config::Hours hours = window.hours("hours", config::Hours{});
  campaign.hours = {hours.from, hours.to};
  if (!from || !to) return;
  campaign.from = *from;
  campaign.to = *to;
  if ((from->year == 0) != (to->year == 0))
    window.complain("to", "`from` and `to` must both have a year, or neither");
  else if (is_before(*to, *from))
    window.complain("to", "the window ends before it begins; `to` is its last day");
}

std::vector<std::string> read_one_per(Block& block) {
  const Words known = {"customer_code", "email", "phone"};
  if (!block.has("one_per")) return {"customer_code"};
  std::vector<std::string> words;
  for (std::string& word : block.list("one_per")) {
    if (!known.contains(word))
      block.complain("one_per", "there is no such word: `" + word + "`" + remedy(word, known));
    else if (std::ranges::find(words, word) == words.end())
      words.push_back(std::move(word));
  }
  return words;
}

// A path that leads out of the templates' folder would show any file of the machine to whoever may plan.
bool stays_inside(const std::string& path) {
  const std::filesystem::path parts(path);
  return parts.is_relative() && std::ranges::find(parts, std::filesystem::path("..")) == parts.end();
}

std::map<std::string, std::string> read_messages(Block& block, const CampaignSurroundings& surroundings) {
  Words known(surroundings.kinds.begin(), surroundings.kinds.end());
  for (const auto& [name, kind] : surroundings.channels) known.insert({name, kind});
  std::map<std::string, std::string> messages;
  Block paths = block.child("messages");
  for (const std::string& key : paths.keys()) {
    std::string path = read_text(paths, key);
    if (!known.contains(key))
      paths.complain(key, "is neither a channel nor a kind of channel" + remedy(key, known));
    else if (!stays_inside(path))
      paths.complain(key, "must be a path below the templates folder, such as tri-an/sms.txt");
    messages.emplace(key, std::move(path));
  }
  return messages;
}

// Each channel that a route names, once, at the `send` that names it first.
void check_messages(Block& block, const Campaign& campaign, const CampaignSurroundings& surroundings) {
  std::set<std::string> seen;
  std::vector<Block> entries = block.children("routes");
  for (std::size_t i = 0; i < campaign.routes.size(); ++i) {
    for (const domain::Leg& leg : campaign.routes[i].legs) {
      for (const std::string& channel : leg) {
        const std::string& kind = surroundings.channels.at(channel);
        if (!seen.insert(channel).second || message_path(campaign, channel, kind) != nullptr) continue;
        const std::string other = kind == channel ? "" : fmt::format(" (or `{}: PATH`)", kind);
        entries[i].complain(
            "send",
            fmt::format("channel {0} has no message; add `{0}: PATH`{1} under `messages`", channel, other));
      }
    }
  }
}

std::optional<domain::Canary> read_canary(Block& block) {
  if (!block.has("canary")) return std::nullopt;
  Block canary = block.child("canary");
  domain::Canary read;
  read.size = canary.integer("size", 1, std::numeric_limits<std::int32_t>::max());
  if (!canary.has("stop_above") && canary.has("size"))
    canary.complain("stop_above", "missing; expected a share of failures, such as 5%");
  read.stop_above = canary.percent("stop_above", 0);
  if (read.stop_above >= 1)
    canary.complain("stop_above", "can never be passed; give a share below 100%, or leave `canary` out");
  read.wait = canary.duration("wait", kCanaryWait);
  return read;
}

// `expect:`, by channel.
std::map<std::string, domain::Expectation> read_expectations(Block& block, const Campaign& campaign,
                                                             const CampaignSurroundings& surroundings) {
  std::map<std::string, domain::Expectation> out;
  std::set<std::string> used;
  for (const domain::Route& route : campaign.routes)
    for (const domain::Leg& leg : route.legs) used.insert(leg.begin(), leg.end());
  Words known;
  for (const auto& [name, kind] : surroundings.channels) known.insert(name);
  Block channels = block.child_or_empty("expect");
  for (const std::string& name : channels.keys()) {
    Block shares = channels.child(name);
    domain::Expectation expects{.fails = shares.percent("fails", 0),
                                .no_receipt = shares.percent("no_receipt", 0),
                                .tried_again = shares.percent("tried_again", 0)};
    if (!known.contains(name))
      channels.complain(name, "there is no channel `" + name + "`" + remedy(name, known));
    else if (!used.contains(name) && !campaign.routes.empty())
      channels.complain(name, "no route sends by " + name + "; remove it, or add it to a route");
    if (expects.fails + expects.no_receipt > 1)
      shares.complain("no_receipt", "`fails` and `no_receipt` are more than all messages together");
    if (expects.tried_again >= 1)
      shares.complain("tried_again", "nothing would ever be through; give a share below 100%");
    out.emplace(name, expects);
  }
  return out;
}

}  // namespace

std::optional<Campaign> read_campaign(Block& block, const CampaignSurroundings& surroundings) {
  const std::size_t problems = block.problems().size();
  // A file that could not be read at all has said so.
  if (problems > 0 && block.keys().empty()) return std::nullopt;

  Campaign campaign;
  campaign.name = block.text("campaign");
  if (block.has("campaign") && !is_name(campaign.name))
    block.complain("campaign",
                   "expected a name of 1 to 40 small letters a-z, digits and hyphens, such as tri-an");
  campaign.title = read_text(block, "title");
  campaign.kind = block.choice("class", {"care", "advertising"}, 0) == 0 ? Campaign::Class::care
                                                                         : Campaign::Class::advertising;
  read_window(block, campaign);
  campaign.pace =
      block.choice("pace", {"even", "fast"}, 0) == 0 ? Campaign::Pace::even : Campaign::Pace::fast;
  campaign.routes = read_routes(block, surroundings);
  campaign.one_per = read_one_per(block);
  campaign.messages = read_messages(block, surroundings);
  if (block.has("messages")) check_messages(block, campaign, surroundings);
  campaign.audience = read_conditions(block, "audience", surroundings);
  campaign.approval = block.choice("approval", {"two_person", "single"}, 0) == 0
                          ? Campaign::Approval::two_person
                          : Campaign::Approval::single;
  campaign.canary = read_canary(block);
  if (block.has("budget")) campaign.budget = block.integer("budget", 1, kMaxMoney);
  campaign.order = read_order(block, surroundings);
  campaign.expect = read_expectations(block, campaign, surroundings);
  campaign.passes_refusals_on = block.choice("after_refusal", {"end_leg", "next_channel"}, 0) == 1;
  if (campaign.passes_refusals_on && campaign.kind == Campaign::Class::advertising)
    block.complain("after_refusal",
                   "whoever refused must not be advertised to; leave it out, or write end_leg");
  campaign.hotline = block.text("hotline", surroundings.hotline);
  block.complain_unused();
  if (block.problems().size() != problems) return std::nullopt;
  return campaign;
}

}  // namespace triand::plan
