#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/campaign.hpp"
#include "daemon/domain/leg.hpp"
#include "daemon/domain/unit_table.hpp"
#include "templates/message.hpp"
#include "templates/message_form.hpp"
#include "templates/parameter_rules.hpp"
#include "templates/sms_limits.hpp"
#include "templates/sms_text.hpp"

namespace triand::plan {

// What planning knows of a channel.
struct ChannelFacts {
  std::string name;
  std::string kind;
  domain::AddressKind address{};
  templates::MessageForm form{};
  templates::SmsTextMode text = templates::SmsTextMode::plain;  // of an SMS
  std::int64_t price = 0;                                       // VND per part (SMS), message or letter
  templates::SmsLimits limits = {};                             // of an SMS
  bool takes_columns = false;  // a program: it is given the customer's columns besides the text

  // A text to a telephone is an SMS: it has parts and is paid by the part. What a program makes of one nobody knows.
  [[nodiscard]] bool is_sms() const {
    return address == domain::AddressKind::telephone && form == templates::MessageForm::text &&
           !takes_columns;
  }
};

// One message in each language there is; "vi" is always there.
using MessageLanguages = std::map<std::string, templates::Message, std::less<>>;

// What the gateway's own templates of one channel take, by their ids; one that is not there could not be asked for.
using ChannelTemplates = std::map<std::string, templates::TemplateRules, std::less<>>;

// Everything a plan rests on. Plain values, so that the plan can be made again from them.
struct PlanBasis {
  domain::Campaign campaign;
  int year = 0;  // of the window that is planned
  std::vector<ChannelFacts> channels;
  std::vector<MessageLanguages> messages;  // by channel; empty for a channel the campaign does not use
  std::map<std::string, ChannelTemplates, std::less<>> templates;  // by the channel's name
  std::vector<std::string> extra_columns;                          // as the messages were compiled with
  domain::UnitTable units;

  // The position of a channel in `channels`.
  [[nodiscard]] std::optional<std::size_t> channel(std::string_view name) const;
};

}  // namespace triand::plan
