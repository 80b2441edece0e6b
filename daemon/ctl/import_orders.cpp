#include "daemon/ctl/import_orders.hpp"

#include <ostream>

#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/job.hpp"
#include "daemon/ctl/table.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

void print_undo(Session& session, const boost::json::object& document) {
  session.out() << "Import " << text_at(document, "import")
                << " was taken back: " << thousands(number_at(document, "removed")) << " customers removed, "
                << thousands(number_at(document, "restored")) << " restored\n";
  const auto& kept = object_at(document, "kept");
  if (const auto count = number_at(kept, "changed_since"); count > 0)
    session.out() << thousands(count) << " are named or were changed by a later list and left alone\n";
  if (const auto count = number_at(kept, "in_campaign"); count > 0)
    session.out() << thousands(count) << " belong to a campaign's plan and were left alone\n";
  if (const auto count = number_at(kept, "erased"); count > 0)
    session.out() << thousands(count) << " were erased and left alone\n";
}

void print_kind(Session& session, const std::string& title, const boost::json::object& kind) {
  const std::int64_t groups = number_at(kind, "groups");
  session.out() << title << ": " << thousands(groups);
  if (groups > 0) session.out() << ", " << thousands(number_at(kind, "customers")) << " customers";
  session.out() << '\n';
  Table table({{""}, {""}}, "  ");
  for (const auto& value : items_at(kind, "first")) {
    const auto& group = as_object(value);
    std::string codes;
    for (const auto& code : items_at(group, "customers"))
      codes.append(codes.empty() ? "" : " ").append(readable(code));
    table.add({text_at(group, "shared"), codes});
  }
  table.print(session.out());
}

}  // namespace

int undo_import(Session& session, const std::string& import) {
  boost::json::object body;
  const auto document =
      await_job(session, session.client().post("/api/v1/imports/" + percent_encoded(import) + "/undo", body),
                "taking back");
  session.show(document, [&] { print_undo(session, document); });
  return object_at(document, "kept").empty() ? kDone : kPartly;
}

int list_imports(Session& session) {
  const auto document = session.client().get("/api/v1/imports");
  session.show(document, [&] {
    Table table({{"import"},
                 {"file"},
                 {"state"},
                 {"started"},
                 {"by"},
                 {"read", Table::Side::right},
                 {"new", Table::Side::right},
                 {"changed", Table::Side::right},
                 {"rejected", Table::Side::right}});
    for (const auto& value : items_at(document, "imports")) {
      const auto& row = as_object(value);
      table.add({text_at(row, "import"), text_at(row, "file"), text_at(row, "state"),
                 text_at(row, "started_at"), text_at(row, "who"), thousands(number_at(row, "read")),
                 thousands(number_at(row, "inserted")), thousands(number_at(row, "updated")),
                 thousands(number_at(row, "rejected"))});
    }
    table.print(session.out());
  });
  return kDone;
}

int find_duplicates(Session& session, std::size_t limit, bool reveal) {
  const std::string target =
      "/api/v1/customers/duplicates?limit=" + std::to_string(limit) + (reveal ? "&reveal=1" : "");
  const auto document = await_job(session, session.client().post(target, boost::json::object()), "comparing");
  session.show(document, [&] {
    print_kind(session, "Telephones of several customers", object_at(document, "phone"));
    print_kind(session, "Same name and address", object_at(document, "person"));
    print_kind(session, "Codes that lists gave to different units", object_at(document, "unit"));
  });
  return kDone;
}

}  // namespace triand::ctl
