#include <cstdint>
#include <memory>
#include <ostream>

#include "daemon/ctl/campaign_preview.hpp"
#include "daemon/ctl/campaign_view.hpp"
#include "daemon/ctl/campaign_watch.hpp"
#include "daemon/ctl/command.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/fields_view.hpp"
#include "daemon/ctl/file_commands.hpp"
#include "daemon/ctl/input_file.hpp"
#include "daemon/ctl/job.hpp"
#include "daemon/ctl/plan_view.hpp"
#include "daemon/ctl/problem_view.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

// What the commands of this group may be given; each uses its part.
struct Options {
  std::string file;
  std::string id;
  std::string customer;
  std::string channel;
  std::string unit;
  std::string reason;
  std::string confirm;
  std::string to;
  std::string folder;
  int samples = 0;
  bool accept_shortfall = false;
  std::int64_t plan = 0;  // 0: whichever there is
};
using Given = std::shared_ptr<Options>;

std::string path_of(const std::string& id) { return "/api/v1/campaigns/" + percent_encoded(id); }

boost::json::object file_document(const std::string& file) {
  boost::json::object body;
  body["file"] = file;
  body["text"] = text_of_file(file);
  return body;
}

int check(Session& session, const Options& given) {
  const auto document = session.client().post("/api/v1/campaigns/check", file_document(given.file));
  const auto& problems = items_at(document, "problems");
  session.show(document, [&] {
    print_problems(session.out(), problems);
    print_law(session, items_at(document, "warnings"));
  });
  if (problems.empty()) {
    session.note(given.file + " has no faults");
    return kDone;
  }
  throw Failure(kUsage, "invalid-file",
                given.file + " has " + thousands(static_cast<std::int64_t>(problems.size())) +
                    (problems.size() == 1 ? " fault" : " faults"),
                "correct it and check again");
}

int plan(Session& session, const Options& given) {
  auto answer = session.client().post("/api/v1/campaigns/plan", file_document(given.file));
  const auto document = await_job(session, std::move(answer), "planning");
  session.show(document, [&] { print_campaign(session, document); });
  session.note("nothing is sent before: trianctl campaign approve " + text_at(document, "id"));
  return kDone;
}

int test(Session& session, const Options& given) {
  boost::json::object body;
  body["channel"] = given.channel;
  body["to"] = given.to;
  if (!given.customer.empty()) body["customer"] = given.customer;
  const auto document = session.client().post(path_of(given.id) + "/test", body);
  session.show(document, [&] { print_fields(session.out(), document); });
  return kDone;
}

int act(Session& session, const Options& given, const std::string& verb, const boost::json::object& body) {
  const auto document = session.client().post(path_of(given.id) + "/" + verb, body);
  session.show(document, [&] {
    session.out() << harmless(given.id) << ": " << session.state(text_at(document, "state")) << '\n';
  });
  return kDone;
}

int approve(Session& session, const Options& given) {
  boost::json::object body;
  body["accept_shortfall"] = given.accept_shortfall;
  if (given.plan > 0) body["plan"] = given.plan;
  return act(session, given, "approve", body);
}

int hold(Session& session, const Options& given, const std::string& verb) {
  boost::json::object body;
  if (!given.channel.empty()) body["channel"] = given.channel;
  if (!given.unit.empty()) body["unit"] = given.unit;
  if (!given.reason.empty()) body["reason"] = given.reason;
  return act(session, given, verb, body);
}

int cancel(Session& session, const Options& given) {
  if (given.confirm != given.id) {
    throw Failure(kUsage, "not-confirmed", "--confirm " + given.confirm + " is not the campaign " + given.id,
                  "a cancelled campaign stays cancelled; repeat its id: --confirm " + given.id);
  }
  boost::json::object body;
  body["confirm"] = given.confirm;
  if (!given.reason.empty()) body["reason"] = given.reason;
  return act(session, given, "cancel", body);
}

int status(Session& session, const Options& given) {
  if (given.id.empty()) {
    const auto document = session.client().get("/api/v1/campaigns");
    session.show(document, [&] { print_campaigns(session, items_at(document, "campaigns")); });
    return kDone;
  }
  const auto document = session.client().get(path_of(given.id));
  session.show(document, [&] { print_campaign(session, document); });
  return kDone;
}

int balance(Session& session, const Options& given) {
  const auto document = session.client().get(path_of(given.id));
  session.show(document, [&] { print_balance(session, document); });
  if (balances(document)) return kDone;
  throw Failure(kFailed, "not-balanced", "the account of " + given.id + " does not add up",
                "this must not happen; keep the database and the log, and report it");
}

using Body = int (*)(Session&, const Options&);

void run(CLI::App& command, Session& session, const Given& given, Body body) {
  command.callback([&session, given, body] {
    session.action = [&session, given, body] { return body(session, *given); };
  });
}

void takes_file(CLI::App& command, const Given& given) {
  command.add_option("FILE", given->file, "the campaign file (YAML)")->required();
}

void takes_id(CLI::App& command, const Given& given) {
  command.add_option("ID", given->id, "the campaign, for example tri-an-2026")->required();
}

void takes_reason(CLI::App& command, const Given& given) {
  command.add_option("--reason", given->reason, "why; it is kept with who and when");
}

