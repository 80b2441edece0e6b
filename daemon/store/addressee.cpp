#include "daemon/store/addressee.hpp"

namespace triand::store {

std::optional<domain::Addressee> addressee_of(WriteSession& session, std::int64_t delivery) {
  // A version of 0: nothing has left yet, or by the data that still stands.
  auto& find = session.prepare(
      "SELECT c.code, iif(d.customer_version IN (0, c.version), c.email, (SELECT x.email FROM "
      "customer_history x "
      "WHERE x.customer_id = c.id AND x.version = d.customer_version)) "
      "FROM delivery d JOIN customer c ON c.id = d.customer_id "
      "JOIN channel h ON h.id = d.id >> 39 & 255 WHERE d.id = ? AND h.kind = 'email'");
  find.bind(1, delivery);
  std::optional<domain::Addressee> out;
  if (find.executeStep())
    out = domain::Addressee{find.getColumn(0).getString(), find.getColumn(1).getString()};
  find.reset();
  return out;
}

}  // namespace triand::store
