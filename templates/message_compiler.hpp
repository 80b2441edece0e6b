#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/block.hpp"
#include "config/problem.hpp"
#include "templates/field_names.hpp"
#include "templates/message.hpp"
#include "templates/message_source.hpp"

namespace triand::templates {

// Compiles the parts of one message. Everything it is given must outlive it; made for one compile().
class MessageCompiler {
 public:
  MessageCompiler(const MessageSource& source, const FieldNames& names, config::Problems& problems);

  // nullopt when there was a problem.
  std::optional<Message> compile();

 private:
  void compile_email();
  void compile_website();
  void compile_zalo();
  Message::Data compile_data(config::Block data, const std::string& file);
  // The part, or null and a problem.
  const MessagePart* require(std::string_view name);
  // The template, or nullopt and a problem; blank text is one.
  std::optional<MessageTemplate> required_text(const MessagePart& part, std::string_view text,
                                               int first_line);
  void complain(const std::string& file, int line, std::string message);

  const MessageSource& source_;
  const FieldNames& names_;
  config::Problems& problems_;
  Message message_;
};

}  // namespace triand::templates
