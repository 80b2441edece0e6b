#include "daemon/plan/composer.hpp"

#include <stdexcept>
#include <utility>

#include "daemon/domain/named_columns.hpp"
#include "daemon/plan/law.hpp"
#include "templates/field_names.hpp"
#include "templates/shorten.hpp"
#include "templates/sms_text.hpp"

namespace triand::plan {

namespace values = domain::value_slots;
namespace slots = templates::slots;
static_assert(values::kCustomerCode == slots::kCustomerCode && values::kFullName == slots::kFullName &&
              values::kPhone == slots::kPhone && values::kEmail == slots::kEmail &&
              values::kAddress == slots::kAddress && values::kUnit == slots::kUnit &&
              values::kProvince == slots::kProvince && values::kSegment == slots::kSegment &&
              values::kLanguage == slots::kLanguage && values::kUnitName == slots::kUnitName &&
              values::kCampaignTitle == slots::kCampaignTitle && values::kYear == slots::kYear &&
              values::kHotline == slots::kHotline && values::kHonorific == slots::kHonorific &&
              values::kBareName == slots::kBareName && values::kFirstExtra == slots::kFirstExtra);

Composer::Composer(const PlanBasis& basis)
    : basis_(basis),
      values_(basis.extra_columns, {basis.campaign.title, basis.year, basis.campaign.hotline}, basis.units) {}

void Composer::take(const domain::Customer& customer) {
  customer_ = &customer;
  current_ = values_.fill(customer);
  language_ = customer.language;
  phone_ = customer.phone;
}

Composed Composer::compose(std::size_t channel) const {
  const ChannelFacts& facts = basis_.channels.at(channel);
  Composed composed;
  const templates::Message& message = message_for(channel);
  composed.message = message.fill(current_);
  if (!composed.message.missing.empty()) return composed;
  if (facts.takes_columns)
    composed.message.data = domain::named_columns(*customer_, values_.unit_name(customer_->unit));
  if (const auto known = basis_.templates.find(facts.name); known != basis_.templates.end())
    fit_template(message, known->second, composed);
  const bool advertises = basis_.campaign.kind == domain::Campaign::Class::advertising;
  if (advertises && facts.is_sms()) composed.message.text = labelled(std::move(composed.message.text));
  if (advertises && facts.form == templates::MessageForm::email)
    composed.message.subject = labelled(std::move(composed.message.subject));
  if (facts.is_sms()) write_sms(facts, composed);
  composed.cost = facts.price * composed.sms.parts;
  return composed;
}

void Composer::fit_template(const templates::Message& message, const ChannelTemplates& known,
                            Composed& composed) const {
  using templates::first_fault;
  const auto rules = known.find(composed.message.template_id);
  if (rules == known.end()) return;
  auto fault = first_fault(rules->second, composed.message.data);
  while (fault.max_length > 0 && message.when_unfit() == templates::WhenUnfit::shorten) {
    for (auto& [parameter, value] : composed.message.data)
      if (parameter == fault.parameter) value = templates::shorten(value, fault.max_length);
    composed.fit = Fit::shortened;
    fault = first_fault(rules->second, composed.message.data);
  }
  if (!fault) return;
  if (message.has_other()) {
    templates::FilledMessage other = message.fill_other(current_);
    const auto others = known.find(other.template_id);
    if (other.missing.empty() && (others == known.end() || !first_fault(others->second, other.data))) {
      composed.message = std::move(other);
      composed.fit = Fit::other_template;
      return;
    }
  }
  composed.refused = std::move(fault.words);
}

void Composer::write_sms(const ChannelFacts& facts, Composed& composed) const {
  using templates::SmsTextMode;
  const std::string filled = compares_forms_ ? composed.message.text : std::string();
  composed.message.text = templates::sms_text(composed.message.text, facts.text);
  composed.sms = templates::sms_parts(composed.message.text);
  composed.refused = facts.limits.fault(composed.message.text, composed.sms, phone_,
                                        basis_.campaign.kind == domain::Campaign::Class::advertising);
  if (!compares_forms_) return;
  const auto parts = [&](SmsTextMode mode) {
    return mode == facts.text ? composed.sms.parts
                              : templates::sms_parts(templates::sms_text(filled, mode)).parts;
  };
  composed.plain_parts = parts(SmsTextMode::plain);
  composed.unicode_parts = parts(SmsTextMode::unicode);
}

const templates::Message& Composer::message_for(std::size_t channel) const {
  const MessageLanguages& languages = basis_.messages.at(channel);
  auto found = languages.find(language_);
  if (found == languages.end()) found = languages.find("vi");
  if (found == languages.end())
    throw std::invalid_argument("the campaign has no message for the channel " +
                                basis_.channels[channel].name);
  return found->second;
}

}  // namespace triand::plan
