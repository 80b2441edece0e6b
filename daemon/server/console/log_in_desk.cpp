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

void LogInDesk::record_failure(const Attempt& attempt, bool known) {
  try {
    world_.writer.run([&](store::WriteSession& session) {
      store::write_audit(session, known ? attempt.name : kNobody, "console.refused", "",
                         "from " + attempt.client, world_.now());
    });
  } catch (const store::CannotRecord&) {
    // Nothing was given away, so nothing needs to be on record.
  }
}

LogInDesk::Verdict LogInDesk::judge_now(Attempt& attempt) {
  using Kind = Verdict::Kind;
  const auto wait = throttle_.wait(try_of(attempt), now_());
  if (wait > std::chrono::seconds(0)) return {.kind = Kind::wait, .wait = wait};
  const auto account = world_.reader()->log_in_account(attempt.name);
  if (!fits(account ? &*account : nullptr, attempt.password)) {
    throttle_.failed(try_of(attempt), now_());
    record_failure(attempt, account.has_value());
    if (world_.proof_failed) world_.proof_failed();
    return {.kind = Kind::refused};
  }
  throttle_.succeeded(try_of(attempt));
  if (!attempt.logs_in) return {.kind = Kind::admitted, .account = *account};
  try {
    world_.writer.run([&](store::WriteSession& session) {
      store::write_audit(session, account->name, "console.log_in", "", "from " + attempt.client,
                         world_.now());
    });
  } catch (const store::CannotRecord&) {
    return {.kind = Kind::unrecorded};
  }
  return {.kind = Kind::admitted, .account = *account};
}

}  // namespace triand::server
