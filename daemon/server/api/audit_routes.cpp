#include "daemon/server/api/audit_routes.hpp"

#include "daemon/domain/suppression.hpp"
#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/query_number.hpp"
#include "daemon/server/api/refusal.hpp"

namespace triand::server {
namespace {

constexpr std::int64_t kUsualPage = 100;
constexpr std::int64_t kLargestPage = 1000;

// A day is its first moment where the service is.
std::optional<store::TimePoint> moment_of(const ApiWorld& world, std::string_view text) {
  if (const auto day = domain::read_day(text)) return world.zone.at(*day, std::chrono::minutes(0));
  return schedule::read_local_time(std::string(text));
}

boost::json::object entry_object(const ApiWorld& world, const store::AuditRow& row) {
  boost::json::object out;
  out["id"] = row.id;
  out["at"] = schedule::local_time(row.at, world.zone);
  out["who"] = row.who;
  out["action"] = row.action;
  out["subject"] = row.subject;
  out["reason"] = row.reason;
  return out;
}

Answer list(const ApiWorld& world, const Request& request) {
  const auto limit = query_number(request.asked("limit"), kUsualPage);
  const auto cursor = query_number(request.asked("cursor"), 0);
  if (!limit || !cursor || *limit < 1 || *limit > kLargestPage)
    return invalid_request("limit or cursor is no number that fits",
                           "limit is 1 to 1000, cursor is that of an earlier answer");
  store::AuditQuestion question;
  question.who = request.asked("who");
  question.action = request.asked("action");
  question.before = *cursor;
  if (const std::string_view since = request.asked("since"); !since.empty()) {
    question.since = moment_of(world, since);
    if (!question.since)
      return invalid_request("since is neither a day nor a time",
                             "write it as 2026-12-18 or 2026-12-18T07:30:00+07:00");
  }
  // One more tells whether there are more.
  question.limit = static_cast<int>(*limit) + 1;
  auto rows = world.reader()->audit(question);
  const bool more = rows.size() > static_cast<std::size_t>(*limit);
  if (more) rows.pop_back();
  boost::json::array entries;
  for (const store::AuditRow& row : rows) entries.push_back(entry_object(world, row));
  boost::json::object out;
  out["schema"] = "triand.audit/v1";
  out["entries"] = std::move(entries);
  out["cursor"] = more ? boost::json::value(rows.back().id) : boost::json::value(nullptr);
  return out;
}

}  // namespace

void add_audit_routes(Router& router, const ApiWorld& world) {
  router.add(api_route("GET", "/api/v1/audit", Role::admin,
                       [&world](Request& request) { return list(world, request); }));
}

}  // namespace triand::server
