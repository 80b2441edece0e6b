#include "daemon/ctl/command.hpp"

namespace triand::ctl {
namespace {

const std::string kGlobals =
    "\nGlobal options, before or after the command:\n"
    "  --socket PATH   the service's control socket (else TRIAND_SOCKET, else the config's)\n"
    "  --json          one JSON document on standard output; errors as JSON, last on standard error\n"
    "  --no-color      no colours\n"
    "  --yes           do not stop at a question\n"
    "  --quiet         no remarks and no progress\n";

}  // namespace

CLI::App& add_command(CLI::App& parent, const std::string& name, const std::string& description,
                      const std::string& example) {
  CLI::App& command = *parent.add_subcommand(name, description);
  command.fallthrough();
  command.footer("Example:\n  trianctl " + example + "\n" + kGlobals);
  return command;
}

CLI::App& add_group(CLI::App& parent, const std::string& name, const std::string& description) {
  CLI::App& group = *parent.add_subcommand(name, description);
  group.fallthrough();
  group.require_subcommand(1);
  group.footer("Each command has its own help, for example:\n  trianctl " + name + " COMMAND --help\n" +
               kGlobals);
  return group;
}

bool shown(const CLI::App* command) { return !command->get_group().empty(); }

}  // namespace triand::ctl
