#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/problem.hpp"
#include "templates/field_names.hpp"
#include "templates/message_source.hpp"
#include "templates/message_template.hpp"

namespace triand::templates {

// What a channel is told to send, or why there is nothing to send. A form fills its own fields and no other.
struct FilledMessage {
  std::string text;         // sms, letter, website notice, plain part of an email; blank ends are cut
  std::string subject;      // email subject, website title: one line, whatever the values hold
  std::string html;         // email; empty: it has none
  std::string template_id;  // zalo
  std::vector<std::pair<std::string, std::string>> data;  // zalo: parameter and value, in the file's order
  std::string missing;  // the first column that was empty without `default`; everything else is then empty
};

// What becomes of a message whose values do not fit the gateway's template.
enum class WhenUnfit {
  other_channel,  // the leg's next channel, if any, takes over
  shorten,        // what is too long is shortened as the filter `shorten` does it
};

// A compiled message of any form. Immutable: one message may be filled from several threads.
class Message {
 public:
  // Every fault of every part goes to `problems`; nullopt if there was one.
  static std::optional<Message> compile(const MessageSource& source, const FieldNames& names,
                                        config::Problems& problems);

  // `values` as MessageTemplate::fill() wants them.
  [[nodiscard]] FilledMessage fill(std::span<const std::string_view> values) const;

  // zalo: the templates of the gateway's that it may be sent with, in the order in which they are tried.
  [[nodiscard]] std::vector<std::string> template_ids() const;
  // The parameters that it gives to the n-th of them.
  [[nodiscard]] std::vector<std::string> parameters(std::size_t n) const;
  [[nodiscard]] WhenUnfit when_unfit() const { return when_unfit_; }
  // Whether there is another template for values that do not fit the first, and the message filled for it.
  [[nodiscard]] bool has_other() const { return !other_data_.empty(); }
  [[nodiscard]] FilledMessage fill_other(std::span<const std::string_view> values) const;

 private:
  friend class MessageCompiler;
  Message() = default;

  std::optional<MessageTemplate> text_;
  std::optional<MessageTemplate> subject_;
  std::optional<MessageTemplate> html_;
  std::string template_id_;
  using Data = std::vector<std::pair<std::string, MessageTemplate>>;
  Data data_;
  WhenUnfit when_unfit_ = WhenUnfit::other_channel;
  std::string other_id_;
  Data other_data_;
};

}  // namespace triand::templates
