#include "tests/standin/ledger/entry.hpp"

namespace triand::standin {

boost::json::object to_json(const Entry& entry) {
  const Message& message = entry.message;
  return {{"channel", to_string(message.channel)},
          {"reference", message.reference},
          {"address", message.address},
          {"subject", message.subject},
          {"text", message.text},
          {"provider_id", message.provider_id},
          {"at", rfc3339(entry.first_at)},
          {"last_at", rfc3339(entry.last_at)},
          {"times", entry.times},
          {"recognised", entry.recognised}};
}

}  // namespace triand::standin
