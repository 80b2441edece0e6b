#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/problem.hpp"
#include "templates/message_form.hpp"

namespace triand::templates {

// One file of a message.
struct MessagePart {
  std::string name;  // "text"; of an email "subject", "body", "html"; "zalo"
  std::string file;  // where it was read, for problems
  std::string text;  // NFC, lines end in LF, no byte order mark, no final newline

  bool operator==(const MessagePart&) const = default;
};

// A message as its files say it: plain data, kept with the campaign so that what was approved is what is sent.
struct MessageSource {
  MessageForm form{};
  std::vector<MessagePart> parts;

  // The part of that name, or null.
  [[nodiscard]] const MessagePart* part(std::string_view name) const;

  bool operator==(const MessageSource&) const = default;
};

// The part that a file with these bytes would be, told of under the name `file`; nullopt and a problem when they are no
// text.
[[nodiscard]] std::optional<MessagePart> message_part(std::string name, const std::string& file,
                                                      std::string bytes, config::Problems& problems);

// Reads a message: the file `path` of `folder`, for an email the folder of that name. `path` may not leave
// `folder`. Whatever cannot be read is a problem and leaves its part out; nothing is compiled yet.
[[nodiscard]] MessageSource load_message(MessageForm form, const std::string& folder, const std::string& path,
                                         config::Problems& problems);

// The message at `path`, under "vi", and under "en" its English sibling (`sms.en.txt`, `zalo.en.yaml`, the folder
// `email.en`), if there is one.
[[nodiscard]] std::map<std::string, MessageSource> load_languages(MessageForm form, const std::string& folder,
                                                                  const std::string& path,
                                                                  config::Problems& problems);

}  // namespace triand::templates
