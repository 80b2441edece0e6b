#include "daemon/app/preview_document.hpp"

#include <algorithm>
#include <utility>

#include <boost/json/array.hpp>

namespace triand::app {
namespace {

std::string_view coding_word(templates::SmsParts::Coding coding) {
  return coding == templates::SmsParts::Coding::gsm7 ? "gsm7" : "ucs2";
}

// A message that is data (Zalo) is shown as its parameters.
std::string shown_text(const templates::FilledMessage& message) {
  if (message.template_id.empty()) return message.text;
  std::string out = "template " + message.template_id;
  for (const auto& [name, value] : message.data) out.append("\n").append(name).append(": ").append(value);
  return out;
}

}  // namespace

server::DeliveryText delivery_text(const plan::PlanBasis& basis, const plan::Preview& preview) {
  server::DeliveryText out;
  out.to = preview.address;
  out.subject = preview.composed.message.subject;
  out.text = shown_text(preview.composed.message);
  out.parts = std::max(1, preview.composed.sms.parts);
  if (basis.channels[*basis.channel(preview.channel)].is_sms())
    out.coding = coding_word(preview.composed.sms.coding);
  out.missing = preview.composed.message.missing;
  return out;
}

boost::json::object preview_message(const plan::PlanBasis& basis, const plan::Preview& preview) {
  const auto text = delivery_text(basis, preview);
  boost::json::object one{{"channel", preview.channel}, {"to", text.to},       {"subject", text.subject},
                          {"text", text.text},          {"parts", text.parts}, {"coding", text.coding}};
  if (!text.missing.empty()) one["missing"] = text.missing;
  const plan::Composed& composed = preview.composed;
  if (text.missing.empty()) one["cost"] = composed.cost;
  // It would not be sent.
  if (!composed.refused.empty()) one["refused"] = composed.refused;
  if (composed.plain_parts > 0) {
    one["units"] = composed.sms.units;
    const std::int64_t price = basis.channels[*basis.channel(preview.channel)].price;
    const auto form = [price](int parts) {
      return boost::json::object{{"parts", parts}, {"cost", parts * price}};
    };
    one["characters_that_need_unicode"] = composed.sms.offenders;
    one["forms"] =
        boost::json::object{{"plain", form(composed.plain_parts)}, {"unicode", form(composed.unicode_parts)}};
  }
  return one;
}

std::variant<store::StoredCustomer, server::ApiError> example_customer(store::Reader& from,
                                                                       const std::string& code) {
  std::optional<store::StoredCustomer> who;
  if (!code.empty()) {
    who = from.customer(code);
    if (!who) return server::ApiError{5, "not-found", "there is no customer " + code, "give a customer code"};
    return *who;
  }
  from.for_each_customer([&](const store::StoredCustomer& one) {
    who = one;
    return false;
  });
  if (!who) return server::ApiError{5, "not-found", "there are no customers yet", "load a list first"};
  return *who;
}

channels::Envelope envelope_of(const std::string& campaign, const store::StoredCustomer& customer,
                               plan::Composed composed) {
  channels::Envelope out;
  out.text = std::move(composed.message.text);
  out.subject = std::move(composed.message.subject);
  out.html = std::move(composed.message.html);
  out.template_id = std::move(composed.message.template_id);
  out.data = std::move(composed.message.data);
  out.campaign = campaign;
  out.customer_code = customer.customer.code;
  out.recipient_name = customer.customer.full_name;
  out.province = customer.customer.province;
  out.unit_name = customer.unit_name;
  out.language = customer.customer.language;
  return out;
}

}  // namespace triand::app
