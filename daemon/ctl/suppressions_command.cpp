#include <memory>
#include <optional>
#include <ostream>

#include "daemon/ctl/command.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/input_file.hpp"
#include "daemon/ctl/job.hpp"
#include "daemon/ctl/rejects_file.hpp"
#include "daemon/ctl/suppression_view.hpp"
#include "daemon/ctl/text.hpp"
#include "daemon/ctl/upload.hpp"

namespace triand::ctl {
namespace {

struct Options {
  std::string subject;
  std::string scope;
  std::string about;
  std::string reason;
  std::string until;
  std::string note;
  std::string file;
  std::string rejects;
  std::string sheet;
  std::string encoding;
  std::int64_t limit = 0;
  std::int64_t before = 0;
  bool reveal = false;
};
using Given = std::shared_ptr<Options>;

// "-" reads it from standard input, so that a telephone need not stand in the shell's history.
std::string subject_of(Session& session, const Options& given) {
  if (given.subject != "-") return given.subject;
  std::string text = session.standard_input();
  text.erase(std::min(text.find_first_of("\r\n"), text.size()));
  return text;
}

void put(boost::json::object& body, const char* name, const std::string& value) {
  if (!value.empty()) body[name] = value;
}

int add(Session& session, const Options& given) {
  boost::json::object body;
  body["subject"] = subject_of(session, given);
  put(body, "scope", given.scope);
  put(body, "class", given.about);
  put(body, "reason", given.reason);
  put(body, "until", given.until);
  put(body, "note", given.note);
  const auto document = session.client().post("/api/v1/suppressions", body);
  session.show(document, [&] {
    const std::string fate = text_at(document, "fate");
    session.out() << (fate == "added"      ? "Suppressed from now on.\n"
                      : fate == "extended" ? "Was suppressed already and is for longer now.\n"
                                           : "Was suppressed already, for as long; nothing has changed.\n");
    print_suppressions(session, boost::json::array({document}));
  });
  return kDone;
}

int remove(Session& session, const Options& given) {
  boost::json::object body;
  body["subject"] = subject_of(session, given);
  put(body, "scope", given.scope);
  put(body, "class", given.about);
  put(body, "reason", given.reason);
  const auto document = session.client().post("/api/v1/suppressions/remove", body);
  session.show(document, [&] {
    session.out() << "Removed.\n";
    const auto& left = items_at(document, "suppressions");
    if (left.empty()) return;
    session.out() << "Still suppressed:\n";
    print_suppressions(session, left);
  });
  return kDone;
}

boost::json::object find(Session& session, const Options& given) {
  boost::json::object body;
  body["subject"] = subject_of(session, given);
  body["reveal"] = given.reveal;
  return session.client().post("/api/v1/suppressions/find", body);
}

boost::json::object page(Session& session, const Options& given) {
  std::string target = "/api/v1/suppressions?limit=" + std::to_string(given.limit);
  if (given.before > 0) target += "&before=" + std::to_string(given.before);
  if (given.reveal) target += "&reveal=1";
  return session.client().get(target);
}

int list(Session& session, const Options& given) {
  const auto document = given.subject.empty() ? page(session, given) : find(session, given);
  session.show(document, [&] {
    print_suppressions(session, items_at(document, "suppressions"));
    if (const auto& former = items_at(document, "former"); !former.empty()) {
      session.out() << "Before:\n";
      print_suppressions(session, former);
    }
  });
  if (const std::string next = text_at(document, "next"); !next.empty())
    session.note("there may be more: trianctl suppressions list --before " + next);
  return kDone;
}

std::string import_target(const Options& given) {
  std::string target = "/api/v1/suppressions/import?file=" + percent_encoded(base_name(given.file));
  for (const auto& [name, value] :
       {std::pair("scope", given.scope), std::pair("class", given.about), std::pair("reason", given.reason),
        std::pair("until", given.until), std::pair("note", given.note), std::pair("sheet", given.sheet),
        std::pair("encoding", given.encoding)})
    if (!value.empty()) target += std::string("&") + name + "=" + percent_encoded(value);
  if (given.rejects.ends_with(".xlsx")) target += "&rejects=xlsx";
  return target;
}

int import(Session& session, const Options& given) {
  require_file(given.file);
  const RejectsFile rejects(session, session.world(), given.rejects, given.file);
  auto document = await_job(session, upload(session, import_target(given), given.file), "importing");
  const std::int64_t rejected = number_at(document, "rejected");
  document["rejects_file"] = nullptr;
  std::optional<Failure> trouble;
  if (const std::string id = text_at(document, "import"); rejected > 0 && !id.empty()) {
    try {
      rejects.write(session.client(), id);
      document["rejects_file"] = rejects.path();
    } catch (const Failure& failure) {
      trouble = failure;
    }
  }
  // The import is done, whatever becomes of the file: its numbers are always shown.
  session.show(document, [&] { print_suppression_import(session, document); });
  if (trouble) throw Failure(*trouble);
  if (rejected == 0) return kDone;
  session.note(thousands(rejected) + " rows were rejected; correct them and import that file");
  return kPartly;
}

using Body = int (*)(Session&, const Options&);

CLI::App& command(CLI::App& group, Session& session, const Given& given, const std::string& name,
                  const std::string& description, const std::string& example, Body body) {
  CLI::App& out = add_command(group, name, description, example);
  out.callback([&session, given, body] {
    session.action = [&session, given, body] { return body(session, *given); };
  });
  return out;
}

void add_subject(CLI::App& app, const Given& given) {
  app.add_option("ADDRESS_OR_CODE", given->subject,
                 "a telephone, an email or a customer code; - reads it from standard input")
      ->required();
}

void add_terms(CLI::App& app, const Given& given, const std::string& rows) {
  app.add_option("--scope", given->scope,
                 "by what they must not be written to" + rows +
                     ": all (default), sms, zalo, email, letter, website or exec");
  app.add_option("--class", given->about,
                 "all (default), or advertising: other campaigns may still write, as to Do-Not-Call numbers");
  app.add_option("--reason", given->reason,
                 "why" + rows +
                     ": opted_out (default), do_not_call, blocked_by_recipient, bad_number, no_such_address, "
                     "returned_letter or refused");
  app.add_option("--until", given->until, "the last day (2026-12-31); without it for good");
  app.add_option("--note", given->note, "a remark, kept with who and when");
}

}  // namespace

void add_suppressions(CLI::App& root, Session& session) {
  CLI::App& group =
      add_group(root, "suppressions", "Who must not be written to, in plans and while a campaign is running");
  const auto given = std::make_shared<Options>();
  CLI::App& add_one = command(group, session, given, "add",
                              "Never write to a telephone, email or customer, from this moment on.\n"
                              "What is suppressed already is only ever made longer",
                              "suppressions add 0912345678 --scope sms --reason opted_out", add);
  add_subject(add_one, given);
  add_terms(add_one, given, "");
  CLI::App& remove_one =
      command(group, session, given, "remove",
              "Take a suppression back, of one scope or class or of all. Of a customer whose data was "
              "erased: lists may "
              "bring the data again",
              "suppressions remove PA05010001234 --reason \"asked in writing to be thanked\"", remove);
  add_subject(remove_one, given);
  remove_one.add_option("--scope", given->scope, "only this one (default: everything that holds)");
  remove_one.add_option("--class", given->about, "only that of this class, all or advertising");
  remove_one.add_option("--reason", given->reason, "why; it is kept with who and when");
  CLI::App& list_all = command(group, session, given, "list",
                               "Suppressions, newest first; of one address or customer also what held before",
                               "suppressions list 0912345678 --reveal", list);
  list_all.add_option("ADDRESS_OR_CODE", given->subject,
                      "only of this telephone, email or customer code; - reads it from standard input");
  list_all.add_option("--limit", given->limit, "as many at most (default 100)")
      ->default_val(100)
      ->check(CLI::Range(1, 10'000));
  list_all.add_option("--before", given->before, "only those with a smaller number: the next page");
  list_all.add_flag("--reveal", given->reveal, "show addresses whole; audited");
  CLI::App& import_list =
      command(group, session, given, "import",
              "Load a list (CSV, XLSX, ODS) with a header: phone, email, customer_code or address (any of "
              "the three), and\n"
              "scope, class, reason, until, note where they differ. Loading it twice changes nothing.\n"
              "Ends with 3 when rows were rejected; they are in the rejects file, which loads again once "
              "corrected",
              "suppressions import dnc.csv --reason do_not_call --class advertising", import);
  import_list.add_option("FILE", given->file, "the list")->required();
  add_terms(import_list, given, ", for rows that do not say");
  import_list.add_option(
      "--rejects", given->rejects,
      "where rows that need a correction go, as CSV or, if its name ends so, .xlsx (default: <FILE without "
      "extension>.rejects.csv here)");
  import_list.add_option(
      "--sheet", given->sheet,
      "the sheet of a workbook, by name or number (default: its first that is not hidden)");
  import_list.add_option(
      "--encoding", given->encoding,
      "of a text: utf-8, utf-16le, utf-16be, windows-1258, tcvn3 or viscii (default: found out)");
}

}  // namespace triand::ctl
