#include "daemon/store/addressee.hpp"

#include "daemon/store/customer_row.hpp"

namespace triand::store {

std::optional<domain::Addressee> addressee_of(WriteSession& session, std::int64_t delivery) {
  using domain::SuppressionScope;
  // A version of 0: nothing has left yet, or by the data that still stands.
  auto& find = session.prepare(
      "SELECT c.code, h.kind, iif(d.customer_version IN (0, c.version), c.email, x.email), "
      "iif(d.customer_version IN (0, c.version), c.phone, x.phone) "
      "FROM delivery d JOIN customer c ON c.id = d.customer_id JOIN channel h ON h.id = d.id >> 39 & 255 "
      "LEFT JOIN customer_history x ON x.customer_id = c.id AND x.version = d.customer_version "
      "WHERE d.id = ?");
  find.bind(1, delivery);
  std::optional<domain::Addressee> out;
  if (find.executeStep()) {
    const SuppressionScope scope = domain::scope_of_channel(find.getColumn(1).getString());
    domain::Addressee one{.customer_code = find.getColumn(0).getString(), .email = {}, .scope = scope};
    if (scope == SuppressionScope::email) {
      one.email = find.getColumn(2).getString();
      out = std::move(one);
    } else if (scope == SuppressionScope::sms || scope == SuppressionScope::zalo) {
      if (const auto phone = find.getColumn(3); !phone.isNull()) one.phone = phone_text(phone.getInt64());
      out = std::move(one);
    }
  }
  find.reset();
  return out;
}

}  // namespace triand::store
