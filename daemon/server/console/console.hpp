#pragma once

#include <functional>
#include <optional>
#include <string>

#include "daemon/server/account_book.hpp"
#include "daemon/server/api_world.hpp"
#include "daemon/server/console/api_door.hpp"
#include "daemon/server/console/cookies.hpp"
#include "daemon/server/console/customer_page.hpp"
#include "daemon/server/console/device_mark.hpp"
#include "daemon/server/console/log_in_desk.hpp"
#include "daemon/server/console/log_in_page.hpp"
#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/console/session_book.hpp"
#include "daemon/server/console/upload_page.hpp"
#include "daemon/server/console/visit.hpp"
#include "daemon/server/log.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

struct ConsoleOptions {
  std::string public_url;  // https://…: cookies are for TLS alone
  std::string device_key;  // DeviceMark's; empty: one that ends with the service
  Log log;                 // needed
  LogInDesk::Steady steady = [] { return std::chrono::steady_clock::now(); };
};

// The web console: log-in, sessions, and the support desk's look-up; the other pages are families of their own. They
// ask what the API's handlers ask, with the same roles, limits to units and masks. Made before the server starts; goes
// after it and before what `world` holds.
class Console {
 public:
  // Both outlive it.
  Console(const ApiWorld& world, const AccountBook& accounts, ConsoleOptions options);

  // Its pages ask the API that is in the same table, which outlives it. Once.
  void add_routes(Router& router);

 private:
  // A page for whoever has logged in; a POST must come from a form of the session's.
  void add_page(Router& router, std::string method, std::string pattern, Page page,
                Runs runs = Runs::on_worker);
  // The same that pages ask for by themselves.
  void add_part(Router& router, std::string pattern, Page page);
  // Why a POST's form is not taken; otherwise it stands in the visit.
  using TakeForm = std::optional<Response> (Console::*)(Request&, Visit&) const;
  [[nodiscard]] std::optional<Response> take_form(Request& request, Visit& visit) const;
  enum class Asked { by_visitor, by_page };
  [[nodiscard]] Response serve(Request& request, const Page& page, Asked asked,
                               TakeForm take = &Console::take_form);
  // The same for a form with a file.
  void add_upload(Router& router, UploadPage upload);
  [[nodiscard]] Admission admit_visitor(const Request& request);
  [[nodiscard]] Admission admit_upload(const Request& request, std::uint64_t most,
                                       const std::function<std::optional<ApiError>(const Caller&)>& refusal);
  [[nodiscard]] std::optional<Response> take_upload(Request& request, Visit& visit) const;
  // A route that is open to everybody: the console knows its visitors by their sessions.
  [[nodiscard]] static Route open_route(std::string method, std::string pattern, Handler handler);
  // Of a visitor who is there: by that the session is used.
  [[nodiscard]] std::optional<Visit> visit_of(const Request& request, Asked asked = Asked::by_visitor);
  [[nodiscard]] PageFrame frame_for(const Request& request) const;
  [[nodiscard]] Response foreign_form(const PageFrame& frame) const;
  // Keeps the language that was asked for.
  void remember_language(const Request& request, Response& response) const;

  [[nodiscard]] Response ask_to_log_in(const Request& request, LogInNote note,
                                       std::chrono::seconds wait = std::chrono::seconds(0)) const;
  void log_in(Request& request, const Reply& reply);
  [[nodiscard]] LogInDesk::Attempt attempt_in(const Request& request, Form& form) const;
  // Which of the account's own browsers asks; empty: none.
  [[nodiscard]] std::string device_of(const Request& request, const std::string& account) const;
  [[nodiscard]] Response judged(const Request& request, const LogInDesk::Verdict& verdict);
  // Begins a session, in place of one that there is, and goes on to `address`.
  [[nodiscard]] Response admit(const Request& request, const store::LogInAccount& account,
                               const std::string& address);
  [[nodiscard]] Response log_out(const Visit& visit);

  [[nodiscard]] Response show_password(const Request& request, Visit& visit) const;
  void change_password(Request& request, const Reply& reply);
  [[nodiscard]] Response change_judged(const Request& request, const PageFrame& frame,
                                       const LogInDesk::Verdict& verdict, std::string& password);

  [[nodiscard]] Response find(Visit& visit);
  [[nodiscard]] Response show(const Request& request, Visit& visit);
  [[nodiscard]] Response reveal(const Request& request, Visit& visit);
  // On disk when it returns. Throws CannotRecord.
  void record(const Caller& caller, const char* action, const std::string& subject,
              const std::string& reason) const;

  const ApiWorld& world_;
  const AccountBook& accounts_;
  const ConsoleOptions options_;
  const CookieJar cookies_;
  const DeviceMark marks_;
  SessionBook sessions_;
  LogInDesk desk_;
  std::optional<ApiDoor> api_;
};

}  // namespace triand::server