void add_hold(CLI::App& group, Session& session, const std::string& verb, const std::string& description,
              const std::string& example, Body body) {
  const auto given = std::make_shared<Options>();
  CLI::App& command = add_command(group, verb, description, example);
  takes_id(command, given);
  command.add_option("--channel", given->channel, "only this channel");
  command.add_option("--unit", given->unit, "only customers of this unit: its code prefix");
  takes_reason(command, given);
  run(command, session, given, body);
}

void add_before_sending(CLI::App& group, Session& session) {
  auto given = std::make_shared<Options>();
  CLI::App& check_command = add_command(
      group, "check", "Faults of a campaign file and its templates, with lines; ends with 2 if there are any",
      "campaign check tri-an.yaml");
  takes_file(check_command, given);
  run(check_command, session, given, check);

  CLI::App& plan_command = add_command(
      group, "plan",
      "Plan the next window: routes, duplicates, suppressions, parts, cost, forecast. Sends nothing",
      "campaign plan tri-an.yaml");
  takes_file(plan_command, given);
  run(plan_command, session, given, plan);

  CLI::App& preview_command =
      add_command(group, "preview",
                  "The exact messages of a planned campaign: for one customer, or by each channel the "
                  "shortest, the longest and some "
                  "at random; with --files also as files, letters as PDF and pictures",
                  "campaign preview tri-an-2026 --customer PA05010001234 --channel sms\n  trianctl campaign "
                  "preview tri-an-2026 "
                  "--samples 3 --files samples");
  takes_id(preview_command, given);
  preview_command.add_option("--customer", given->customer, "the customer code (default: the first)");
  preview_command.add_option("--channel", given->channel, "only this channel");
  preview_command
      .add_option("--samples", given->samples,
                  "instead of one customer's: the shortest, the longest and so many at random (reads every "
                  "recipient)")
      ->check(CLI::Range(1, 100));
  preview_command.add_option("--files", given->folder,
                             "a folder to write each message into, made if there is none");
  run(preview_command, session, given, [](Session& on, const Options& options) {
    return preview_campaign(on, path_of(options.id),
                            {options.customer, options.channel, options.samples, options.folder});
  });

  CLI::App& test_command = add_command(group, "test",
                                       "Send one real message of a campaign to yourself, marked as a test. "
                                       "It counts in no figure of the campaign",
                                       "campaign test tri-an-2026 --channel sms --to 0912345678");
  takes_id(test_command, given);
  test_command.add_option("--channel", given->channel, "the channel")->required();
  test_command.add_option("--to", given->to, "your telephone, email, postal address or customer code")
      ->required();
  test_command.add_option("--customer", given->customer,
                          "the customer whose data fill it (default: the first)");
  run(test_command, session, given, test);

  CLI::App& approve_command = add_command(group, "approve", "Let a planned campaign be sent in its window",
                                          "campaign approve tri-an-2026");
  takes_id(approve_command, given);
  approve_command.add_flag("--accept-shortfall", given->accept_shortfall,
                           "although the forecast says that not everything can be sent in the window");
  approve_command
      .add_option(
          "--plan", given->plan,
          "only the plan of that number, as `campaign status` shows it; without it whichever there is")
      ->check(CLI::PositiveNumber);
  run(approve_command, session, given, approve);
}

void add_while_sending(CLI::App& group, Session& session) {
  auto given = std::make_shared<Options>();
  CLI::App& status_command = add_command(group, "status", "One campaign's progress, or a line for each",
                                         "campaign status tri-an-2026");
  status_command.add_option("ID", given->id, "the campaign (default: all)");
  run(status_command, session, given, status);

  CLI::App& watch_command = add_command(
      group, "watch",
      "Follow a campaign until it is finished or cancelled; with --json the last state, once it is",
      "campaign watch tri-an-2026");
  takes_id(watch_command, given);
  run(watch_command, session, given,
      [](Session& on, const Options& options) { return watch_campaign(on, path_of(options.id)); });

  CLI::App& balance_command = add_command(group, "balance", "The account of all recipients, which adds up",
                                          "campaign balance tri-an-2026");
  takes_id(balance_command, given);
  run(balance_command, session, given, balance);

  add_campaign_report(group, session);

  add_hold(group, session, "pause", "Stop sending, durably, within two seconds",
           "campaign pause tri-an-2026 --channel sms --reason \"wrong sender\"",
           [](Session& on, const Options& options) { return hold(on, options, "pause"); });
  add_hold(group, session, "resume", "Take up what was paused", "campaign resume tri-an-2026 --channel sms",
           [](Session& on, const Options& options) { return hold(on, options, "resume"); });

  CLI::App& cancel_command =
      add_command(group, "cancel", "End a campaign for good; what is not sent stays unsent",
                  "campaign cancel tri-an-2026 --confirm tri-an-2026");
  takes_id(cancel_command, given);
  cancel_command.add_option("--confirm", given->confirm, "the campaign's id once more")->required();
  takes_reason(cancel_command, given);
  run(cancel_command, session, given, cancel);
}

}  // namespace

void add_campaign(CLI::App& root, Session& session) {
  CLI::App& group = add_group(root, "campaign", "Check, plan, approve and follow campaigns");
  add_before_sending(group, session);
  add_while_sending(group, session);
}

}  // namespace triand::ctl
