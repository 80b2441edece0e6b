#include "daemon/server/console/console.hpp"

#include <utility>

#include "daemon/server/body_budget.hpp"
#include "daemon/server/console/form.hpp"
#include "daemon/server/console/form_guard.hpp"
#include "daemon/server/console/found_page.hpp"
#include "daemon/server/console/page_families.hpp"
#include "daemon/server/console/style.hpp"
#include "daemon/server/guarded.hpp"
#include "daemon/server/secret_token.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::server {
namespace {

constexpr Phrase kNotDone{"Chưa thực hiện được", "Not done"};
constexpr Phrase kForeignForm{
    "Yêu cầu không đến từ trang này hoặc trang đã cũ. Xin mở lại trang rồi làm lại.",
    "The request did not come from this page, or the page was out of date. Please open it again."};
constexpr Phrase kCannotRecord{
    "Hệ thống chưa ghi được nhật ký nên chưa thực hiện. Xin thử lại sau.",
    "The audit cannot be written just now, so nothing was done. Please try later."};

constexpr const char* kHome = "/";

// Whether a session goes with what the proxy says: one that began at its word is nobody's without it, and whoever it
// names is nobody else.
bool goes_with(const ConsoleSession& session, const SignOn& who) {
  if (who.kind == SignOn::Kind::none) return !session.signed_on;
  return who.kind == SignOn::Kind::named && who.name == session.account;
}

}  // namespace

Console::Console(const ApiWorld& world, const AccountBook& accounts, ConsoleOptions options)
    : world_(world),
      accounts_(accounts),
      options_(std::move(options)),
      cookies_(options_.public_url.starts_with("https://")),
      marks_(options_.device_key.empty() ? new_secret_token() : options_.device_key),
      desk_(world, options_.steady) {}

Route Console::open_route(std::string method, std::string pattern, Handler handler) {
  Route route;
  route.method = std::move(method);
  route.pattern = std::move(pattern);
  route.open = Open::everywhere;
  route.handler = std::move(handler);
  return route;
}

void Console::add_routes(Router& router) {
  Route style = open_route("GET", console_style_path(), [](Request&) { return console_style(); });
  Route icon = open_route("GET", console_icon_path(), [](Request&) { return console_icon(); });
  const auto script = [](const std::string& path, std::string_view text) {
    return open_route("GET", path, [text](Request&) { return console_script(text); });
  };
  Route refresh = script(console_refresh_path(), kConsoleRefresh);
  Route upload = script(console_upload_path(), kConsoleUpload);
  Route preview = script(console_preview_path(), kConsolePreview);
  for (Route* file : {&style, &icon, &refresh, &upload, &preview}) {
    file->runs = Runs::on_network;
    router.add(std::move(*file));
  }
  router.add(open_route("GET", "/console/log-in", [this](Request& request) {
    if (visit_of(request)) return see_other(kHome);
    const SignOn& who = request.sign_on;
    const bool no_account =
        who.kind == SignOn::Kind::named && !accounts_.of(who.name) && !accounts_.is_closed();
    Response page = ask_to_log_in(request, no_account ? LogInNote::refused : LogInNote::none);
    remember_language(request, page);
    return page;
  }));
  Route log_in_route = open_route("POST", "/console/log-in", nullptr);
  log_in_route.body_bytes = kSmallBody;
  log_in_route.later = [this](Request& request, const Reply& reply) { log_in(request, reply); };
  router.add(std::move(log_in_route));
  add_page(router, "POST", "/console/log-out", [this](Request&, Visit& visit) { return log_out(visit); });
  add_page(router, "GET", "/console/password",
           [this](Request& request, Visit& visit) { return show_password(request, visit); });
  Route password_route = open_route("POST", "/console/password", nullptr);
  password_route.body_bytes = kSmallBody;
  password_route.later = [this](Request& request, const Reply& reply) { change_password(request, reply); };
  router.add(std::move(password_route));
  add_page(router, "GET", kHome, [](Request&, Visit& visit) { return home_page(visit.frame); });
  add_page(router, "GET", "/console/look-up", [](Request&, Visit&) { return see_other(kHome); });
  add_page(router, "POST", "/console/look-up", [this](Request&, Visit& visit) { return find(visit); });
  add_page(router, "GET", "/console/customers/{id}",
           [this](Request& request, Visit& visit) { return show(request, visit); });
  add_page(router, "POST", "/console/customers/{id}/reveal",
           [this](Request& request, Visit& visit) { return reveal(request, visit); });
  api_.emplace(router, options_.log);
  add_families(PageDesk{[this, &router](std::string method, std::string pattern, Page page) {
                          add_page(router, std::move(method), std::move(pattern), std::move(page));
                        },
                        [this, &router](std::string method, std::string pattern, Page page) {
                          add_page(router, std::move(method), std::move(pattern), std::move(page),
                                   Runs::on_slow_worker);
                        },
                        [this, &router](std::string pattern, Page page) {
                          add_part(router, std::move(pattern), std::move(page));
                        },
                        [this, &router](UploadPage page) { add_upload(router, std::move(page)); }, *api_,
                        world_, options_.steady});
}

