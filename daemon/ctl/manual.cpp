#include "daemon/ctl/manual.hpp"

#include <memory>

#include "daemon/ctl/command.hpp"

namespace triand::ctl {
namespace {

constexpr const char* kHead = ".TH TRIANCTL 1 \"2026-11-28\" \"triand " TRIAND_VERSION
                              "\" \"triand\"\n"
                              ".SH NAME\n"
                              "trianctl \\- operates triand, the service that sends the yearly thank\\-you\n"
                              ".SH SYNOPSIS\n"
                              ".B trianctl\n"
                              ".RI [ OPTIONS ]\n"
                              ".I COMMAND\n"
                              ".SH DESCRIPTION\n"
                              "Talks to the running service over its control socket. What a caller may do is "
                              "decided by the system user who\n"
                              "calls. Data goes to standard output, everything else to standard error.\n"
                              "Every command explains itself with\n"
                              ".BR \\-\\-help .\n";

constexpr const char* kTail =
    ".SH EXIT STATUS\n"
    "0 done, 1 failed, 2 usage or an input file that is missing or invalid, 3 partly done (some rows "
    "rejected),\n"
    "4 not allowed, 5 not found, 6 wrong state, 7 service unreachable, 8 refused by policy, 130 "
    "interrupted.\n"
    ".SH ENVIRONMENT\n"
    ".TP\n"
    ".B TRIAND_SOCKET\n"
    "The control socket, where \\-\\-socket does not name it.\n"
    ".SH FILES\n"
    ".TP\n"
    ".I /etc/triand/triand.yaml\n"
    "Where the control socket is looked up otherwise.\n"
    ".SH SEE ALSO\n"
    ".BR triand (8),\n"
    ".BR triand.yaml (5)\n";

// Text as roff takes it: nothing in it is a command.
std::string roff(const std::string& text) {
  std::string out;
  for (const char letter : text) {
    const bool line_start = out.empty() || out.back() == '\n';
    if (line_start && (letter == '.' || letter == '\'')) out += "\\&";
    if (line_start && letter == ' ') continue;  // white space at a line's start would break the line
    if (letter == '\\') {
      out += "\\e";
    } else if (letter == '-') {
      out += "\\-";
    } else {
      out += letter;
    }
  }
  return out;
}

std::string capital(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() -= 'a' - 'A';
  return text;
}

// "FILE", "[--unit TEXT]": what is given behind the command's name.
std::string arguments(const CLI::App& command) {
  std::string out;
  for (const CLI::Option* option : command.get_options())
    if (option->get_positional()) out += ' ' + option->get_name(true);
  return out;
}

void add_options(const CLI::App& command, std::string& page) {
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional() || option->check_lname("help")) continue;
    page += ".TP\n.B " + roff(option->get_name(false, true)) + "\n";
    page += roff(capital(option->get_description())) + ".\n";
  }
}

void add_commands(const CLI::App& parent, const std::string& path, std::string& page) {
  for (const CLI::App* command : parent.get_subcommands(shown)) {
    const std::string name = path + command->get_name();
    if (!command->get_subcommands(shown).empty()) {
      add_commands(*command, name + ' ', page);
      continue;
    }
    page += ".SS " + roff(name + arguments(*command)) + "\n" + roff(command->get_description()) + ".\n";
    add_options(*command, page);
  }
}

}  // namespace

std::string manual_page(const CLI::App& root) {
  std::string page = kHead;
  page += ".SH OPTIONS\nBefore or after the command.\n";
  add_options(root, page);
  page += ".SH COMMANDS\n";
  add_commands(root, "", page);
  return page + kTail;
}

void add_manual(CLI::App& root, Session& session) {
  CLI::App& command =
      add_command(root, "manual", "The manual page trianctl(1), for packages", "manual > trianctl.1");
  command.group("");  // for the package alone: not in the help
  command.callback([&root, &session] {
    session.action = [&root, &session] {
      session.out() << manual_page(root) << std::flush;
      return 0;
    };
  });
}

}  // namespace triand::ctl
