#include "templates/message_source.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "config/text_file.hpp"
#include "templates/vietnamese.hpp"

namespace triand::templates {
namespace {

constexpr std::size_t kLargestFile = 1 << 20;
constexpr std::array<std::string_view, 1> kOtherLanguages{"en"};

void complain(config::Problems& problems, const std::string& file, int line, std::string message) {
  problems.push_back({.file = file, .line = line, .key = {}, .message = std::move(message)});
}

bool exists(const std::string& path) {
  std::error_code fault;
  return std::filesystem::exists(path, fault);
}

bool is_directory(const std::string& path) {
  std::error_code fault;
  return std::filesystem::is_directory(path, fault);
}

std::string without_mark(std::string bytes) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kByteOrderMark)) bytes.erase(0, kByteOrderMark.size());
  return bytes;
}

std::string with_plain_line_ends(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r')
      out += text[i];
    else if (i + 1 == text.size() || text[i + 1] != '\n')
      out += '\n';
  }
  if (out.ends_with('\n')) out.pop_back();
  return out;
}

void load_part(MessageSource& source, std::string name, const std::string& file, config::Problems& problems) {
  config::TextFile read = config::read_text_file(file, kLargestFile);
  if (!read.fault.empty()) return complain(problems, file, 0, read.fault + "; a message needs it");
  if (auto part = message_part(std::move(name), file, std::move(read.bytes), problems))
    source.parts.push_back(std::move(*part));
}

void load_email(MessageSource& source, const std::string& folder, config::Problems& problems) {
  if (!is_directory(folder))
    return complain(problems, folder, 0,
                    "is no folder; an email is a folder of subject.txt, body.txt and, if wanted, body.html");
  load_part(source, "subject", folder + "/subject.txt", problems);
  load_part(source, "body", folder + "/body.txt", problems);
  if (exists(folder + "/body.html")) load_part(source, "html", folder + "/body.html", problems);
}

bool stays_inside(const std::filesystem::path& path) {
  return !path.empty() && path.is_relative() && std::ranges::find(path, "..") == path.end();
}

std::string sibling(MessageForm form, const std::string& path, std::string_view language) {
  const std::filesystem::path file(path);
  const std::string mark = "." + std::string(language);
  if (form == MessageForm::email) return (file.has_filename() ? path : file.parent_path().string()) + mark;
  return (file.parent_path() / (file.stem().string() + mark + file.extension().string())).string();
}

}  // namespace

const MessagePart* MessageSource::part(std::string_view name) const {
  const auto found = std::ranges::find(parts, name, &MessagePart::name);
  return found == parts.end() ? nullptr : &*found;
}

std::optional<MessagePart> message_part(std::string name, const std::string& file, std::string bytes,
                                        config::Problems& problems) {
  bytes = without_mark(std::move(bytes));
  if (const int line = config::first_line_not_text(bytes); line != 0) {
    complain(problems, file, line, "is not UTF-8 text, or has a control character; save the file as UTF-8");
    return std::nullopt;
  }
  return MessagePart{std::move(name), file, nfc(with_plain_line_ends(bytes))};
}

MessageSource load_message(MessageForm form, const std::string& folder, const std::string& path,
                           config::Problems& problems) {
  MessageSource out{form, {}};
  if (!stays_inside(path)) {
    complain(problems, path, 0,
             "must be a path inside the templates' folder, without `..`: `tri-an/sms.txt`");
    return out;
  }
  const std::string file = (std::filesystem::path(folder) / path).string();
  if (form == MessageForm::email)
    load_email(out, file, problems);
  else
    load_part(out, form == MessageForm::zalo ? "zalo" : "text", file, problems);
  return out;
}

std::map<std::string, MessageSource> load_languages(MessageForm form, const std::string& folder,
                                                    const std::string& path, config::Problems& problems) {
  std::map<std::string, MessageSource> out;
  out.emplace("vi", load_message(form, folder, path, problems));
  if (!stays_inside(path)) return out;
  for (const std::string_view language : kOtherLanguages) {
    const std::string other = sibling(form, path, language);
    if (exists((std::filesystem::path(folder) / other).string()))
      out.emplace(language, load_message(form, folder, other, problems));
  }
  return out;
}

}  // namespace triand::templates