void Console::add_page(Router& router, std::string method, std::string pattern, Page page, Runs runs) {
  Route route = open_route(
      std::move(method), std::move(pattern),
      [this, page = std::move(page)](Request& request) { return serve(request, page, Asked::by_visitor); });
  route.runs = runs;
  // What nobody has logged in for is not read.
  if (route.method == "POST")
    route.admits = [this](const Request& request) { return admit_visitor(request); };
  router.add(std::move(route));
}

Admission Console::admit_visitor(const Request& request) {
  if (visit_of(request, Asked::by_page)) return {};
  return {see_other("/console/log-in"), nullptr};
}

void Console::add_part(Router& router, std::string pattern, Page page) {
  router.add(open_route("GET", std::move(pattern), [this, page = std::move(page)](Request& request) {
    return serve(request, page, Asked::by_page);
  }));
}

std::optional<Response> Console::take_form(Request& request, Visit& visit) const {
  visit.form = Form(request.body);
  if (is_our_form(request, visit.form, visit.frame.form_token, options_.public_url)) return std::nullopt;
  return foreign_form(visit.frame);
}

Response Console::serve(Request& request, const Page& page, Asked asked, TakeForm take) {
  std::optional<Visit> visit;
  try {
    visit = visit_of(request, asked);
    if (!visit) return asked == Asked::by_page ? part_refused() : see_other("/console/log-in");
    if (request.method == "POST")
      if (auto refusal = (this->*take)(request, *visit)) return std::move(*refusal);
    Response response = page(request, *visit);
    remember_language(request, response);
    return response;
  } catch (const store::CannotRecord&) {
    const PageFrame frame = visit ? visit->frame : frame_for(request);
    return notice_page(frame, kNotDone, kCannotRecord.in(frame.language), 503);
  } catch (const std::exception& trouble) {
    const ApiError told = internal_error(trouble.what(), "the console", options_.log);
    return notice_page(visit ? visit->frame : frame_for(request), kNotDone, told.message, 500);
  }
}

PageFrame Console::frame_for(const Request& request) const {
  PageFrame frame;
  frame.here = kHome;
  const auto asked = language_from(request.asked("lang"));
  frame.language =
      asked ? *asked : language_from(cookie(request, cookies_.language_name())).value_or(frame.language);
  return frame;
}

Response Console::foreign_form(const PageFrame& frame) const {
  return notice_page(frame, kNotDone, kForeignForm.in(frame.language), 403);
}

void Console::remember_language(const Request& request, Response& response) const {
  if (const auto asked = language_from(request.asked("lang")))
    response.headers.emplace_back("Set-Cookie",
                                  cookies_.set(cookies_.language_name(), std::string(code_of(*asked))));
}

std::optional<Visit> Console::visit_of(const Request& request, Asked asked) {
  const std::string id = cookie(request, cookies_.session_name());
  if (id.empty()) return std::nullopt;
  const auto session = sessions_.look(id, options_.steady());
  if (!session || !goes_with(*session, request.sign_on)) return std::nullopt;
  auto grant = accounts_.of(session->account);
  if (!grant || grant->changed_at > session->account_changed) {
    // While nobody knows who has an account, nobody's session need end.
    if (!accounts_.is_closed()) sessions_.end(id);
    return std::nullopt;
  }
  // Of an account that was changed just now, and the book does not say so yet.
  if (grant->changed_at != session->account_changed) return std::nullopt;
  if (asked == Asked::by_visitor && !sessions_.use(id, options_.steady())) return std::nullopt;
  Visit visit;
  visit.frame = frame_for(request);
  visit.frame.account = session->account;
  visit.frame.role = grant->role;
  visit.frame.limited = !grant->units.empty();
  visit.frame.form_token = session->form_token;
  visit.caller = Caller{.name = session->account,
                        .role = grant->role,
                        .units = std::move(grant->units),
                        .account_changed = session->account_changed};
  visit.session_id = id;
  return visit;
}

void Console::record(const Caller& caller, const char* action, const std::string& subject,
                     const std::string& reason) const {
  world_.writer.run([&](store::WriteSession& session) {
    store::write_audit(session, caller.name, action, subject, reason, world_.now());
  });
}

}  // namespace triand::server
