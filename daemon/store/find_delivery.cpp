#include "daemon/store/find_delivery.hpp"

#include <boost/algorithm/string/case_conv.hpp>

#include "daemon/domain/reference.hpp"

namespace triand::store {
namespace {

static_assert(kCampaignShift == 47 && kChannelShift == 39 && kRecipientShift == 40);

#define TRIAND_FOUND_COLUMNS \
  TRIAND_CUSTOMER_COLUMNS ", d.id, d.leg, coalesce(r.route, -1), d.state, d.updated_at, k.name, h.name "
#define TRIAND_FOUND_JOINS                                                                         \
  "JOIN unit u ON u.id = c.unit_id JOIN campaign k ON k.id = d.id >> 47 "                          \
  "JOIN channel h ON h.id = d.id >> 39 & 255 LEFT JOIN recipient r ON r.id = (k.id << 40) + c.id " \
  "WHERE k.state NOT IN ('planning', 'replaced') "

FoundDelivery read_found(SQLite::Statement& row) {
  FoundDelivery out;
  out.id = row.getColumn(kCustomerColumns).getInt64();
  out.leg = row.getColumn(kCustomerColumns + 1).getInt();
  out.route = row.getColumn(kCustomerColumns + 2).getInt();
  out.state = static_cast<domain::DeliveryState>(row.getColumn(kCustomerColumns + 3).getInt());
  out.updated_at = from_ms(row.getColumn(kCustomerColumns + 4).getInt64());
  out.customer = read_customer(row);
  return out;
}

}  // namespace

std::optional<FoundDelivery> find_delivery(WriteSession& session, const std::string& reference) {
  const auto parts = domain::split_reference(reference);
  if (!parts) return std::nullopt;
  const std::string wanted = boost::algorithm::to_upper_copy(reference);
  auto& rows = session.prepare("SELECT " TRIAND_FOUND_COLUMNS
                               "FROM customer c JOIN delivery d ON d.customer_id = c.id " TRIAND_FOUND_JOINS
                               "AND c.code = ?");
  rows.bind(1, parts->customer_code);
  std::optional<FoundDelivery> out;
  while (!out && rows.executeStep()) {
    const std::string campaign = rows.getColumn(kCustomerColumns + 5).getString();
    const std::string channel = rows.getColumn(kCustomerColumns + 6).getString();
    const int leg = rows.getColumn(kCustomerColumns + 1).getInt();
    if (domain::make_reference(campaign, parts->customer_code, leg, channel) == wanted)
      out = read_found(rows);
  }
  rows.reset();
  return out;
}

std::optional<FoundDelivery> find_delivery(WriteSession& session, std::int64_t id) {
  auto& rows = session.prepare("SELECT " TRIAND_FOUND_COLUMNS
                               "FROM delivery d JOIN customer c ON c.id = d.customer_id " TRIAND_FOUND_JOINS
                               "AND d.id = ?");
  rows.bind(1, id);
  std::optional<FoundDelivery> out;
  if (rows.executeStep()) out = read_found(rows);
  rows.reset();
  return out;
}

}  // namespace triand::store
