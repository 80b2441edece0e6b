#include "daemon/store/find_delivery.hpp"

#include <boost/algorithm/string/case_conv.hpp>

#include "daemon/domain/reference.hpp"

namespace triand::store {

std::optional<FoundDelivery> find_delivery(WriteSession& session, const std::string& reference) {
  const auto parts = domain::split_reference(reference);
  if (!parts) return std::nullopt;
  const std::string wanted = boost::algorithm::to_upper_copy(reference);
  auto& rows = session.prepare(
      "SELECT " TRIAND_CUSTOMER_COLUMNS
      ", d.id, d.leg, k.name, h.name, coalesce(r.route, -1) FROM customer c JOIN unit u ON u.id = c.unit_id "
      "JOIN delivery d ON d.customer_id = c.id JOIN campaign k ON k.id = d.id >> 47 "
      "JOIN channel h ON h.id = d.id >> 39 & 255 LEFT JOIN recipient r ON r.id = (k.id << 40) + c.id "
      "WHERE c.code = ? AND k.state NOT IN ('planning', 'replaced')");
  static_assert(kCampaignShift == 47 && kChannelShift == 39 && kRecipientShift == 40);
  rows.bind(1, parts->customer_code);
  std::optional<FoundDelivery> out;
  while (!out && rows.executeStep()) {
    const int leg = rows.getColumn(kCustomerColumns + 1).getInt();
    const std::string campaign = rows.getColumn(kCustomerColumns + 2).getString();
    const std::string channel = rows.getColumn(kCustomerColumns + 3).getString();
    if (domain::make_reference(campaign, parts->customer_code, leg, channel) != wanted) continue;
    out = FoundDelivery{rows.getColumn(kCustomerColumns).getInt64(), leg,
                        rows.getColumn(kCustomerColumns + 4).getInt(), read_customer(rows)};
  }
  rows.reset();
  return out;
}

}  // namespace triand::store
