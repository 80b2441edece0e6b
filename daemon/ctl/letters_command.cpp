#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "daemon/ctl/command.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/fields_view.hpp"
#include "daemon/ctl/input_file.hpp"
#include "daemon/ctl/job.hpp"
#include "daemon/ctl/problem_view.hpp"
#include "daemon/ctl/table.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

int list(Session& session) {
  const auto document = session.client().get("/api/v1/letters");
  session.show(document, [&] {
    Table table({{"BATCH"},
                 {"STATE"},
                 {"LETTERS", Table::Side::right},
                 {"POSTED", Table::Side::right},
                 {"RETURNED", Table::Side::right},
                 {"CREATED"}});
    for (const auto& item : items_at(document, "batches")) {
      const auto& batch = as_object(item);
      std::string state = words_of(text_at(batch, "state"));
      if (const std::string of = text_at(batch, "reprint_of"); !of.empty()) state += ", instead of " + of;
      table.add({text_at(batch, "batch"), std::move(state), thousands(number_at(batch, "letters")),
                 thousands(number_at(batch, "posted")), thousands(number_at(batch, "returned")),
                 calm_time(text_at(batch, "created"))});
    }
    if (table.empty()) {
      session.out() << "No batches.\n";
    } else {
      table.print(session.out());
    }
  });
  return kDone;
}

int release(Session& session, const std::string& batch) {
  auto answer = session.client().post("/api/v1/letters/" + percent_encoded(batch) + "/release");
  const auto document = await_job(session, std::move(answer), "printing");
  session.show(document, [&] { print_fields(session.out(), document); });
  return kDone;
}

// One line for each row that was not taken, as FILE:LINE: what is wrong.
void print_faults(std::ostream& out, const std::string& file, const boost::json::object& document) {
  for (const auto& item : items_at(document, "faults")) {
    const auto& fault = as_object(item);
    out << file << ':' << number_at(fault, "line") << ": " << text_at(fault, "message") << '\n';
  }
}

int acknowledge(Session& session, const std::string& file) {
  require_file(file);
  Call call;
  call.method = "POST";
  call.target = "/api/v1/letters/ack";
  call.content_type = "text/csv";
  call.file = file;
  const auto document = session.client().ask(call);
  session.show(document, [&] {
    print_fields(session.out(), document);
    if (const auto& repeated = items_at(document, "repeated"); !repeated.empty())
      session.out() << thousands(static_cast<std::int64_t>(repeated.size()))
                    << " rows were known before and changed nothing.\n";
    print_faults(session.world().err, file, document);
  });
  return number_at(document, "rejected") > 0 ? kPartly : kDone;
}

int reprint(Session& session, const std::string& batch, const std::vector<std::string>& references,
            const std::string& reason) {
  std::string all;
  for (const std::string& reference : references) all += (all.empty() ? "" : " ") + reference;
  auto answer = session.client().post("/api/v1/letters/" + percent_encoded(batch) + "/reprint",
                                      {{"references", all}, {"reason", reason}});
  const auto document = await_job(session, std::move(answer), "printing");
  session.show(document, [&] {
    print_fields(session.out(), document);
    for (const auto& item : items_at(document, "left_out")) {
      const auto& letter = as_object(item);
      session.world().err << text_at(letter, "reference") << ": " << text_at(letter, "message") << '\n';
    }
  });
  return items_at(document, "left_out").empty() ? kDone : kPartly;
}

}  // namespace

void add_letters(CLI::App& root, Session& session) {
  CLI::App& group = add_group(root, "letters", "Batches of letters");
  add_command(group, "list", "All batches", "letters list").callback([&session] {
    session.action = [&session] { return list(session); };
  });

  CLI::App& release_command =
      add_command(group, "release", "Close a batch now and hand it over to the printer",
                  "letters release tri-an-2026-20261218-001");
  const auto batch = std::make_shared<std::string>();
  release_command.add_option("BATCH", *batch, "the batch")->required();
  release_command.callback(
      [&session, batch] { session.action = [&session, batch] { return release(session, *batch); }; });

  CLI::App& ack_command =
      add_command(group, "ack",
                  "Take what the printer and the post say: reference,status,date,reason with status "
                  "printed, posted, returned or rejected",
                  "letters ack posted.csv");
  const auto file = std::make_shared<std::string>();
  ack_command.add_option("FILE", *file, "the acknowledgements (CSV)")->required();
  ack_command.callback(
      [&session, file] { session.action = [&session, file] { return acknowledge(session, *file); }; });

  CLI::App& reprint_command =
      add_command(group, "reprint",
                  "Print letters of a batch once more, as a new batch that names the old one: all that "
                  "nobody has reported posted, "
                  "returned or refused, or those named",
                  "letters reprint tri-an-2026-20261218-001 --reason \"lost by the printer\"");
  const auto of = std::make_shared<std::string>();
  const auto references = std::make_shared<std::vector<std::string>>();
  const auto reason = std::make_shared<std::string>();
  reprint_command.add_option("BATCH", *of, "the batch")->required();
  reprint_command.add_option("--reference", *references, "only this letter; may be repeated");
  reprint_command.add_option("--reason", *reason, "why, for the audit");
  reprint_command.callback([&session, of, references, reason] {
    session.action = [&session, of, references, reason] {
      return reprint(session, *of, *references, *reason);
    };
  });
}

}  // namespace triand::ctl
