#include <memory>
#include <ostream>

#include "daemon/ctl/command.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/fields_view.hpp"
#include "daemon/ctl/input_file.hpp"
#include "daemon/ctl/problem_view.hpp"
#include "daemon/ctl/table.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

int list(Session& session) {
  const auto document = session.client().get("/api/v1/letters");
  session.show(document, [&] {
    Table table({{"BATCH"}, {"STATE"}, {"LETTERS", Table::Side::right}, {"CREATED"}});
    for (const auto& item : items_at(document, "batches")) {
      const auto& batch = as_object(item);
      table.add({text_at(batch, "batch"), words_of(text_at(batch, "state")),
                 thousands(number_at(batch, "letters")), calm_time(text_at(batch, "created"))});
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
  const auto document = session.client().post("/api/v1/letters/" + percent_encoded(batch) + "/release");
  session.show(document, [&] { print_fields(session.out(), document); });
  return kDone;
}

int acknowledge(Session& session, const std::string& file) {
  require_file(file);
  Call call;
  call.method = "POST";
  call.target = "/api/v1/letters/ack";
  call.content_type = "text/csv";
  call.file = file;
  const auto document = session.client().ask(call);
  session.show(document, [&] { print_fields(session.out(), document); });
  return number_at(document, "rejected") > 0 ? kPartly : kDone;
}

}  // namespace

void add_letters(CLI::App& root, Session& session) {
  CLI::App& group = add_group(root, "letters", "Batches of letters");
  add_command(group, "list", "All batches", "letters list").callback([&session] {
    session.action = [&session] { return list(session); };
  });

  CLI::App& release_command = add_command(
      group, "release", "Close a batch now and hand it over to the printer", "letters release 2026-12-18-01");
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
}

}  // namespace triand::ctl
