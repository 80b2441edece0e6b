#include "daemon/store/find_delivery.hpp"

#include "daemon/domain/reference.hpp"

namespace triand::store {
namespace {

static_assert(kCampaignShift == 47 && kChannelShift == 39 && kRecipientShift == 40);

#define TRIAND_FOUND_COLUMNS "d.id, d.customer_id, d.state, d.updated_at "
#define TRIAND_CAMPAIGN_STANDS \
  "JOIN campaign k ON k.id = d.id >> 47 AND k.state NOT IN ('planning', 'replaced') "

FoundDelivery read_found(SQLite::Statement& row) {
  return {.id = row.getColumn(0).getInt64(),
          .customer = row.getColumn(1).getInt64(),
          .state = static_cast<domain::DeliveryState>(row.getColumn(2).getInt()),
          .updated_at = from_ms(row.getColumn(3).getInt64())};
}

}  // namespace

std::optional<FoundDelivery> find_delivery(WriteSession& session, const std::string& reference) {
  const auto parts = domain::split_reference(reference);
  if (!parts) return std::nullopt;
  auto& rows = session.prepare("SELECT " TRIAND_FOUND_COLUMNS
                               ", k.name, h.name FROM customer c "
                               "JOIN delivery d ON d.customer_id = c.id " TRIAND_CAMPAIGN_STANDS
                               "JOIN channel h ON h.id = d.id >> 39 & 255 WHERE c.code = ? AND d.leg = ?");
  rows.bind(1, parts->customer_code);
  rows.bind(2, parts->leg);
  std::optional<FoundDelivery> out;
  while (!out && rows.executeStep())
    if (domain::campaign_tag(rows.getColumn(4).getString()) == parts->campaign_tag &&
        domain::channel_tag(rows.getColumn(5).getString()) == parts->channel_tag)
      out = read_found(rows);
  rows.reset();
  return out;
}

std::optional<FoundDelivery> find_delivery(WriteSession& session, std::int64_t id) {
  auto& rows = session.prepare("SELECT " TRIAND_FOUND_COLUMNS "FROM delivery d " TRIAND_CAMPAIGN_STANDS
                               "WHERE d.id = ?");
  rows.bind(1, id);
  std::optional<FoundDelivery> out;
  if (rows.executeStep()) out = read_found(rows);
  rows.reset();
  return out;
}

std::optional<RoutedDelivery> routed_delivery(WriteSession& session, std::int64_t id) {
  auto& rows = session.prepare("SELECT " TRIAND_CUSTOMER_COLUMNS
                               ", d.leg, coalesce(r.route, -1) "
                               "FROM delivery d JOIN customer c ON c.id = d.customer_id "
                               "JOIN unit u ON u.id = c.unit_id "
                               "LEFT JOIN recipient r ON r.id = (d.id >> 47 << 40) + c.id WHERE d.id = ?");
  rows.bind(1, id);
  std::optional<RoutedDelivery> out;
  if (rows.executeStep())
    out = {.id = id,
           .leg = rows.getColumn(kCustomerColumns).getInt(),
           .route = rows.getColumn(kCustomerColumns + 1).getInt(),
           .customer = read_customer(rows)};
  rows.reset();
  return out;
}

}  // namespace triand::store
