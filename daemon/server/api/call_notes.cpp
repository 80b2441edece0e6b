#include "daemon/server/api/call_notes.hpp"

#include "daemon/domain/blank.hpp"
#include "daemon/domain/customer_code.hpp"
#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/unit_limits.hpp"
#include "daemon/store/call_note.hpp"

namespace triand::server {
namespace {

constexpr int kMostShown = 50;
constexpr std::size_t kLongest = 2000;  // bytes: 500 characters of any kind

boost::json::object note_object(const ApiWorld& world, const store::AuditRow& row, bool whole) {
  boost::json::object out;
  out["id"] = row.id;
  out["at"] = schedule::local_time(row.at, world.zone);
  out["who"] = row.who;
  out["note"] = whole || row.reason.empty() ? row.reason : "***";
  return out;
}

}  // namespace

boost::json::array call_notes(const ApiWorld& world, store::Reader& reader, const std::string& customer_code,
                              bool whole) {
  boost::json::array out;
  for (const store::AuditRow& row : reader.call_notes(customer_code, kMostShown))
    out.push_back(note_object(world, row, whole));
  return out;
}

Answer add_call_note(const ApiWorld& world, const Request& request) {
  JsonBody body(request);
  store::NewCallNote note;
  note.words = domain::trim(body.required("note"));
  note.after = body.number("after").value_or(0);
  note.who = request.caller.name;
  if (auto fault = body.fault()) return *fault;
  if (note.words.empty() || note.words.size() > kLongest)
    return invalid_request("the note is empty or too long", "say it in 500 characters at most");
  const std::string code = domain::read_customer_code(request.parameter("code")).code;
  const auto stored = code.empty() ? std::nullopt : world.reader()->customer(code);
  if (!stored || !may_see(request.caller, *stored)) return no_customer();
  note.customer_code = stored->customer.code;
  const store::AuditRow row = world.writer.run(
      [&](store::WriteSession& session) { return store::put_call_note(session, note, world.now()); });
  boost::json::object out;
  out["schema"] = "triand.call_note/v1";
  out["customer_code"] = note.customer_code;
  for (auto& member : note_object(world, row, true)) out[member.key()] = std::move(member.value());
  return out;
}

}  // namespace triand::server
