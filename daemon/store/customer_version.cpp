#include "daemon/store/customer_version.hpp"

namespace triand::store {

std::int64_t version_to_send(WriteSession& session, std::int64_t campaign, std::int64_t customer) {
  auto& find = session.prepare(kVersionToSend);
  find.bind(1, campaign);
  find.bind(2, customer);
  find.executeStep();
  const std::int64_t version = find.getColumn(0).getInt64();
  find.reset();
  return version;
}

}  // namespace triand::store
