#pragma once

#include "tests/standin/clock.hpp"
#include "tests/standin/http/reply.hpp"
#include "tests/standin/http/request.hpp"

namespace triand::standin {

class Service;

// The stand-in's own pages, for tests and the demo; 404 for paths nobody knows.
//   GET /ledger · /ledger/messages?channel=&limit=&offset= · /ledger/message/REFERENCE · /ledger/requests
//   GET /ledger/references?channel=     text, one line a delivery
//   DELETE /ledger                      forgets all messages, in the gateways too
//   GET, PUT, DELETE /rules             DELETE takes all rules away
//   GET, POST /standin/zalo/token       the valid pair; POST with access_token or refresh_token sets it first
//   POST /standin/zalo/webhook          {"url","app_id","oa_secret_key","oa_id"}
//   POST /standin/zalo/settings         see ZaloSettings
//   GET /standin/receipts               how the receipts fare
//   GET /livez
[[nodiscard]] Reply control_reply(Service& service, const Request& request, TimePoint now);

}  // namespace triand::standin
