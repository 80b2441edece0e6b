#include "daemon/server/api/customer_document.hpp"

#include "daemon/domain/mask.hpp"
#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/call_notes.hpp"
#include "daemon/server/api/delivery_address.hpp"
#include "daemon/server/api/delivery_document.hpp"
#include "daemon/server/api/delivery_search.hpp"
#include "daemon/server/api/feedback_document.hpp"
#include "daemon/server/api/not_written_to.hpp"
#include "daemon/server/api/suppression_document.hpp"

namespace triand::server {
namespace {

constexpr std::string_view kHidden = "***";

boost::json::object cells(const std::vector<std::pair<std::string, std::string>>& pairs, bool whole) {
  boost::json::object out;
  for (const auto& [name, value] : pairs) {
    if (whole || value.empty()) {
      out[name] = value;
    } else {
      out[name] = kHidden;
    }
  }
  return out;
}

}  // namespace

boost::json::object customer_document(const ApiWorld& world, store::Reader& reader,
                                      const store::StoredCustomer& stored, bool whole) {
  const domain::Customer& customer = stored.customer;
  boost::json::object out;
  out["schema"] = "triand.customer/v1";
  out["customer_code"] = customer.code;
  out["full_name"] = whole ? customer.full_name : domain::mask_name(customer.full_name);
  out["phone"] = whole ? customer.phone : masked_address(customer.phone, domain::AddressKind::telephone);
  out["email"] = whole ? customer.email : masked_address(customer.email, domain::AddressKind::email);
  out["address"] = whole ? customer.address : masked_address(customer.address, domain::AddressKind::postal);
  out["unit"] = customer.unit;
  out["segment"] = customer.segment;
  out["language"] = customer.language;
  out["extra"] = cells(customer.extra, whole);
  auto views = reader.deliveries_of(customer.id);
  sort_newest_first(views);
  boost::json::array deliveries;
  for (const store::DeliveryView& view : views)
    deliveries.push_back(delivery_fields(world, reader, view, whole));
  out["deliveries"] = std::move(deliveries);
  out["feedback"] = feedback_document(world, reader.feedback_of_customer(customer.id), whole);
  out["not_written_to"] = not_written_to(reader, stored);
  out["unit_name"] = stored.unit_name;
  out["province"] = customer.province;
  out["opt_out"] = customer.opt_out;
  out["set_aside"] = cells(customer.set_aside, whole);
  out["suppressions"] = suppressions_of(world, reader, customer, whole);
  const auto erasure = reader.erasure_of(customer.id);
  out["erased_at"] = erasure ? boost::json::value(schedule::local_time(erasure->at, world.zone))
                             : boost::json::value(nullptr);
  out["notes"] = call_notes(world, reader, customer.code, whole);
  return out;
}

}  // namespace triand::server
