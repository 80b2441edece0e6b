#include <utility>

#include "daemon/server/api/look_audit.hpp"
#include "daemon/server/console/console.hpp"
#include "daemon/server/console/form.hpp"
#include "daemon/server/console/form_guard.hpp"
#include "daemon/server/guarded.hpp"
#include "daemon/server/password_hash.hpp"
#include "daemon/server/secret_token.hpp"

// How sessions of the console begin and end.
namespace triand::server {

// The form's token is kept by the browser alone, in a cookie, as long as there is no session: another site can set
// neither.
Response Console::ask_to_log_in(const Request& request, LogInNote note, std::chrono::seconds wait) const {
  PageFrame frame = frame_for(request);
  frame.here = "/console/log-in";
  // A second tab must not spoil the form of the first.
  std::string token = cookie(request, cookies_.form_name());
  if (!is_secret_token(token)) token = new_secret_token();
  Response page = request.sign_on.kind == SignOn::Kind::none
                      ? log_in_page(frame, token, note, wait)
                      : sign_on_page(frame, token, request.sign_on.name, note, wait);
  page.headers.emplace_back("Set-Cookie", cookies_.set(cookies_.form_name(), token));
  return page;
}

// Whom a proxy that is believed names is known by that: what the form holds besides is not looked at.
LogInDesk::Attempt Console::attempt_in(const Request& request, Form& form) const {
  LogInDesk::Attempt out{form.value("name"), form.take("password"), request.client};
  if (request.sign_on.kind == SignOn::Kind::none) {
    out.device = device_of(request, out.name);
  } else {
    wipe(out.password);
    out.name = request.sign_on.name;
    out.signed_on = true;
  }
  return out;
}

std::string Console::device_of(const Request& request, const std::string& account) const {
  return marks_.read(cookie(request, cookies_.device_name()), account, world_.now());
}

void Console::log_in(Request& request, const Reply& reply) {
  Form form(request.body);
  wipe(request.body);
  LogInDesk::Attempt attempt = attempt_in(request, form);
  if (request.sign_on.kind == SignOn::Kind::unusable)
    return reply(ask_to_log_in(request, LogInNote::refused));
  if (!is_our_form(request, form, cookie(request, cookies_.form_name()), options_.public_url)) {
    wipe(attempt.password);
    return reply(ask_to_log_in(request, LogInNote::lost_form));
  }
  desk_.judge(
      std::move(attempt),
      [this, request, reply](const LogInDesk::Verdict& verdict) { reply(judged(request, verdict)); },
      [this, request, reply](const std::string& trouble) {
        const ApiError told = internal_error(trouble, "the console's log-in", options_.log);
        reply(notice_page(frame_for(request), Phrase("Chưa đăng nhập được", "Not logged in"), told.message,
                          500));
      });
}

Response Console::judged(const Request& request, const LogInDesk::Verdict& verdict) {
  using Kind = LogInDesk::Verdict::Kind;
  switch (verdict.kind) {
    case Kind::admitted:
      // A session that nobody can be given yet would only push out one that waits.
      if (accounts_.is_closed()) return ask_to_log_in(request, LogInNote::busy);
      return admit(request, verdict.account, "/");
    case Kind::wait:
      return ask_to_log_in(request, LogInNote::wait, verdict.wait);
    case Kind::busy:
      return ask_to_log_in(request, LogInNote::busy);
    case Kind::unrecorded:
      return ask_to_log_in(request, LogInNote::unrecorded);
    case Kind::refused:
      break;
  }
  return ask_to_log_in(request, LogInNote::refused);
}

Response Console::admit(const Request& request, const store::LogInAccount& account,
                        const std::string& address) {
  sessions_.end(cookie(request, cookies_.session_name()));
  // An id that the browser brought along is never taken over.
  const std::string id = new_secret_token();
  ConsoleSession session;
  session.account = account.name;
  session.account_changed = account.changed_at;
  session.form_token = new_secret_token();
  session.signed_on = request.sign_on.kind == SignOn::Kind::named;
  const bool by_password = !session.signed_on;
  sessions_.begin(id, std::move(session), options_.steady());
  // Somebody may have changed the account while it was judged.
  const auto now = world_.reader()->log_in_account(account.name);
  if (!now || now->disabled || now->changed_at != account.changed_at) {
    sessions_.end(id);
    return ask_to_log_in(request, LogInNote::refused);
  }
  Response response = see_other(address);
  response.headers.emplace_back("Set-Cookie", cookies_.set(cookies_.session_name(), id));
  response.headers.emplace_back("Set-Cookie", cookies_.set(cookies_.form_name(), ""));
  if (by_password)
    response.headers.emplace_back(
        "Set-Cookie",
        cookies_.keep(cookies_.device_name(), marks_.make(account.name, world_.now()), DeviceMark::kLife));
  return response;
}

Response Console::log_out(const Visit& visit) {
  sessions_.end(visit.session_id);
  // It is over also when nobody can record that.
  (void)audit_look(world_, visit.caller, "console.log_out", "");
  Response response = see_other("/console/log-in");
  response.headers.emplace_back("Set-Cookie", cookies_.set(cookies_.session_name(), ""));
  return response;
}

}  // namespace triand::server
