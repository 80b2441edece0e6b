#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include "daemon/domain/account.hpp"
#include "daemon/server/console/console.hpp"
#include "daemon/server/console/form_guard.hpp"
#include "daemon/server/console/password_page.hpp"
#include "daemon/server/console/user_form.hpp"
#include "daemon/server/guarded.hpp"
#include "daemon/server/password_hash.hpp"
#include "daemon/store/account_writer.hpp"
#include "daemon/store/store_error.hpp"

// How somebody who has logged in changes his own password.
namespace triand::server {
namespace {

constexpr const char* kHere = "/console/password";

// A secret that several copies of a callback share, and that is gone with the last of them.
struct Kept {
  explicit Kept(std::string text) : secret(std::move(text)) {}
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;
  ~Kept() { wipe(secret); }
  std::string secret;
};

}  // namespace

Response Console::show_password(const Request& request, Visit& visit) const {
  visit.frame.here = kHere;
  return password_page(visit.frame,
                       request.asked("done").empty() ? PageNotice() : notice_of(PasswordNote::done));
}

// On the network thread until the desk has it, as the log-in is.
void Console::change_password(Request& request, const Reply& reply) {
  Form form(request.body);
  wipe(request.body);
  Kept present(as_hashed(form.take("present")));
  std::optional<Visit> visit = visit_of(request);
  if (!visit) return reply(see_other("/console/log-in"));
  PageFrame frame = std::move(visit->frame);
  frame.here = kHere;
  if (!is_our_form(request, form, frame.form_token, options_.public_url)) return reply(foreign_form(frame));
  TypedPassword typed = new_password_in(form);
  const auto password = std::make_shared<Kept>(as_hashed(typed.password));
  wipe(typed.password);
  if (typed.fault) return reply(password_page(frame, {.fault = typed.fault, .status = 400}));
  if (!domain::password_fault(frame.account, password->secret).empty())
    return reply(password_page(frame, notice_of(PasswordNote::unfit)));
  if (password->secret == present.secret) return reply(password_page(frame, notice_of(PasswordNote::same)));
  desk_.judge(
      {.name = frame.account,
       .password = std::exchange(present.secret, {}),
       .client = request.client,
       .device = device_of(request, frame.account),
       .logs_in = false},
      [this, request, frame, password, reply](const LogInDesk::Verdict& verdict) {
        reply(change_judged(request, frame, verdict, password->secret));
      },
      [this, frame, reply](const std::string& trouble) {
        const ApiError told = internal_error(trouble, "the console's password page", options_.log);
        reply(notice_page(frame, Phrase("Chưa đổi được mật khẩu", "Not changed"), told.message, 500));
      });
}

// On the desk's thread, which hashes.
Response Console::change_judged(const Request& request, const PageFrame& frame,
                                const LogInDesk::Verdict& verdict, std::string& password) {
  using Kind = LogInDesk::Verdict::Kind;
  if (verdict.kind == Kind::wait) return password_page(frame, {.status = 429, .wait = verdict.wait});
  if (verdict.kind == Kind::busy) return password_page(frame, notice_of(PasswordNote::busy));
  if (verdict.kind != Kind::admitted) return password_page(frame, notice_of(PasswordNote::wrong));
  const std::string hash = hash_password(password);
  try {
    world_.writer.run([&](store::WriteSession& session) {
      store::set_own_password(session, frame.account, verdict.account.password_hash, hash, world_.now());
    });
  } catch (const store::Refused&) {
    return password_page(frame, notice_of(PasswordNote::changed));
  } catch (const store::CannotRecord&) {
    return password_page(frame, notice_of(PasswordNote::unrecorded));
  }
  if (world_.accounts_changed) world_.accounts_changed();
  std::optional<store::LogInAccount> account;
  try {
    account = world_.reader()->log_in_account(frame.account);
  } catch (const std::exception&) {
    // It is changed all the same: whoever changed it logs in with it.
  }
  // Somebody else's change since then is not his.
  if (!account || account->password_hash != hash) return see_other("/console/log-in");
  return admit(request, *account, std::string(kHere) + "?done=1");
}

}  // namespace triand::server
