#include <memory>
#include <ostream>

#include "daemon/ctl/command.hpp"
#include "daemon/ctl/delivery_view.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/import.hpp"
#include "daemon/ctl/table.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

void print_customer(Session& session, const boost::json::object& customer) {
  Table table({{""}, {""}});
  for (const auto& field : customer) {
    const std::string_view key(field.key());
    if (key == "schema" || field.value().is_object() || field.value().is_array()) continue;
    table.add({words_of(key), readable(field.value())});
  }
  for (const auto& field : object_at(customer, "extra")) {
    table.add({std::string(field.key()), readable(field.value())});
  }
  table.print(session.out());
  session.out() << '\n';
  print_deliveries(session, items_at(customer, "deliveries"));
}

int show_customer(Session& session, const std::string& code) {
  const auto document = session.client().get("/api/v1/customers/" + percent_encoded(code));
  session.show(document, [&] { print_customer(session, document); });
  return 0;
}

void add_import(CLI::App& group, Session& session) {
  CLI::App& command = add_command(group, "import",
                                  "Load a customer list (CSV, XLSX, ODS); loading it twice changes nothing.\n"
                                  "Ends with 3 when rows were rejected; they are in the rejects file, which "
                                  "loads again once corrected",
                                  "customers import pa05.csv --unit PA05");
  const auto options = std::make_shared<ImportOptions>();
  command.add_option("FILE", options->file, "the list")->required();
  command.add_option("--unit", options->unit, "the power company of rows that name none: its code prefix");
  command.add_option(
      "--rejects", options->rejects,
      "where rows that need a correction go (default: <FILE without extension>.rejects.csv here)");
  command.add_flag("--dry-run", options->dry_run, "check everything, change nothing");
  command.add_option("--sheet", options->sheet, "the sheet of a workbook (default: its first)");
  command.callback([&session, options] {
    session.action = [&session, options] { return import_customers(session, *options); };
  });
}

}  // namespace

void add_customers(CLI::App& root, Session& session) {
  CLI::App& group = add_group(root, "customers", "Load customers and look at one");
  add_import(group, session);
  CLI::App& show = add_command(group, "show", "One customer with everything that was sent",
                               "customers show PA05010001234");
  const auto code = std::make_shared<std::string>();
  show.add_option("CODE", *code, "the customer code")->required();
  show.callback(
      [&session, code] { session.action = [&session, code] { return show_customer(session, *code); }; });
}

}  // namespace triand::ctl
