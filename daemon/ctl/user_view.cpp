#include "daemon/ctl/user_view.hpp"

#include <ostream>

#include "daemon/ctl/document.hpp"
#include "daemon/ctl/table.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

std::string units_of(const boost::json::object& user) {
  std::string out;
  for (const auto& unit : items_at(user, "units")) out += (out.empty() ? "" : " ") + readable(unit);
  return out.empty() ? "all" : out;
}

void print_or(Session& session, const Table& table, const char* nothing) {
  if (table.empty()) {
    session.out() << nothing;
  } else {
    table.print(session.out());
  }
}

}  // namespace

void print_users(Session& session, const boost::json::array& users) {
  Table table({{"NAME"}, {"ROLE"}, {"UNITS"}, {"PASSWORD"}, {"STATE"}, {"CHANGED"}, {"BY"}});
  for (const auto& item : users) {
    const auto& user = as_object(item);
    table.add({text_at(user, "name"), text_at(user, "role"), units_of(user),
               flag_at(user, "password") ? "yes" : "none", flag_at(user, "disabled") ? "disabled" : "enabled",
               calm_time(text_at(user, "changed_at")), text_at(user, "changed_by")});
  }
  print_or(session, table, "No accounts.\n");
}

void print_tokens(Session& session, const boost::json::array& tokens) {
  Table table(
      {{"ID", Table::Side::right}, {"FOR"}, {"STATE"}, {"EXPIRES"}, {"LAST USED"}, {"CREATED"}, {"BY"}});
  for (const auto& item : tokens) {
    const auto& token = as_object(item);
    const std::string used = calm_time(text_at(token, "used_at"));
    table.add({std::to_string(number_at(token, "id")), text_at(token, "name"),
               flag_at(token, "expired") ? "expired" : "valid", calm_time(text_at(token, "expires_at")),
               used.empty() ? "never" : used, calm_time(text_at(token, "created_at")),
               text_at(token, "created_by")});
  }
  print_or(session, table, "No tokens.\n");
}

void print_audit(Session& session, const boost::json::array& entries) {
  Table table({{"AT"}, {"WHO"}, {"ACTION"}, {"SUBJECT"}, {"REASON"}});
  for (const auto& item : entries) {
    const auto& entry = as_object(item);
    table.add({calm_time(text_at(entry, "at")), text_at(entry, "who"), text_at(entry, "action"),
               text_at(entry, "subject"), text_at(entry, "reason")});
  }
  print_or(session, table, "Nothing.\n");
}

}  // namespace triand::ctl
