#pragma once

#include <string_view>

namespace triand::templates {

// The shape of the file(s) a message is written in; each kind of channel has one.
enum class MessageForm {
  text,     // sms.txt: the text
  zalo,     // zalo.yaml: template_id and data
  email,    // a folder: subject.txt, body.txt, body.html if there is one
  letter,   // letter.txt: paragraphs parted by blank lines, **bold**
  website,  // website.txt: first line the title, the rest the notice
};

}  // namespace triand::templates
