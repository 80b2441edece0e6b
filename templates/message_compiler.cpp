#include "templates/message_compiler.hpp"

#include <algorithm>
#include <utility>

#include "config/block.hpp"
#include "templates/blank.hpp"

namespace triand::templates {

MessageCompiler::MessageCompiler(const MessageSource& source, const FieldNames& names,
                                 config::Problems& problems)
    : source_(source), names_(names), problems_(problems) {}

std::optional<Message> MessageCompiler::compile() {
  const std::size_t before = problems_.size();
  switch (source_.form) {
    case MessageForm::text:
    case MessageForm::letter:
      if (const MessagePart* part = require("text")) message_.text_ = required_text(*part, part->text, 1);
      break;
    case MessageForm::email:
      compile_email();
      break;
    case MessageForm::website:
      compile_website();
      break;
    case MessageForm::zalo:
      compile_zalo();
      break;
  }
  if (problems_.size() > before) return std::nullopt;
  return std::move(message_);
}

void MessageCompiler::compile_email() {
  if (const MessagePart* subject = require("subject")) {
    const std::string_view line = trimmed(subject->text);
    if (line.find('\n') != std::string_view::npos)
      complain(subject->file, 2, "a subject is one line; leave out the rest");
    else
      message_.subject_ = required_text(*subject, line, 1);
  }
  if (const MessagePart* body = require("body")) message_.text_ = required_text(*body, body->text, 1);
  if (const MessagePart* html = source_.part("html")) message_.html_ = required_text(*html, html->text, 1);
}

void MessageCompiler::compile_website() {
  const MessagePart* part = require("text");
  if (part == nullptr) return;
  const std::string_view text = part->text;
  const std::size_t title_end = std::min(text.find('\n'), text.size());
  const std::string_view title = text.substr(0, title_end);
  const std::string_view notice = text.substr(std::min(title_end + 1, text.size()));
  if (is_blank(title))
    complain(part->file, 1, "the first line is the notice's title; it is empty");
  else
    message_.subject_ = MessageTemplate::compile(title, part->file, 1, names_, problems_);
  if (is_blank(notice))
    complain(part->file, 2, "there is no notice below the title; write it from the second line on");
  else
    message_.text_ = MessageTemplate::compile(notice, part->file, 2, names_, problems_);
}

void MessageCompiler::compile_zalo() {
  const MessagePart* part = require("zalo");
  if (part == nullptr) return;
  config::Block block = config::Block::parse(part->text, part->file, problems_);
  message_.template_id_ = block.text("template_id");
  message_.data_ = compile_data(block.child("data"), part->file);
  message_.when_unfit_ = static_cast<WhenUnfit>(block.choice("too_long", {"other_channel", "shorten"}, 0));
  if (block.has("other_template")) {
    config::Block other = block.child("other_template");
    message_.other_id_ = other.text("template_id");
    message_.other_data_ = compile_data(other.child("data"), part->file);
  }
  block.complain_unused();
}

Message::Data MessageCompiler::compile_data(config::Block data, const std::string& file) {
  Message::Data out;
  for (const std::string& key : data.keys()) {
    const std::string value = data.text(key);
    const std::size_t known = problems_.size();
    auto compiled = MessageTemplate::compile(value, file, data.line(key), names_, problems_);
    for (std::size_t i = known; i < problems_.size(); ++i) problems_[i].key = data.path(key);
    if (compiled) out.emplace_back(key, std::move(*compiled));
  }
  return out;
}

const MessagePart* MessageCompiler::require(std::string_view name) {
  const MessagePart* found = source_.part(name);
  if (found == nullptr) complain("message", 0, "its part `" + std::string(name) + "` is not there");
  return found;
}

std::optional<MessageTemplate> MessageCompiler::required_text(const MessagePart& part, std::string_view text,
                                                              int first_line) {
  if (!is_blank(text)) return MessageTemplate::compile(text, part.file, first_line, names_, problems_);
  complain(part.file, 0, "is empty; write the text into it, or leave the channel out of `messages`");
  return std::nullopt;
}

void MessageCompiler::complain(const std::string& file, int line, std::string message) {
  problems_.push_back({.file = file, .line = line, .key = {}, .message = std::move(message)});
}

}  // namespace triand::templates
