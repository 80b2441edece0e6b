#include "daemon/server/api/not_written_to.hpp"

#include <boost/json/object.hpp>

#include "daemon/domain/reason.hpp"
#include "daemon/server/unit_limits.hpp"

namespace triand::server {

boost::json::array not_written_to(store::Reader& reader, const store::StoredCustomer& customer) {
  boost::json::array out;
  for (const store::RecipientView& recipient : reader.recipients_of(customer.customer.id)) {
    if (recipient.bucket == domain::RecipientState::pending) continue;
    const domain::ReasonText& words = domain::text_of(recipient.reason);
    boost::json::object item;
    item["customer_code"] = customer.customer.code;
    item["campaign"] = recipient.campaign;
    item["bucket"] = domain::to_string(recipient.bucket);
    item["reason"] = domain::to_string(recipient.reason);
    item["detail"] = recipient.detail;
    item["sentence"] = words.english;
    item["sentence_vi"] = words.vietnamese;
    out.push_back(std::move(item));
  }
  return out;
}

void hide_other_units(boost::json::array& not_written_to, const Caller& caller, store::Reader& reader) {
  if (!is_limited(caller)) return;
  for (boost::json::value& item : not_written_to) {
    boost::json::object& one = item.as_object();
    if (one.at("reason").as_string() == domain::to_string(domain::Reason::duplicate_customer) &&
        !may_see_code(caller, reader, std::string(one.at("detail").as_string())))
      one["detail"] = "";
  }
}

}  // namespace triand::server
