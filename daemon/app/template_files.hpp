#pragma once

#include <string>
#include <vector>

#include "daemon/app/settings.hpp"
#include "daemon/server/api_world.hpp"
#include "daemon/store/reader.hpp"

namespace triand::app {

// One message in the templates' folder.
struct TemplateFile {
  std::string message;  // "tri-an/sms.txt", as a campaign file names it
  templates::MessageForm form{};
  std::vector<std::string> channels;  // of the settings, by which it can be sent
};

// What looks like a message, in the order of the names: a .txt, a .yaml, and a folder with an email's parts. A file that
// is named after a kind of channel is for that kind alone. Hidden files, and what lies very deep or is too much, are
// left out; a folder that cannot be read is empty.
[[nodiscard]] std::vector<TemplateFile> template_files(const Settings& settings);

// triand.templates/v1: these files, the channels, the names and filters that a text may use; and the texts of `message`,
// which must be one of them; empty: of none.
[[nodiscard]] server::Answer templates_document(const Settings& settings, store::Reader& reader,
                                                const std::string& message);

// "text", "zalo", "email", "letter", "website".
[[nodiscard]] std::string_view form_word(templates::MessageForm form);

}  // namespace triand::app
