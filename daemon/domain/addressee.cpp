#include "daemon/domain/addressee.hpp"

namespace triand::domain {
namespace {

constexpr SuppressionTerms by_email(Reason reason) {
  return {.scope = SuppressionScope::email, .about = SuppressionClass::all, .reason = reason};
}

void add_address(std::vector<Suppression>& out, const Addressee& addressee, Reason reason,
                 const std::string& note) {
  if (!addressee.email.empty())
    out.push_back({{SubjectKind::email, addressee.email}, by_email(reason), note});
}

void add_customer(std::vector<Suppression>& out, const Addressee& addressee, const SuppressionTerms& terms,
                  const std::string& note) {
  if (!addressee.customer_code.empty())
    out.push_back({{SubjectKind::customer, addressee.customer_code}, terms, note});
}

}  // namespace

bool is_about_addressee(Reason reason) {
  return reason == Reason::no_such_address || reason == Reason::opted_out;
}

std::vector<Suppression> suppressions_by_word(Reason reason, const Addressee& addressee) {
  std::vector<Suppression> out;
  if (addressee.scope != SuppressionScope::email) {
    if (reason == Reason::opted_out && !addressee.phone.empty())
      out.push_back({{SubjectKind::telephone, addressee.phone},
                     {.scope = addressee.scope, .about = SuppressionClass::all, .reason = reason},
                     "refused"});
    return out;
  }
  if (reason == Reason::no_such_address) add_address(out, addressee, reason, "hard bounce");
  if (reason == Reason::opted_out) {
    add_address(out, addressee, reason, "complaint");
    add_customer(out, addressee, by_email(reason), "complaint");
  }
  return out;
}

std::vector<Suppression> suppressions_by_unsubscribing(const Addressee& addressee, bool advertising) {
  std::vector<Suppression> out;
  add_address(out, addressee, Reason::opted_out, "unsubscribed");
  add_customer(out, addressee,
               advertising ? SuppressionTerms{.scope = SuppressionScope::all,
                                              .about = SuppressionClass::advertising,
                                              .reason = Reason::opted_out}
                           : by_email(Reason::opted_out),
               "unsubscribed");
  return out;
}

}  // namespace triand::domain
