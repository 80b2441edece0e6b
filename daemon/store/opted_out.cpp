#include "daemon/store/opted_out.hpp"

namespace triand::store {

std::set<std::int64_t> opted_out(WriteSession& session, const std::vector<std::int64_t>& customers) {
  std::set<std::int64_t> out;
  auto& statement = session.prepare("SELECT opt_out FROM customer WHERE id = ?");
  for (const std::int64_t customer : customers) {
    statement.bind(1, customer);
    if (statement.executeStep() && statement.getColumn(0).getInt() != 0) out.insert(customer);
    statement.reset();
  }
  return out;
}

}  // namespace triand::store
