#include "daemon/app/archive_document.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include "daemon/app/content_hash.hpp"
#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/campaign_counts.hpp"
#include "daemon/server/api/campaign_document.hpp"

namespace triand::app {
namespace {

constexpr int kMostLists = 10'000;

boost::json::array messages(store::Reader& reader, std::int64_t campaign) {
  std::map<std::int64_t, std::string> names;
  for (const store::ChannelRow& channel : reader.channels()) names[channel.id] = channel.name;
  boost::json::array out;
  for (const store::PinnedMessage& message : reader.messages(campaign))
    out.push_back(boost::json::object{{"channel", names[message.channel]},
                                      {"language", message.language},
                                      {"part", message.part},
                                      {"file", message.file},
                                      {"sha256", text_hash(message.text)}});
  return out;
}

// Those that were loaded when it was planned: any of them may have named one of its customers.
boost::json::array lists(store::Reader& reader, const store::CampaignRow& campaign,
                         const schedule::TimeZone& zone) {
  boost::json::array out;
  for (const store::ImportRow& import : reader.imports(kMostLists)) {
    if (import.state != "done" || import.started_at > campaign.planned_at) continue;
    out.push_back(boost::json::object{{"import", import.id},
                                      {"file", import.file},
                                      {"loaded_at", schedule::local_time(import.started_at, zone)},
                                      {"sha256", import.content}});
  }
  return out;
}

boost::json::array units(store::Reader& reader, std::int64_t campaign) {
  std::map<std::string, std::map<domain::RecipientState, std::int64_t>> by_unit;
  for (const store::UnitCount& count : reader.unit_counts(campaign))
    by_unit[count.unit][count.bucket] += count.n;
  boost::json::array out;
  for (const auto& [unit, buckets] : by_unit)
    out.push_back(boost::json::object{{"unit", unit}, {"recipients", server::recipients_object(buckets)}});
  return out;
}

boost::json::object contacts(store::Reader& reader, std::int64_t campaign,
                             const std::function<bool()>& stopping) {
  std::int64_t count = 0;
  Sha256 hash;
  reader.for_each_contact(campaign,
                          [&](std::uint64_t key, std::int64_t delivery, domain::DeliveryState state) {
                            hash.add(fmt::format("{:016x} {} {}\n", key, delivery, domain::to_string(state)));
                            ++count;
                            return !stopping();
                          });
  return {{"hash", "SipHash-2-4 with the database's key"}, {"count", count}, {"sha256", hash.finish()}};
}

}  // namespace

std::string archive_document(store::Reader& reader, const store::CampaignRow& campaign,
                             const schedule::TimeZone& zone, store::TimePoint now,
                             const std::function<bool()>& stopping) {
  const store::CampaignCounts counts = reader.counts(campaign.id);
  boost::json::object out;
  out["campaign"] = campaign.name;
  out["title"] = server::campaign_title(campaign);
  out["state"] = campaign.state;
  out["window"] = campaign.window_text;
  out["planned_by"] = campaign.planned_by;
  out["planned_at"] = schedule::local_time(campaign.planned_at, zone);
  out["approved_by"] = campaign.approved_by;
  out["archived_at"] = schedule::local_time(now, zone);
  out["campaign_file"] = {{"file", campaign.file}, {"sha256", text_hash(campaign.source)}};
  out["messages"] = messages(reader, campaign.id);
  out["lists"] = lists(reader, campaign, zone);
  out["recipients"] = server::recipients_object(counts.recipients);
  out["channels"] = server::channels_object(counts, {});
  out["units"] = units(reader, campaign.id);
  out["cost"] = {{"planned", campaign.planned_cost}, {"spent", counts.spent}, {"currency", "VND"}};
  out["contacts"] = contacts(reader, campaign.id, stopping);
  return stopping() ? std::string() : boost::json::serialize(out);
}

}  // namespace triand::app
