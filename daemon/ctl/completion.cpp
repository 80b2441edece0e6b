#include "daemon/ctl/completion.hpp"

#include <memory>

#include <fmt/format.h>

#include "daemon/ctl/command.hpp"

namespace triand::ctl {
namespace {

std::string words_of_app(const CLI::App& app) {
  std::string words;
  for (const CLI::App* command : app.get_subcommands(shown)) {
    words += command->get_name() + ' ';
  }
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) words += "--" + name + ' ';
  }
  return words;
}

// The deepest commands first: the first pattern that fits wins.
void add_cases(const CLI::App& app, const std::string& path, const std::string& globals, std::string& cases) {
  for (const CLI::App* command : app.get_subcommands(shown)) {
    add_cases(*command, path + ' ' + command->get_name(), globals, cases);
  }
  const std::string pattern = path.empty() ? "*" : "\"" + path + "\"*";
  cases += "    " + pattern + ") words='" + words_of_app(app) + (path.empty() ? "" : globals) + "' ;;\n";
}

std::string bash_script(const CLI::App& root) {
  std::string globals;
  for (const CLI::Option* option : root.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      if (name != "help") globals += "--" + name + ' ';  // every command has a help of its own
    }
  }
  std::string cases;
  add_cases(root, "", globals, cases);
  return "_trianctl() {\n"
         "  local path='' words='' word\n"
         "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
         "    [[ $word == -* ]] || path=\"$path $word\"\n"
         "  done\n"
         "  case \"$path\" in\n" +
         cases +
         "  esac\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
         "}\n"
         "complete -o default -F _trianctl trianctl\n";
}

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char letter : text.substr(0, text.find('\n'))) {
    if (letter == '\'' || letter == '\\') out += '\\';
    out += letter;
  }
  return out + "'";
}

void add_fish(const CLI::App& app, const std::string& condition, std::string& script) {
  const std::string begin = "complete -c trianctl -n " + quoted(condition);
  std::string names;
  const auto commands = app.get_subcommands(shown);
  for (const CLI::App* command : commands) names += ' ' + command->get_name();
  for (const CLI::App* command : commands) {
    const std::string none_yet = names.empty() ? "" : "; and not __fish_seen_subcommand_from" + names;
    script += "complete -c trianctl -f -n " + quoted(condition + none_yet) + " -a " + command->get_name() +
              " -d " + quoted(command->get_description()) + "\n";
    add_fish(*command, condition + "; and __fish_seen_subcommand_from " + command->get_name(), script);
  }
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      script +=
          fmt::format("{} -l {}{} -d {}\n", begin, name, option->get_items_expected_max() > 0 ? " -r" : "",
                      quoted(option->get_description()));
    }
  }
}

}  // namespace

std::string completion_script(const CLI::App& root, const std::string& shell) {
  if (shell == "bash") return bash_script(root);
  if (shell == "zsh")
    return "autoload -U +X compinit bashcompinit && compinit && bashcompinit\n" + bash_script(root);
  std::string script;
  add_fish(root, "true", script);
  return script;
}

void add_completion(CLI::App& root, Session& session) {
  CLI::App& command =
      add_command(root, "completion", "A script that completes commands and options in your shell",
                  "completion bash > /etc/bash_completion.d/trianctl");
  const auto shell = std::make_shared<std::string>();
  command.add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command.callback([&root, &session, shell] {
    session.action = [&root, &session, shell] {
      session.out() << completion_script(root, *shell) << std::flush;
      return 0;
    };
  });
}

}  // namespace triand::ctl
