#include "daemon/server/console/customer_desk.hpp"

#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/look_audit.hpp"
#include "daemon/server/api/query_number.hpp"
#include "daemon/server/console/customer_page.hpp"
#include "daemon/server/unit_limits.hpp"

namespace triand::server {
namespace {

constexpr Phrase kNotFound{"Không tìm thấy", "Not found"};
constexpr Phrase kNoCustomer{"Không có khách hàng này.", "There is no such customer."};

}  // namespace

std::optional<store::StoredCustomer> customer_in(const Request& request, const Visit& visit,
                                                 store::Reader& reader) {
  const auto id = query_number(request.parameter("id"), 0);
  auto stored = id && *id > 0 ? reader.customer(*id) : std::nullopt;
  if (stored && !may_see(visit.caller, *stored)) return std::nullopt;
  return stored;
}

Response no_customer_page(const PageFrame& frame) {
  return notice_page(frame, kNotFound, kNoCustomer.in(frame.language), 404);
}

Response show_customer(const ApiWorld& world, Visit& visit, const store::StoredCustomer& stored,
                       const PageNotice& notice) {
  visit.frame.here = customer_address(stored.customer.id);
  const bool on_record = audit_look(world, visit.caller, "customer.show", stored.customer.code);
  const bool may_reveal = may_see_all(visit.caller);
  const Sight sight = on_record && may_reveal ? Sight::named : Sight::masked;
  const auto reader = world.reader();
  const CustomerView view = customer_view(world, *reader, stored, visit.caller, sight, visit.frame.language);
  return customer_page(visit.frame, view, may_reveal, on_record, notice);
}

}  // namespace triand::server
