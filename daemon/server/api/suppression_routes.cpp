#include "daemon/server/api/suppression_routes.hpp"

#include <algorithm>

#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/api/query_number.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/api/suppression_document.hpp"
#include "daemon/server/api/suppression_import.hpp"
#include "daemon/server/api/suppression_request.hpp"
#include "daemon/server/unit_limits.hpp"
#include "daemon/store/campaign_writer.hpp"

namespace triand::server {
namespace {

constexpr int kUsualPage = 100;
constexpr int kLargestPage = 10'000;

// On disk before anything is shown.
void audit_reveal(const ApiWorld& world, const Caller& caller, const std::string& subject) {
  world.writer.run([&](store::WriteSession& session) {
    store::write_audit(session, caller.name, "suppression.reveal", subject, "", world.now());
  });
  if (world.revealed) world.revealed();
}

// Addresses belong to no unit, customers do.
std::optional<ApiError> outside_units(const ApiWorld& world, const Caller& caller,
                                      const domain::SuppressionSubject& subject) {
  if (!is_limited(caller)) return std::nullopt;
  if (subject.kind != domain::SubjectKind::customer)
    return limited_to_units(caller, "give the customer's code instead of an address");
  if (!may_see_code(caller, *world.reader(), subject.text)) return no_customer();
  return std::nullopt;
}

boost::json::object page(const ApiWorld& world, const std::vector<store::SuppressionRow>& rows, bool whole) {
  boost::json::array items;
  for (const store::SuppressionRow& row : rows) items.push_back(suppression_object(world, row, whole));
  boost::json::object out;
  out["schema"] = "triand.suppressions/v1";
  out["suppressions"] = std::move(items);
  out["next"] = nullptr;
  return out;
}

// Leaves at most `size` rows of customers whom the caller may see; an address belongs to no unit. Returns behind which
// row to go on, 0: there are no more.
std::int64_t keep_to_units(std::vector<store::SuppressionRow>& rows, const Caller& caller,
                           store::Reader& reader, int size) {
  std::int64_t next = static_cast<int>(rows.size()) == kLargestPage ? rows.back().id : 0;
  std::vector<store::SuppressionRow> kept;
  for (store::SuppressionRow& row : rows) {
    const domain::SuppressionSubject& subject = row.suppression.subject;
    if (subject.kind != domain::SubjectKind::customer || !may_see_code(caller, reader, subject.text))
      continue;
    if (static_cast<int>(kept.size()) == size) {
      next = kept.back().id;
      break;
    }
    kept.push_back(std::move(row));
  }
  rows = std::move(kept);
  return next;
}

Answer list(const ApiWorld& world, const Request& request) {
  const auto before = query_number(request.asked("before"), 0);
  const auto limit = query_number(request.asked("limit"), kUsualPage);
  if (!before || !limit || *limit == 0)
    return invalid_request("before and limit are whole numbers", "ask for ?limit=100&before=NEXT");
  const bool reveal = is_asked(request, "reveal") && may_see_all(request.caller);
  if (reveal) audit_reveal(world, request.caller, "list");
  const int size = static_cast<int>(std::min<std::int64_t>(*limit, kLargestPage));
  const auto reader = world.reader();
  auto rows = reader->suppressions(*before, is_limited(request.caller) ? kLargestPage : size);
  std::int64_t next = 0;
  if (is_limited(request.caller)) {
    next = keep_to_units(rows, request.caller, *reader, size);
  } else if (static_cast<int>(rows.size()) == size) {
    next = rows.back().id;
  }
  boost::json::object out = page(world, rows, reveal);
  if (next != 0) out["next"] = next;
  return out;
}

boost::json::array former(const ApiWorld& world, const std::vector<store::FormerSuppression>& rows,
                          bool whole, bool with_words) {
  boost::json::array out;
  for (const store::FormerSuppression& one : rows) {
    boost::json::object item = suppression_object(world, one.row, whole);
    item["active"] = false;
    item["ended_at"] = schedule::local_time(one.ended_at, world.zone);
    item["ended_by"] = one.ended_by;
    item["end_reason"] = with_words || one.end_reason.empty() ? one.end_reason : "***";
    out.push_back(std::move(item));
  }
  return out;
}

Answer find(const ApiWorld& world, const Request& request) {
  JsonBody body(request);
  const std::string text = body.required("subject");
  const bool reveal = body.flag("reveal") && may_see_all(request.caller);
  if (auto fault = body.fault()) return *fault;
  auto read = read_subject(text);
  if (auto* error = std::get_if<ApiError>(&read)) return std::move(*error);
  const auto& subject = std::get<domain::SuppressionSubject>(read);
  if (auto refusal = outside_units(world, request.caller, subject)) return *refusal;
  const auto reader = world.reader();
  const std::uint64_t key = world.suppressions.index().hash()(subject.kind, subject.text);
  const auto rows = reader->suppressions_of(key);
  if (reveal && !rows.empty()) {
    std::string number("#");
    number += std::to_string(rows.front().id);
    audit_reveal(world, request.caller, number);
  }
  boost::json::object out = page(world, rows, reveal);
  out["former"] = former(world, reader->former_suppressions_of(key), reveal, may_see_all(request.caller));
  return out;
}

std::string_view to_word(store::SuppressionFate fate) {
  switch (fate) {
    case store::SuppressionFate::added:
      return "added";
    case store::SuppressionFate::extended:
      return "extended";
    case store::SuppressionFate::unchanged:
      break;
  }
  return "unchanged";
}

// What was stored, as it holds now.
boost::json::object stored_document(const ApiWorld& world, const domain::Suppression& one,
                                    store::SuppressionFate fate) {
  boost::json::object out;
  out["schema"] = "triand.suppression/v1";
  out["fate"] = to_word(fate);
  const std::uint64_t key = world.suppressions.index().hash()(one.subject.kind, one.subject.text);
  for (const store::SuppressionRow& row : world.reader()->suppressions_of(key)) {
    if (row.suppression.terms.scope != one.terms.scope || row.suppression.terms.about != one.terms.about)
      continue;
    for (auto& member : suppression_object(world, row, false)) out[member.key()] = std::move(member.value());
  }
  return out;
}

Answer add(const ApiWorld& world, const Request& request) {
  JsonBody body(request);
  domain::Suppression one;
  const std::string text = body.required("subject");
  const SuppressionWords words{body.text("scope"), body.text("class"), body.text("reason"),
                               body.text("until")};
  one.note = body.text("note");
  if (auto fault = body.fault()) return *fault;
  auto subject = read_subject(text);
  if (auto* error = std::get_if<ApiError>(&subject)) return std::move(*error);
  auto terms = read_terms(world, words);
  if (auto* error = std::get_if<ApiError>(&terms)) return std::move(*error);
  one.subject = std::move(std::get<domain::SuppressionSubject>(subject));
  one.terms = std::get<domain::SuppressionTerms>(terms);
  if (auto refusal = outside_units(world, request.caller, one.subject)) return *refusal;
  if (!domain::fits(one.subject.kind, one.terms.scope)) {
    return invalid_request(
        "nothing is sent to this kind of address by " + std::string(domain::to_string(one.terms.scope)),
        "say --scope all, or give the customer code instead of the address");
  }
  if (one.subject.kind == domain::SubjectKind::customer && !world.reader()->customer(one.subject.text))
    return no_customer();
  const store::SuppressionFate fate = world.suppressions.add(one, request.caller.name);
  world.changed();
  return stored_document(world, one, fate);
}

Answer remove(const ApiWorld& world, const Request& request) {
  JsonBody body(request);
  const std::string text = body.required("subject");
  const std::string word = body.text("scope");
  const std::string about = body.text("class");
  const std::string reason = body.text("reason");
  if (auto fault = body.fault()) return *fault;
  auto read = read_subject(text);
  if (auto* error = std::get_if<ApiError>(&read)) return std::move(*error);
  auto terms = read_terms(world, {.scope = word, .about = about, .reason = {}, .until = {}});
  if (auto* error = std::get_if<ApiError>(&terms)) return std::move(*error);
  store::WhichSuppressions which;
  if (!word.empty()) which.scope = std::get<domain::SuppressionTerms>(terms).scope;
  if (!about.empty()) which.about = std::get<domain::SuppressionTerms>(terms).about;
  const auto& subject = std::get<domain::SuppressionSubject>(read);
  if (auto refusal = outside_units(world, request.caller, subject)) return *refusal;
  world.suppressions.remove(subject, which, request.caller.name, reason);
  world.changed();
  const std::uint64_t key = world.suppressions.index().hash()(subject.kind, subject.text);
  boost::json::object out = page(world, world.reader()->suppressions_of(key), false);
  out["removed"] = true;
  return out;
}

}  // namespace

void add_suppression_routes(Router& router, const ApiWorld& world) {
  router.add(within_units(api_route("GET", "/api/v1/suppressions", Role::viewer,
                                    [&world](Request& request) { return list(world, request); })));
  router.add(within_units(api_route("POST", "/api/v1/suppressions/find", Role::viewer,
                                    [&world](Request& request) { return find(world, request); })));
  router.add(within_units(api_route("POST", "/api/v1/suppressions", Role::support,
                                    [&world](Request& request) { return add(world, request); })));
  router.add(within_units(api_route("POST", "/api/v1/suppressions/remove", Role::operator_,
                                    [&world](Request& request) { return remove(world, request); })));
  router.add(suppression_import_route(world));
}

}  // namespace triand::server
