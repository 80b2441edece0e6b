#include "daemon/ctl/program.hpp"

#include <algorithm>
#include <ostream>

#include <boost/json/serialize.hpp>

#include "daemon/ctl/command.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/problem_view.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

void add_globals(CLI::App& root, Globals& globals) {
  root.add_option("--socket", globals.socket,
                  "the service's control socket (else TRIAND_SOCKET, else the config's)");
  root.add_flag("--json", globals.json,
                "one JSON document on standard output; errors as JSON on standard error");
  root.add_flag("--no-color", globals.no_color, "no colours");
  root.add_flag("--yes", globals.yes, "do not stop at a question");
  root.add_flag("--quiet", globals.quiet, "no remarks and no progress");
}

void add_commands(CLI::App& root, Session& session) {
  add_globals(root, session.globals);
  root.set_version_flag("--version", std::string("trianctl " TRIAND_VERSION));
  root.require_subcommand(1);
  root.footer(
      "Exit codes: 0 done, 1 failed, 2 usage or a bad input file, 3 partly done, 4 not allowed, 5 not "
      "found,\n"
      "6 wrong state, 7 service unreachable, 8 refused by policy, 130 interrupted.\n"
      "Example:\n  trianctl campaign status --help");
  add_status(root, session);
  add_customers(root, session);
  add_campaign(root, session);
  add_deliveries(root, session);
  add_suppressions(root, session);
  add_letters(root, session);
  add_channels(root, session);
  add_users(root, session);
  add_audit(root, session);
  add_config(root, session);
  add_backup(root, session);
  add_completion(root, session);
  add_manual(root, session);
}

// Also usage errors are JSON when JSON was asked for, and they come before the options are known.
bool wants_json(const std::vector<std::string>& arguments) {
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  return std::find(arguments.begin(), end, "--json") != end;
}

int report(const Failure& failure, bool json, World& world) {
  world.out.flush();
  if (json) {
    world.err << boost::json::serialize(failure.document()) << std::endl;
    return failure.exit();
  }
  print_problems(world.err, items_at(failure.document(), "problems"));
  world.err << "trianctl: " << harmless(failure.what()) << '\n';
  if (!failure.hint().empty()) world.err << "  " << harmless(failure.hint()) << '\n';
  world.err.flush();
  return failure.exit();
}

std::string command_of(const CLI::App& root) {
  std::string command = "trianctl";
  for (const CLI::App* app = &root;;) {
    const auto chosen = app->get_subcommands();
    if (chosen.empty()) return command;
    app = chosen.front();
    command += " " + app->get_name();
  }
}

int run_checked(const std::vector<std::string>& arguments, World& world) {
  Session session(world);
  CLI::App root("Operates triand, the service that sends the yearly thank-you", "trianctl");
  add_commands(root, session);
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    root.parse(std::move(reversed));
  } catch (const CLI::CallForVersion& version) {
    world.out << version.what() << std::endl;
    return kDone;
  } catch (const CLI::CallForHelp&) {
    world.out << root.help() << std::flush;
    return kDone;
  } catch (const CLI::ParseError& error) {
    const auto unknown = root.remaining(true);
    const bool no_command = error.get_name() == "RequiredError" && !unknown.empty();
    const std::string message = no_command ? "there is no command " + unknown.front() : error.what();
    throw Failure(kUsage, "usage", message, "see " + command_of(root) + " --help");
  }
  const int exit = session.action();
  world.out.flush();
  if (!world.out)
    throw Failure(kFailed, "cannot-write", "cannot write to standard output", "is the disk full?");
  return exit;
}

}  // namespace

int run(const std::vector<std::string>& arguments, World& world) {
  const bool json = wants_json(arguments);
  try {
    return run_checked(arguments, world);
  } catch (const Failure& failure) {
    return report(failure, json, world);
  } catch (const std::exception& trouble) {
    return report({kFailed, "failed", trouble.what(), "this is a fault of trianctl; please report it"}, json,
                  world);
  }
}

}  // namespace triand::ctl
