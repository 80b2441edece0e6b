#include "daemon/server/api/left_out.hpp"

#include "daemon/schedule/local_time.hpp"

namespace triand::server {
namespace {

// The suppression that says the same as the plan did.
void put_since(boost::json::object& out, const ApiWorld& world, store::Reader& reader,
               const domain::Customer& customer, domain::Reason reason) {
  const domain::SubjectHash& hash = world.suppressions.index().hash();
  for (const auto& [kind, text] : {std::pair(domain::SubjectKind::customer, customer.code),
                                   std::pair(domain::SubjectKind::telephone, customer.phone),
                                   std::pair(domain::SubjectKind::email, customer.email)}) {
    if (text.empty()) continue;
    for (const store::SuppressionRow& row : reader.suppressions_of(hash(kind, text))) {
      if (row.suppression.terms.reason != reason) continue;
      out["since"] = schedule::local_time(row.since, world.zone);
      out["by"] = domain::to_string(kind);
      return;
    }
  }
  if (customer.opt_out) out["by"] = "list";
}

boost::json::object example(const ApiWorld& world, store::Reader& reader,
                            const store::StoredCustomer& customer, const store::RecipientView& view) {
  boost::json::object out;
  out["customer_code"] = customer.customer.code;
  out["unit"] = customer.customer.unit;
  if (view.reason == domain::Reason::duplicate_customer)
    out["duplicate_of"] = view.detail;
  else if (view.reason == domain::Reason::missing_value)
    out["column"] = view.detail;
  else if (!view.detail.empty())
    out["detail"] = view.detail;
  if (view.bucket == domain::RecipientState::suppressed && view.reason != domain::Reason::no_route)
    put_since(out, world, reader, customer.customer, view.reason);
  return out;
}

}  // namespace

boost::json::object left_out(const ApiWorld& world, store::Reader& reader, std::int64_t campaign,
                             const boost::json::object& summary) {
  boost::json::object out;
  const boost::json::value* reasons = summary.if_contains("left_out");
  if (reasons == nullptr || !reasons->is_object()) return out;
  for (const auto& reason : reasons->get_object()) {
    boost::json::array examples;
    for (const boost::json::value& id : reason.value().as_array()) {
      const auto customer = reader.customer(id.as_int64());
      if (!customer) continue;
      for (const store::RecipientView& view : reader.recipients_of(id.as_int64()))
        if (view.campaign_id == campaign) examples.push_back(example(world, reader, *customer, view));
    }
    out[reason.key()] = std::move(examples);
  }
  return out;
}

}  // namespace triand::server
