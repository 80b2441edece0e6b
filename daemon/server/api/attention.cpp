#include "daemon/server/api/attention.hpp"

#include <optional>
#include <set>
#include <string>

#include <fmt/format.h>

#include "daemon/domain/hold_reason.hpp"
#include "daemon/schedule/local_time.hpp"

namespace triand::server {
namespace {

using domain::HoldReason;
using Since = std::optional<store::TimePoint>;

std::string_view word(HoldReason reason) { return domain::to_string(reason); }

// What an item is about, for whoever says it in other words.
struct About {
  std::string_view kind;
  std::string channel = {};
  std::string campaign = {};
  std::string reason = {};
  std::int64_t count = 0;
};

// Gathers the items.
class Items {
 public:
  explicit Items(const schedule::TimeZone& zone) : zone_(zone) {}

  void add(const About& about, const std::string& what, const Since& since, std::string_view remedy) {
    boost::json::object item;
    item["what"] = what;
    if (since) {
      item["since"] = schedule::local_time(*since, zone_);
    } else {
      item["since"] = nullptr;
    }
    item["remedy"] = remedy;
    item["kind"] = about.kind;
    item["channel"] = about.channel;
    item["campaign"] = about.campaign;
    item["reason"] = about.reason;
    item["count"] = about.count;
    out_.push_back(std::move(item));
  }

  boost::json::array take() { return std::move(out_); }

