#include "daemon/domain/addressee.hpp"

namespace triand::domain {
namespace {

constexpr SuppressionTerms by_email(Reason reason) {
  return {.scope = SuppressionScope::email, .about = SuppressionClass::all, .reason = reason};
}

// Built in place: GCC 12 takes a temporary of it for one that was never filled.
void add(std::vector<Suppression>& out, SubjectKind kind, const std::string& subject,
         const SuppressionTerms& terms, const std::string& note) {
  if (subject.empty()) return;
  Suppression& suppression = out.emplace_back();
  suppression.subject.kind = kind;
  suppression.subject.text = subject;
  suppression.terms = terms;
  suppression.note = note;
}

}  // namespace

bool is_about_addressee(Reason reason) {
  return reason == Reason::no_such_address || reason == Reason::opted_out;
}

std::vector<Suppression> suppressions_by_word(Reason reason, const Addressee& addressee) {
  std::vector<Suppression> out;
  if (addressee.scope != SuppressionScope::email) {
    if (reason == Reason::opted_out)
      add(out, SubjectKind::telephone, addressee.phone,
          {.scope = addressee.scope, .about = SuppressionClass::all, .reason = reason}, "refused");
    return out;
  }
  if (reason == Reason::no_such_address)
    add(out, SubjectKind::email, addressee.email, by_email(reason), "hard bounce");
  if (reason == Reason::opted_out) {
    add(out, SubjectKind::email, addressee.email, by_email(reason), "complaint");
    add(out, SubjectKind::customer, addressee.customer_code, by_email(reason), "complaint");
  }
  return out;
}

std::vector<Suppression> suppressions_by_unsubscribing(const Addressee& addressee, bool advertising) {
  std::vector<Suppression> out;
  add(out, SubjectKind::email, addressee.email, by_email(Reason::opted_out), "unsubscribed");
  add(out, SubjectKind::customer, addressee.customer_code,
      advertising ? SuppressionTerms{.scope = SuppressionScope::all,
                                     .about = SuppressionClass::advertising,
                                     .reason = Reason::opted_out}
                  : by_email(Reason::opted_out),
      "unsubscribed");
  return out;
}

}  // namespace triand::domain
