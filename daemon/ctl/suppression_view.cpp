#include "daemon/ctl/suppression_view.hpp"

#include <ostream>

#include "daemon/ctl/document.hpp"
#include "daemon/ctl/notices_view.hpp"
#include "daemon/ctl/table.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

std::string subject_of(const boost::json::object& one) {
  if (std::string code = text_at(one, "customer_code"); !code.empty()) return code;
  if (std::string address = text_at(one, "address"); !address.empty()) return address;
  return text_at(one, "kind") + " (erased)";
}

std::string scope_of(const boost::json::object& one) {
  const std::string scope = text_at(one, "scope");
  return text_at(one, "class") == "advertising" ? scope + ", advertising only" : scope;
}

std::string end_of(const boost::json::object& one) {
  const std::string until = calm_time(text_at(one, "until"));
  if (until.empty()) return "for good";
  return flag_at(one, "active") ? until : until + " (over)";
}

}  // namespace

void print_suppressions(Session& session, const boost::json::array& suppressions) {
  Table table({{"NUMBER", Table::Side::right},
               {"WHO"},
               {"SCOPE"},
               {"REASON"},
               {"SINCE"},
               {"UNTIL"},
               {"BY"},
               {"NOTE"}});
  for (const auto& item : suppressions) {
    const auto& one = as_object(item);
    table.add({text_at(one, "id"), subject_of(one), scope_of(one), words_of(text_at(one, "reason")),
               calm_time(text_at(one, "since")), end_of(one), text_at(one, "who"), text_at(one, "note")});
  }
  if (table.empty()) {
    session.out() << "None.\n";
  } else {
    table.print(session.out());
  }
}

void print_suppression_import(Session& session, const boost::json::object& document) {
  Table table({{""}, {"", Table::Side::right}});
  for (const char* key : {"read", "taken", "added", "extended", "unchanged", "rejected"})
    table.add({key, thousands(number_at(document, key))});
  table.print(session.out());
  const auto& rejections = object_at(document, "rejections");
  if (!rejections.empty()) {
    session.out() << "Rejections\n";
    Table reasons({{""}, {"", Table::Side::right}}, "  ");
    for (const auto& count : rejections)
      reasons.add({words_of(std::string_view(count.key())), readable(count.value())});
    reasons.print(session.out());
  }
  print_notices(session, document);
  if (const std::string path = text_at(document, "rejects_file"); !path.empty())
    session.out() << "Rows to correct are in " << path << '\n';
}

}  // namespace triand::ctl
