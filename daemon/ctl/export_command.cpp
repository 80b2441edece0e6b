#include <memory>
#include <ostream>

#include "daemon/ctl/command.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/file_commands.hpp"
#include "daemon/ctl/result_file.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

// Exports and reports are for their owner and the group: they speak of persons.
constexpr mode_t kForTheGroup = 0640;
constexpr const char* kNameAnother = "name a file that you may write with -o FILE";

struct Options {
  std::string id;
  std::string file;
  bool reveal = false;
};

int write_file(Session& session, const Options& given, const std::string& what, const std::string& doing,
               const boost::json::object& body) {
  FileDraft draft(given.file, kNameAnother);
  auto answer = session.client().post("/api/v1/campaigns/" + percent_encoded(given.id) + "/" + what, body);
  auto document = fetch_result(session, std::move(answer), doing, draft);
  draft.replace(kForTheGroup);
  document["file"] = given.file;
  session.show(document, [&] {
    session.out() << harmless(given.file) << ": ";
    if (document.contains("rows")) session.out() << thousands(number_at(document, "rows")) << " rows, ";
    session.out() << thousands(number_at(document, "bytes")) << " bytes\n";
  });
  if (document.contains("closed") && !flag_at(document, "closed"))
    session.note("the campaign is not over yet: the figures still move");
  return kDone;
}

int export_deliveries(Session& session, const Options& given) {
  boost::json::object body;
  body["format"] = format_of(given.file, {"csv", "xlsx"});
  body["reveal"] = given.reveal;
  return write_file(session, given, "export", "writing", body);
}

int report(Session& session, const Options& given) {
  boost::json::object body;
  body["format"] = format_of(given.file, {"html", "xlsx", "json"});
  return write_file(session, given, "report", "reporting", body);
}

CLI::App& add(CLI::App& group, Session& session, const std::string& name, const std::string& description,
              const std::string& example, const std::string& file, const std::shared_ptr<Options>& given,
              int (*body)(Session&, const Options&)) {
  CLI::App& command = add_command(group, name, description, example);
  command.add_option("ID", given->id, "the campaign, for example tri-an-2026")->required();
  command.add_option("-o,--output", given->file, file)->required();
  command.callback([&session, given, body] {
    session.action = [&session, given, body] { return body(session, *given); };
  });
  return command;
}

}  // namespace

void add_delivery_export(CLI::App& group, Session& session) {
  const auto given = std::make_shared<Options>();
  add(group, session, "export",
      "Write every delivery of a campaign to a file, and every recipient who has none: one row each, however "
      "many",
      "deliveries export tri-an-2026 -o tri-an-2026.csv",
      "the file: .csv or .xlsx; one that exists is replaced", given, export_deliveries)
      .add_flag("--reveal", given->reveal, "whole addresses, if your role allows it; this is audited");
}

void add_campaign_report(CLI::App& group, Session& session) {
  const auto given = std::make_shared<Options>();
  add(group, session, "report",
      "The closing report: who was reached, how, what it cost, and what to mend in the data, by unit. As "
      ".json the "
      "signed archive of a campaign whose personal data was removed",
      "campaign report tri-an-2026 -o tri-an-2026.html",
      "the file: .html, .xlsx or .json; one that exists is replaced", given, report);
}

}  // namespace triand::ctl
