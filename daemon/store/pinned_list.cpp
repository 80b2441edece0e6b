#include "daemon/store/pinned_list.hpp"

#include <optional>

namespace triand::store {
namespace {

std::optional<std::int64_t> pinned_at(WriteSession& session, std::int64_t campaign) {
  auto& find = session.prepare("SELECT list_at FROM campaign_pin WHERE campaign_id = ?");
  find.bind(1, campaign);
  std::optional<std::int64_t> out;
  if (find.executeStep()) out = find.getColumn(0).getInt64();
  find.reset();
  return out;
}

}  // namespace

void pin_list(WriteSession& session, std::int64_t campaign, TimePoint now) {
  auto& put = session.prepare("INSERT OR REPLACE INTO campaign_pin (campaign_id, list_at) VALUES (?, ?)");
  put.bind(1, campaign);
  put.bind(2, to_ms(now));
  put.exec();
}

void as_approved(WriteSession& session, std::int64_t campaign, std::span<ClaimedDelivery> deliveries) {
  if (deliveries.empty()) return;
  const auto at = pinned_at(session, campaign);
  if (!at) return;
  for (ClaimedDelivery& claimed : deliveries) {
    if (claimed.customer.version <= 1) continue;  // never changed
    auto& find = session.prepare(
        "SELECT c.customer_id, ?3, c.full_name, c.phone, c.email, c.address, u.prefix, c.province, "
        "c.segment, "
        "c.language, c.opt_out, c.extra, c.set_aside, c.version, u.name, c.unit_id FROM customer_history c "
        "JOIN "
        "unit u ON u.id = c.unit_id WHERE c.customer_id = ?1 AND c.replaced_at > ?2 ORDER BY c.version LIMIT "
        "1");
    find.bind(1, claimed.customer.customer.id);
    find.bind(2, *at);
    find.bind(3, claimed.customer.customer.code);
    if (find.executeStep()) {
      const bool refused = claimed.customer.customer.opt_out;
      claimed.customer = read_customer(find);
      claimed.customer.customer.opt_out = claimed.customer.customer.opt_out || refused;
    }
    find.reset();
  }
}

}  // namespace triand::store
