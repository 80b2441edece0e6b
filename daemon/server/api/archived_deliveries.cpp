#include "daemon/server/api/archived_deliveries.hpp"

#include <boost/algorithm/string/case_conv.hpp>

#include "daemon/domain/blank.hpp"
#include "daemon/domain/customer_code.hpp"
#include "daemon/domain/email_address.hpp"
#include "daemon/domain/reference.hpp"
#include "daemon/domain/telephone.hpp"
#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/delivery_address.hpp"

namespace triand::server {
namespace {

// What is known besides the archive: what was asked for.
struct Asked {
  std::string code;
  std::string address;
  domain::AddressKind kind = domain::AddressKind::telephone;
  std::string reference;  // in capitals; not empty: only the delivery of that name
};

void add_found(const ApiWorld& world, store::Reader& reader, std::uint64_t key, const Asked& asked,
               bool whole, boost::json::array& out) {
  for (const store::ArchivedContact& contact : reader.archived_contacts(key)) {
    const std::string reference = asked.code.empty() ? ""
                                                     : domain::make_reference(contact.campaign, asked.code,
                                                                              contact.leg, contact.channel);
    if (!asked.reference.empty() && reference != asked.reference) continue;
    boost::json::object one;
    one["reference"] = reference;
    one["campaign"] = contact.campaign;
    one["customer_code"] = asked.code;
    one["channel"] = contact.channel;
    one["address"] = whole ? asked.address : masked_address(asked.address, asked.kind);
    one["state"] = domain::to_string(contact.state);
    one["reason"] = domain::to_string(contact.reason);
    one["updated_at"] = schedule::local_time(contact.at, world.zone);
    one["attempts"] = contact.attempts;
    one["provider_id"] = "";
    one["archived"] = true;
    out.push_back(std::move(one));
  }
}

}  // namespace

boost::json::array archived_deliveries(const ApiWorld& world, store::Reader& reader, const std::string& query,
                                       bool whole) {
  boost::json::array out;
  if (reader.archives() == 0) return out;
  using domain::SubjectKind;
  const domain::SubjectHash hash = reader.subject_hash();
  const std::string text(domain::trim(query));
  if (const auto parts = domain::split_reference(text)) {
    Asked asked;
    asked.code = parts->customer_code;
    asked.reference = boost::algorithm::to_upper_copy(text);
    add_found(world, reader, hash(SubjectKind::customer, asked.code), asked, whole, out);
  }
  if (const auto code = domain::read_customer_code(text).code; !code.empty()) {
    Asked asked;
    asked.code = code;
    add_found(world, reader, hash(SubjectKind::customer, code), asked, whole, out);
  }
  if (const auto telephone = domain::read_telephone(text).e164; !telephone.empty()) {
    Asked asked;
    asked.address = telephone;
    add_found(world, reader, hash(SubjectKind::telephone, telephone), asked, whole, out);
  }
  if (const auto email = domain::read_email_address(text).address; !email.empty()) {
    Asked asked;
    asked.address = email;
    asked.kind = domain::AddressKind::email;
    add_found(world, reader, hash(SubjectKind::email, email), asked, whole, out);
  }
  return out;
}

}  // namespace triand::server
