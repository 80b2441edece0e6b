#include "daemon/server/api/suppression_document.hpp"

#include <utility>

#include "daemon/domain/mask.hpp"
#include "daemon/schedule/local_time.hpp"

namespace triand::server {
namespace {

std::string address_of(const domain::SuppressionSubject& subject, bool whole) {
  switch (subject.kind) {
    case domain::SubjectKind::telephone:
      return whole ? subject.text : domain::mask_telephone(subject.text);
    case domain::SubjectKind::email:
      return whole ? subject.text : domain::mask_email(subject.text);
    case domain::SubjectKind::customer:
      break;
  }
  return {};
}

}  // namespace

boost::json::object suppression_object(const ApiWorld& world, const store::SuppressionRow& row, bool whole) {
  const domain::Suppression& one = row.suppression;
  const bool customer = one.subject.kind == domain::SubjectKind::customer;
  const auto& until = one.terms.until;
  boost::json::object out;
  out["id"] = row.id;
  out["kind"] = domain::to_string(one.subject.kind);
  out["customer_code"] = customer ? one.subject.text : std::string();
  out["address"] = address_of(one.subject, whole);
  out["scope"] = domain::to_string(one.terms.scope);
  out["class"] = domain::to_string(one.terms.about);
  out["reason"] = domain::to_string(one.terms.reason);
  out["note"] = whole || one.note.empty() ? one.note : "***";
  out["since"] = schedule::local_time(row.since, world.zone);
  out["until"] =
      until ? boost::json::value(schedule::local_time(*until, world.zone)) : boost::json::value(nullptr);
  out["who"] = row.who;
  out["active"] = !until || *until > world.now();
  out["erased"] = one.subject.text.empty() || one.terms.reason == domain::Reason::erased;
  return out;
}

boost::json::array suppressions_of(const ApiWorld& world, store::Reader& reader,
                                   const domain::Customer& customer, bool whole) {
  const domain::SubjectHash& hash = world.suppressions.index().hash();
  boost::json::array out;
  for (const auto& [kind, text] : {std::pair(domain::SubjectKind::customer, customer.code),
                                   std::pair(domain::SubjectKind::telephone, customer.phone),
                                   std::pair(domain::SubjectKind::email, customer.email)}) {
    if (text.empty()) continue;
    for (const store::SuppressionRow& row : reader.suppressions_of(hash(kind, text)))
      out.push_back(suppression_object(world, row, whole));
  }
  return out;
}

}  // namespace triand::server
