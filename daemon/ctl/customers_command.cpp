#include <memory>
#include <ostream>

#include "daemon/ctl/command.hpp"
#include "daemon/ctl/delivery_view.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/fields_view.hpp"
#include "daemon/ctl/import.hpp"
#include "daemon/ctl/import_orders.hpp"
#include "daemon/ctl/suppression_view.hpp"
#include "daemon/ctl/table.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

void print_call_notes(Session& session, const boost::json::array& notes) {
  if (notes.empty()) return;
  session.out() << "\nNotes of calls:\n";
  Table table({{"at"}, {"who"}, {"note"}});
  for (const auto& item : notes) {
    const auto& note = item.as_object();
    table.add({readable(note.at("at")), readable(note.at("who")), readable(note.at("note"))});
  }
  table.print(session.out());
}

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
  print_feedback(session, items_at(customer, "feedback"));
  print_not_written_to(session, items_at(customer, "not_written_to"));
  if (const auto& suppressions = items_at(customer, "suppressions"); !suppressions.empty()) {
    session.out() << "\nMust not be written to:\n";
    print_suppressions(session, suppressions);
  }
  print_call_notes(session, items_at(customer, "notes"));
}

int show_customer(Session& session, const std::string& code) {
  const auto document = session.client().get("/api/v1/customers/" + percent_encoded(code));
  session.show(document, [&] { print_customer(session, document); });
  return 0;
}

int erase_customer(Session& session, const std::string& code, const std::string& confirm) {
  if (confirm != code) {
    throw Failure(kUsage, "not-confirmed", "--confirm is not the customer's code",
                  "what is erased is gone for good; repeat the code: --confirm CODE");
  }
  boost::json::object body;
  body["confirm"] = confirm;
  const auto document = session.client().post("/api/v1/customers/" + percent_encoded(code) + "/erase", body);
  session.show(document, [&] { print_fields(session.out(), document); });
  return kDone;
}

void add_erase(CLI::App& group, Session& session) {
  CLI::App& command = add_command(
      group, "erase",
      "The right to be forgotten: name, addresses and texts go for good, what waits is not sent, and nobody\n"
      "writes to the person again. That something was sent, and when, stays. Lists do not bring the data\n"
      "back until `suppressions remove CODE`",
      "customers erase PA05010001234 --confirm PA05010001234");
  const auto code = std::make_shared<std::string>();
  const auto confirm = std::make_shared<std::string>();
  command.add_option("CODE", *code, "the customer code")->required();
  command.add_option("--confirm", *confirm, "the customer code once more")->required();
  command.callback([&session, code, confirm] {
    session.action = [&session, code, confirm] { return erase_customer(session, *code, *confirm); };
  });
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
      "where rows that need a correction go, as CSV or, if its name ends so, .xlsx (default: <FILE without "
      "extension>.rejects.csv here)");
  command.add_flag("--dry-run", options->dry_run, "check everything, change nothing");
  command.add_option("--sheet", options->sheet,
                     "the sheet of a workbook, by name or number (default: its first that is not hidden)");
  command.add_option(
      "--encoding", options->encoding,
      "of a text: utf-8, utf-16le, utf-16be, windows-1258, tcvn3 or viscii (default: found out)");
  command
      .add_option("--column", options->columns,
                  "HEADER=MEANING for a column whose header does not say it: customer_code, full_name, "
                  "phone, email,\n"
                  "address, unit, province, segment, language, opt_out, or extra; may be given several times")
      ->type_name("HEADER=MEANING")
      ->allow_extra_args(false);
  command.callback([&session, options] {
    session.action = [&session, options] { return import_customers(session, *options); };
  });
}

void add_import_orders(CLI::App& group, Session& session) {
  CLI::App& undo = add_command(
      group, "undo",
      "Take back an import: customers that it brought are removed, those that it changed are what they "
      "were.\n"
      "Whom a later list names or changed or a campaign has planned for is left alone; then it ends with 3",
      "customers undo 12");
  const auto import = std::make_shared<std::string>();
  undo.add_option("IMPORT", *import, "its number, from `customers import` or `customers imports`")
      ->required();
  undo.callback(
      [&session, import] { session.action = [&session, import] { return undo_import(session, *import); }; });
  CLI::App& imports =
      add_command(group, "imports", "The lists that were loaded, newest first", "customers imports");
  imports.callback([&session] { session.action = [&session] { return list_imports(session); }; });
  CLI::App& duplicates = add_command(
      group, "duplicates",
      "Customers that may be one and the same, over all lists: a telephone of several, the same name and\n"
      "address, a code that lists gave to different units. A campaign's `one_per` decides who is written to",
      "customers duplicates --limit 100");
  const auto limit = std::make_shared<std::size_t>(20);
  const auto reveal = std::make_shared<bool>(false);
  duplicates.add_option("--limit", *limit, "as many of each kind are shown (default 20)")
      ->check(CLI::Range(0, 100'000));
  duplicates.add_flag("--reveal", *reveal, "show telephones, names and addresses whole; audited");
  duplicates.callback([&session, limit, reveal] {
    session.action = [&session, limit, reveal] { return find_duplicates(session, *limit, *reveal); };
  });
}

}  // namespace

void add_customers(CLI::App& root, Session& session) {
  CLI::App& group = add_group(root, "customers", "Load customers, look at one, and forget one");
  add_import(group, session);
  add_import_orders(group, session);
  add_erase(group, session);
  CLI::App& show = add_command(group, "show", "One customer with everything that was sent",
                               "customers show PA05010001234");
  const auto code = std::make_shared<std::string>();
  show.add_option("CODE", *code, "the customer code")->required();
  show.callback(
      [&session, code] { session.action = [&session, code] { return show_customer(session, *code); }; });
}

}  // namespace triand::ctl
