#include "channels/exec/exec_settings.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "config/yaml_value.hpp"

namespace triand::channels::exec {
namespace {

using std::chrono::milliseconds;

constexpr const char* kHandedOn[] = {"PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR"};
constexpr const char* kUsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

std::string search_path() {
  const char* path = std::getenv("PATH");
  return path != nullptr && *path != '\0' ? path : kUsualPath;
}

bool is_variable_name(const std::string& name) {
  return !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

Words read_command(config::Block& block, const std::string& folder) {
  const config::YamlValue* written = block.value("command");
  const bool is_list = written != nullptr && written->kind == config::YamlValue::Kind::sequence;
  Words words = is_list ? block.list("command") : words_of(block.text("command"));
  if (written == nullptr) return {};
  if (words.empty() || words.front().empty()) {
    block.complain("command",
                   "is empty; expected a program and its arguments, such as [python3, channel.py]");
    return {};
  }
  if (std::ranges::any_of(words,
                          [](const std::string& word) { return word.find('\0') != std::string::npos; })) {
    block.complain("command", "has a NUL byte");
    return {};
  }
  const std::string program = find_program(words.front(), folder, search_path());
  if (program.empty())
    block.complain("command", "there is no program `" + words.front() +
                                  "` that this user may run; give its path, relative to this file's folder");
  words.front() = program;
  return words;
}

std::vector<config::Secret> read_environment(config::Block& block) {
  std::vector<config::Secret> out;
  config::Block given = block.child_or_empty("environment");
  const std::vector<std::string> names = given.keys();
  for (const char* name : kHandedOn)
    if (const char* value = std::getenv(name);
        value != nullptr && std::ranges::find(names, name) == names.end())
      out.emplace_back(std::string(name) + "=" + value);
  for (const std::string& name : names) {
    const config::Secret value = given.secret(name);
    if (!is_variable_name(name))
      given.complain(name, "expected a variable's name of letters, digits and _");
    else if (value.reveal().find('\0') != std::string::npos)
      given.complain(name, "has a NUL byte");
    else
      out.emplace_back(name + "=" + value.reveal());
  }
  return out;
}

}  // namespace

std::shared_ptr<const ExecSettings> ExecSettings::read(config::Block& block, config::Problems& problems) {
  constexpr milliseconds kLongest = std::chrono::hours(1);
  constexpr AddressKind kAddresses[] = {AddressKind::telephone, AddressKind::email, AddressKind::postal,
                                        AddressKind::customer_code};
  constexpr templates::MessageForm kForms[] = {templates::MessageForm::text, templates::MessageForm::website,
                                               templates::MessageForm::email};
  const std::size_t before = problems.size();
  auto out = std::make_shared<ExecSettings>();
  out->folder = std::filesystem::absolute(block.file()).parent_path().string();
  out->command = read_command(block, out->folder);
  out->environment = read_environment(block);
  out->address = kAddresses[block.choice("address", {"phone", "email", "postal", "customer_code"}, 0)];
  out->form = kForms[block.choice("message", {"text", "titled", "email"}, 0)];
  out->timeout = block.duration("timeout", out->timeout);
  if (out->timeout <= milliseconds(0) || out->timeout > kLongest)
    block.complain("timeout", "expected a time above 0 and up to 1h, such as 10s");
  return problems.size() == before ? out : nullptr;
}

}  // namespace triand::channels::exec
