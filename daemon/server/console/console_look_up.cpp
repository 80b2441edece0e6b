#include "daemon/domain/blank.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/look_audit.hpp"
#include "daemon/server/console/console.hpp"
#include "daemon/server/console/customer_desk.hpp"
#include "daemon/server/console/found_page.hpp"

// What the support desk asks.
namespace triand::server {
namespace {

constexpr std::size_t kLongestReason = 800;  // bytes: 200 characters of any kind
constexpr std::size_t kMostInAudit = 20;

constexpr Phrase kNotAllowed{"Không được phép", "Not allowed"};
constexpr Phrase kNoReason{"Xin ghi lý do cần xem đầy đủ (tối đa 200 ký tự).",
                           "Please say why everything must be seen (200 characters at most)."};
constexpr Phrase kMayNotReveal{"Vai trò của tài khoản này không được xem dữ liệu cá nhân đầy đủ.",
                               "The role of this account may not see personal data in full."};

// Whom a look was about; what was typed may be a telephone and is not kept.
std::string codes_of(const LookUp& found) {
  std::string out;
  for (std::size_t at = 0; at < found.customers.size() && at < kMostInAudit; ++at)
    out += (out.empty() ? "" : " ") + found.customers[at].customer.code;
  return out;
}

}  // namespace

Response Console::find(Visit& visit) {
  const std::string query = visit.form.value("query");
  if (domain::trim(query).empty()) return see_other("/");
  const auto reader = world_.reader();
  const LookUp found = look_up(world_, *reader, query, visit.caller);
  // That page records the look itself.
  if (found.customers.size() == 1) return see_other(customer_address(found.customers.front().customer.id));
  const bool named =
      audit_look(world_, visit.caller, "customer.find", codes_of(found)) && may_see_all(visit.caller);
  return found_page(visit.frame, query, found, named);
}

Response Console::show(const Request& request, Visit& visit) {
  const auto stored = customer_in(request, visit, *world_.reader());
  if (!stored) return no_customer_page(visit.frame);
  return show_customer(world_, visit, *stored, {.done = done_words(request.asked("done"))});
}

Response Console::reveal(const Request& request, Visit& visit) {
  const Language language = visit.frame.language;
  if (!may_see_all(visit.caller))
    return notice_page(visit.frame, kNotAllowed, kMayNotReveal.in(language), 403);
  const auto reader = world_.reader();
  const auto stored = customer_in(request, visit, *reader);
  if (!stored) return no_customer_page(visit.frame);
  visit.frame.here = customer_address(stored->customer.id);
  const std::string reason(domain::trim(visit.form.value("reason")));
  const bool said_why = !reason.empty() && reason.size() <= kLongestReason;
  // On disk before anything is shown: what cannot be recorded is not shown.
  record(visit.caller, said_why ? "customer.reveal" : "customer.show", stored->customer.code,
         said_why ? reason : std::string());
  if (said_why && world_.revealed) world_.revealed();
  const CustomerView view =
      customer_view(world_, *reader, *stored, visit.caller, said_why ? Sight::whole : Sight::named, language);
  const PageNotice no_reason{.fault = kNoReason, .status = 400};
  return customer_page(visit.frame, view, true, true, said_why ? PageNotice{} : no_reason);
}

}  // namespace triand::server