 private:
  const schedule::TimeZone& zone_;
  boost::json::array out_;
};

std::string remedy_of(const std::string& reason, const std::string& channel, const std::string& campaign) {
  if (reason == word(HoldReason::not_authorized)) return "trianctl channels authorize " + channel;
  if (reason == word(HoldReason::template_stopped)) {
    return "have the text approved, then: trianctl campaign resume " + campaign + " --channel " + channel;
  }
  if (reason == word(HoldReason::breaker_open))
    return "nothing if it passes; ask the gateway if it lasts: trianctl channels test " + channel +
           " --to YOU";
  if (reason == word(HoldReason::failure_rate))
    return "find out why (trianctl campaign status " + campaign + "), then: trianctl campaign resume " +
           campaign;
  if (reason == word(HoldReason::budget_spent))
    return "what is left unsent expires when the window closes; a larger budget needs a new campaign";
  return "see to the cause, then: trianctl channels resume " + channel;
}

std::string sentence_of(const HoldNow& hold) {
  return hold.sentence.empty() ? std::string(hold.reason) : hold.sentence;
}

// Since when a hold stands, where the store knows it.
Since since_of(const HoldNow& hold, const std::vector<store::PauseRow>& pauses) {
  for (const store::PauseRow& pause : pauses)
    if (pause.hold == hold.reason && pause.channel == hold.channel) return pause.at;
  return std::nullopt;
}

void add_service(Items& items, const ServiceNow& service) {
  if (!service.recording) {
    items.add({.kind = "not_recording"}, std::string(domain::sentence(HoldReason::cannot_record)),
              std::nullopt, "make room on the disk of " + service.database + "; sending goes on by itself");
  }
  if (!service.adopted) {
    items.add({.kind = "not_adopted"}, std::string(domain::sentence(HoldReason::not_adopted)),
              service.started_at, "stop the service and run `triand --config FILE --adopt` once");
  }
}

// Returns the names of the channels that were told of.
std::set<std::string> add_stopped(Items& items, const std::vector<ChannelView>& channels) {
  std::set<std::string> told;
  for (const ChannelView& view : channels) {
    if (!view.row || view.row->stopped_reason == domain::Reason::none) continue;
    const domain::ReasonText& words = domain::text_of(view.row->stopped_reason);
    std::string what = "channel " + view.now.name + " is stopped: " + std::string(words.english);
    if (!view.row->stopped_detail.empty()) what += " (" + view.row->stopped_detail + ")";
    items.add({.kind = "stopped",
               .channel = view.now.name,
               .reason = std::string(domain::to_string(view.row->stopped_reason))},
              what, view.row->stopped_at,
              std::string(words.next) + " Then: trianctl channels resume " + view.now.name);
    told.insert(view.now.name);
  }
  return told;
}

bool needs_person(const std::string& reason) {
  static const std::set<std::string_view> kWords = {
      word(HoldReason::not_authorized), word(HoldReason::channel_stopped), word(HoldReason::template_stopped),
      word(HoldReason::breaker_open),   word(HoldReason::failure_rate),    word(HoldReason::budget_spent)};
  return kWords.contains(reason);
}

void add_holds(Items& items, const ServiceNow& service, const std::vector<store::PauseRow>& pauses,
               const std::set<std::string>& stopped) {
  // A text is refused for one campaign; the others hold the whole channel and are told once.
  std::set<std::string> told;
  for (const HoldNow& hold : service.holds) {
    if (!needs_person(hold.reason) || stopped.contains(hold.channel)) continue;
    const bool of_campaign = hold.reason == word(HoldReason::template_stopped) ||
                             hold.reason == word(HoldReason::failure_rate) ||
                             hold.reason == word(HoldReason::budget_spent);
    const std::string where =
        of_campaign ? hold.campaign + " on channel " + hold.channel : "channel " + hold.channel;
    if (!told.insert(hold.reason + "/" + where).second) continue;
    items.add({.kind = "held",
               .channel = hold.channel,
               .campaign = of_campaign ? hold.campaign : std::string(),
               .reason = hold.reason},
              where + ": " + sentence_of(hold), since_of(hold, pauses),
              remedy_of(hold.reason, hold.channel, hold.campaign));
  }
  for (const ChannelNow& channel : service.channels) {
    if (!needs_person(channel.reason) || stopped.contains(channel.name)) continue;
    if (!told.insert(channel.reason + "/channel " + channel.name).second) continue;
    items.add({.kind = "held", .channel = channel.name, .reason = channel.reason},
              "channel " + channel.name + ": " + (channel.detail.empty() ? channel.reason : channel.detail),
              std::nullopt, remedy_of(channel.reason, channel.name, "ID"));
  }
}

void add_troubles(Items& items, const ServiceNow& service) {
  for (const ChannelNow& channel : service.channels)
    if (!channel.trouble.empty())
      items.add({.kind = "trouble", .channel = channel.name},
                "channel " + channel.name + ": " + channel.trouble, std::nullopt,
                "look at it with: trianctl channels show " + channel.name);
}

void add_doubts(Items& items, const boost::json::array& campaigns) {
  for (const auto& campaign : campaigns) {
    for (const auto& channel : campaign.at("channels").as_object()) {
      const std::int64_t doubts = channel.value().at("in_doubt").as_int64();
      if (doubts == 0) continue;
      const std::string id(campaign.at("id").as_string());
      const std::string name(channel.key());
      items.add({.kind = "in_doubt", .channel = name, .campaign = id, .count = doubts},
                fmt::format("{} of {} on {} {} in doubt",
                            doubts == 1 ? "1 delivery" : fmt::format("{} deliveries", doubts), id, name,
                            doubts == 1 ? "is" : "are"),
                std::nullopt,
                "find them with: trianctl deliveries tail --channel " + name +
                    " --state in_doubt; decide with: trianctl deliveries resolve REFERENCE --as "
                    "delivered|failed|resend");
    }
  }
}

}  // namespace

boost::json::array attention(const ApiWorld& world, const ServiceNow& service,
                             const std::vector<ChannelView>& channels,
                             const std::vector<store::PauseRow>& pauses,
                             const boost::json::array& campaigns) {
  Items items(world.zone);
  add_service(items, service);
  const std::set<std::string> stopped = add_stopped(items, channels);
  add_holds(items, service, pauses, stopped);
  add_troubles(items, service);
  add_doubts(items, campaigns);
  return items.take();
}

}  // namespace triand::server
