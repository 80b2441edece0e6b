#include "daemon/server/console/log_in_desk.hpp"

#include <exception>
#include <utility>

#include <boost/asio/post.hpp>

#include "daemon/server/password_hash.hpp"
#include "daemon/server/secret_token.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::server {
namespace {

// Whoever types a password where the name belongs must not find it in the audit.
constexpr const char* kNobody = "(unknown)";

// A name that a proxy gives is no password.
std::string how(const LogInDesk::Attempt& attempt, bool known) {
  std::string where = "from " + attempt.client;
  if (!attempt.signed_on) return where;
  return where + ", signed on by the proxy" + (known ? "" : " as " + attempt.name);
}

LogInThrottle::Try try_of(const LogInDesk::Attempt& attempt) {
  return {attempt.name, attempt.client, attempt.device};
}

}  // namespace

LogInDesk::LogInDesk(const ApiWorld& world, Steady now) : world_(world), now_(std::move(now)) {}

LogInDesk::~LogInDesk() {
  thread_.stop();
  thread_.join();
}

void LogInDesk::judge(Attempt attempt, std::function<void(Verdict)> done,
                      std::function<void(std::string)> failed) {
  if (waiting_.fetch_add(1) >= kMostWaiting) {
    --waiting_;
    wipe(attempt.password);
    return done({.kind = Verdict::Kind::busy});
  }
  boost::asio::post(thread_, [this, attempt = std::move(attempt), done = std::move(done),
                              failed = std::move(failed)]() mutable {
    --waiting_;
    try {
      done(judge_now(attempt));
    } catch (const std::exception& trouble) {
      failed(trouble.what());
    }
    wipe(attempt.password);
  });
}

bool LogInDesk::fits(const store::LogInAccount* account, const std::string& password) {
  const bool can_be = account != nullptr && !account->disabled && !account->password_hash.empty() &&
                      password.find('\0') == std::string::npos;
  if (nobodys_hash_.empty()) nobodys_hash_ = hash_password(new_secret_token());
  // As long for an account that is not there as for one that is.
  const bool same = fits_password(can_be ? account->password_hash : nobodys_hash_, password);
  return can_be && same;
}

LogInDesk::Verdict LogInDesk::refuse(const Attempt& attempt, bool known) {
  throttle_.failed(try_of(attempt), now_());
  try {
    world_.writer.run([&](store::WriteSession& session) {
      store::write_audit(session, known ? attempt.name : kNobody, "console.refused", "", how(attempt, known),
                         world_.now());
    });
  } catch (const store::CannotRecord&) {
    // Nothing was given away, so nothing needs to be on record.
  }
  if (world_.proof_failed && !attempt.signed_on) world_.proof_failed();
  return {.kind = Verdict::Kind::refused};
}

// Whom the proxy names rightly never waits: wrong passwords are no business of his.
LogInDesk::Verdict LogInDesk::judge_now(Attempt& attempt) {
  using Kind = Verdict::Kind;
  const auto account = world_.reader()->log_in_account(attempt.name);
  if (!attempt.signed_on || !account || account->disabled) {
    const auto wait = throttle_.wait(try_of(attempt), now_());
    if (wait > std::chrono::seconds(0)) return {.kind = Kind::wait, .wait = wait};
    if (attempt.signed_on || !fits(account ? &*account : nullptr, attempt.password))
      return refuse(attempt, account.has_value());
    throttle_.succeeded(try_of(attempt));
  }
  if (!attempt.logs_in) return {.kind = Kind::admitted, .account = *account};
  try {
    world_.writer.run([&](store::WriteSession& session) {
      store::write_audit(session, account->name, "console.log_in", "", how(attempt, true), world_.now());
    });
  } catch (const store::CannotRecord&) {
    return {.kind = Kind::unrecorded};
  }
  return {.kind = Kind::admitted, .account = *account};
}

}  // namespace triand::server
