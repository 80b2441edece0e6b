#include "daemon/server/api/suppression_request.hpp"

#include <utility>

#include "daemon/server/api/refusal.hpp"

namespace triand::server {
namespace {

std::string known_reasons() {
  std::string out;
  for (const domain::Reason reason : domain::suppression_reasons())
    out += (out.empty() ? "" : ", ") + std::string(domain::to_string(reason));
  return out;
}

}  // namespace

domain::SuppressionTime end_of(const ApiWorld& world, std::chrono::year_month_day day) {
  const std::chrono::year_month_day next{std::chrono::sys_days(day) + std::chrono::days(1)};
  return world.zone.at(next, std::chrono::minutes(0));
}

std::variant<domain::SuppressionTerms, ApiError> read_terms(const ApiWorld& world,
                                                            const SuppressionWords& words) {
  domain::SuppressionTerms out;
  if (!words.scope.empty()) {
    const auto scope = domain::suppression_scope_from(words.scope);
    if (!scope)
      return invalid_request("the scope " + words.scope + " is not known",
                             "say all, sms, zalo, email, letter, website or exec");
    out.scope = *scope;
  }
  if (!words.about.empty()) {
    const auto about = domain::suppression_class_from(words.about);
    if (!about)
      return invalid_request("the class " + words.about + " is not known", "say all or advertising");
    out.about = *about;
  }
  if (!words.reason.empty()) {
    const auto reason = domain::suppression_reason_from(words.reason);
    if (!reason)
      return invalid_request("the reason " + words.reason + " is not known", "say one of " + known_reasons());
    out.reason = *reason;
  }
  if (!words.until.empty()) {
    const auto day = domain::read_day(words.until);
    if (!day)
      return invalid_request(words.until + " is not a day", "write the last day as 2026-12-31 or 31/12/2026");
    out.until = end_of(world, *day);
    if (*out.until <= world.now())
      return invalid_request("the day " + words.until + " is over",
                             "give the last day on which it holds, or none for good");
  }
  return out;
}

std::variant<domain::SuppressionSubject, ApiError> read_subject(const std::string& text) {
  std::vector<domain::SubjectReading> readings = domain::read_subjects(text);
  if (readings.size() > 1)
    return ApiError{2, "several-addresses", "those are several telephones", "give one at a time"};
  domain::SubjectReading& reading = readings.front();
  if (reading.fault == domain::Reason::none) return std::move(reading.subject);
  // What was given may be somebody's address and is not repeated.
  const domain::ReasonText& words = domain::text_of(reading.fault);
  return ApiError{2, "bad-address",
                  "that is no customer code, telephone or email: " + std::string(words.english),
                  "give one of them, such as PA05010001234, 0912345678 or ten@example.vn"};
}

}  // namespace triand::server
