#include "daemon/app/template_files.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include <boost/json/array.hpp>

#include "config/text_file.hpp"
#include "templates/field_names.hpp"
#include "templates/filter.hpp"
#include "templates/message_source.hpp"

namespace triand::app {
namespace {

namespace fs = std::filesystem;
using templates::MessageForm;

constexpr int kDeepest = 5;
constexpr std::size_t kMostEntries = 2000;  // of the folder, with whatever else lies there
constexpr std::array kPlainForms{MessageForm::text, MessageForm::letter, MessageForm::website};

bool is_email(const fs::path& folder) {
  std::error_code fault;
  return fs::is_regular_file(folder / "subject.txt", fault) ||
         fs::is_regular_file(folder / "body.txt", fault);
}

// What a file's name up to its first dot says of its form: "sms" of "sms.en.txt".
std::optional<MessageForm> form_named(const std::string& name) {
  const std::string word = name.substr(0, name.find('.'));
  if (word == "sms" || word == "smpp" || word == "exec") return MessageForm::text;
  if (word == "letter") return MessageForm::letter;
  if (word == "website") return MessageForm::website;
  return std::nullopt;
}

// The forms that the entry may have; none: it is no message.
std::vector<MessageForm> forms_of(const fs::directory_entry& entry) {
  std::error_code fault;
  if (entry.is_directory(fault))
    return is_email(entry.path()) ? std::vector{MessageForm::email} : std::vector<MessageForm>();
  if (!entry.is_regular_file(fault)) return {};
  const std::string ending = entry.path().extension().string();
  if (ending == ".yaml" || ending == ".yml") return {MessageForm::zalo};
  if (ending != ".txt") return {};
  if (const auto named = form_named(entry.path().filename().string())) return {*named};
  return {kPlainForms.begin(), kPlainForms.end()};
}

TemplateFile template_file(const Settings& settings, std::string message,
                           const std::vector<MessageForm>& forms) {
  TemplateFile out{std::move(message), forms.front(), {}};
  for (const ChannelSettings& channel : settings.channels)
    if (std::ranges::find(forms, channel.facts.form) != forms.end())
      out.channels.push_back(channel.facts.name);
  return out;
}

boost::json::array problems_of(const config::Problems& problems) {
  boost::json::array out;
  for (const config::Problem& problem : problems)
    out.push_back(boost::json::object{{"line", problem.line}, {"message", problem.message}});
  return out;
}

boost::json::object texts_of(const Settings& settings, const TemplateFile& file) {
  config::Problems problems;
  const auto source = templates::load_message(file.form, settings.templates, file.message, problems);
  const auto words = [&](std::string_view name) {
    const templates::MessagePart* part = source.part(name);
    return part == nullptr ? std::string() : part->text;
  };
  const bool email = file.form == MessageForm::email;
  return {{"message", file.message},
          {"text", words(email                            ? "body"
                         : file.form == MessageForm::zalo ? "zalo"
                                                          : "text")},
          {"subject", words("subject")},
          {"html", words("html")},
          {"problems", problems_of(problems)}};
}

boost::json::array words_in(const std::vector<std::string>& words) {
  boost::json::array out;
  for (const std::string& word : words) out.emplace_back(word);
  return out;
}

boost::json::array filters() {
  boost::json::array out;
  for (const auto& [name, kind] : templates::kFilters) out.emplace_back(name);
  return out;
}

boost::json::array channels_of(const Settings& settings) {
  boost::json::array out;
  for (const ChannelSettings& channel : settings.channels)
    out.push_back(boost::json::object{{"channel", channel.facts.name},
                                      {"kind", channel.facts.kind},
                                      {"form", form_word(channel.facts.form)}});
  return out;
}

}  // namespace

std::string_view form_word(MessageForm form) {
  switch (form) {
    case MessageForm::text:
      return "text";
    case MessageForm::zalo:
      return "zalo";
    case MessageForm::email:
      return "email";
    case MessageForm::letter:
      return "letter";
    case MessageForm::website:
      break;
  }
  return "website";
}

std::vector<TemplateFile> template_files(const Settings& settings) {
  std::vector<TemplateFile> out;
  const fs::path folder(settings.templates);
  std::error_code fault;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, fault);
  for (std::size_t seen = 0; !fault && at != fs::recursive_directory_iterator() && seen < kMostEntries;
       ++seen) {
    const std::string name = at->path().filename().string();
    // A name that is no text could not be told.
    const bool hidden = name.starts_with('.') || config::first_line_not_text(name) != 0;
    const auto forms = hidden ? std::vector<MessageForm>() : forms_of(*at);
    if (!forms.empty())
      out.push_back(template_file(settings, at->path().lexically_relative(folder).generic_string(), forms));
    // An email's parts are no messages of their own.
    if (hidden || !forms.empty() || at.depth() >= kDeepest) at.disable_recursion_pending();
    at.increment(fault);
  }
  std::ranges::sort(out, {}, &TemplateFile::message);
  return out;
}

server::Answer templates_document(const Settings& settings, store::Reader& reader,
                                  const std::string& message) {
  const std::vector<TemplateFile> files = template_files(settings);
  boost::json::array messages;
  for (const TemplateFile& file : files)
    messages.push_back(boost::json::object{{"message", file.message}, {"channels", words_in(file.channels)}});
  boost::json::object out{
      {"schema", "triand.templates/v1"},
      {"folder", settings.templates},
      {"messages", std::move(messages)},
      {"channels", channels_of(settings)},
      {"names", words_in(templates::FieldNames::standard(reader.extra_columns()).names())},
      {"filters", filters()}};
  if (message.empty()) return out;
  const auto found = std::ranges::find(files, message, &TemplateFile::message);
  if (found == files.end())
    return server::ApiError{5, "no-such-template", "there is no message of that name",
                            "the list of messages names those that there are"};
  out["texts"] = texts_of(settings, *found);
  return out;
}

}  // namespace triand::app
