#include "daemon/server/api/delivery_history.hpp"

#include <optional>

#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/delivery_address.hpp"

namespace triand::server {
namespace {

boost::json::object entry(const ApiWorld& world, store::TimePoint at, std::string_view event,
                          const std::string& detail) {
  boost::json::object out;
  out["at"] = schedule::local_time(at, world.zone);
  out["event"] = event;
  out["detail"] = detail;
  return out;
}

// The delivery of the same leg that failed last before this one began: the channel that it took over from.
std::optional<store::DeliveryView> predecessor(store::Reader& reader, const store::DeliveryView& view,
                                               store::TimePoint began) {
  std::optional<store::DeliveryView> out;
  for (store::DeliveryView& other : reader.deliveries_of(view.customer_id)) {
    if (other.id == view.id || other.campaign_id != view.campaign_id || other.leg != view.leg) continue;
    if (other.state != domain::DeliveryState::failed || other.updated_at > began) continue;
    if (!out || other.updated_at > out->updated_at) out = std::move(other);
  }
  return out;
}

}  // namespace

std::string_view to_word(store::HistoryEvent event) {
  switch (event) {
    case store::HistoryEvent::attempt:
      return "attempt";
    case store::HistoryEvent::receipt:
      return "receipt";
    case store::HistoryEvent::crash:
      return "crash";
    case store::HistoryEvent::resolved:
      return "resolved";
    case store::HistoryEvent::withdrawn:
      return "withdrawn";
    case store::HistoryEvent::closed:
      return "closed";
    case store::HistoryEvent::no_receipt:
      break;
  }
  return "no_receipt";
}

std::int64_t newest_event(store::Reader& reader, const store::DeliveryView& view) {
  const auto rows = reader.history(view.id);
  return rows.empty() ? 0 : rows.back().id;
}

boost::json::array delivery_history(const ApiWorld& world, store::Reader& reader,
                                    const store::DeliveryView& view, bool whole) {
  const domain::AddressKind kind = view.address_kind;
  const std::string address = address_of(reader, view);
  const auto rows = reader.history(view.id);
  boost::json::array out;
  if (const auto campaign = reader.campaign(view.campaign))
    out.push_back(entry(world, campaign->planned_at, "planned", "with " + view.campaign));
  if (const auto before = predecessor(reader, view, rows.empty() ? view.updated_at : rows.front().at)) {
    std::string why = before->channel + " failed";
    if (before->reason != domain::Reason::none) why += ": " + std::string(domain::to_string(before->reason));
    out.push_back(entry(world, before->updated_at, "took_over", why));
  }
  for (const store::HistoryView& row : rows) {
    std::string detail = whole ? row.detail : without_address(row.detail, address, kind);
    if (row.event == store::HistoryEvent::closed) detail = domain::text_of(row.reason).english;
    // The word that outsiders know it by.
    const std::string_view event =
        row.event == store::HistoryEvent::closed ? domain::to_string(row.state) : to_word(row.event);
    boost::json::object item = entry(world, row.at, event, detail);
    item["state"] = domain::to_string(row.state);
    item["reason"] = domain::to_string(row.reason);
    item["class"] = row.failure_class;
    item["code"] = row.code;
    item["provider_id"] = row.provider_id;
    item["latency_ms"] = row.latency_ms;
    item["who"] = row.who;
    out.push_back(std::move(item));
  }
  // Databases from before `closed` was written know of it by the state alone.
  const bool closed =
      view.state == domain::DeliveryState::expired || view.state == domain::DeliveryState::cancelled;
  if (closed && (rows.empty() || rows.back().state != view.state)) {
    boost::json::object item = entry(world, view.updated_at, domain::to_string(view.state),
                                     std::string(domain::text_of(view.reason).english));
    item["state"] = domain::to_string(view.state);
    item["reason"] = domain::to_string(view.reason);
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace triand::server
