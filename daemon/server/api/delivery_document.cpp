#include "daemon/server/api/delivery_document.hpp"

#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/delivery_address.hpp"
#include "daemon/server/api/delivery_history.hpp"
#include "daemon/server/api/feedback_document.hpp"

namespace triand::server {

boost::json::object delivery_fields(const ApiWorld& world, store::Reader& reader,
                                    const store::DeliveryView& view, bool whole) {
  const std::string address = address_of(reader, view);
  boost::json::object out;
  out["reference"] = view.reference;
  out["campaign"] = view.campaign;
  out["customer_code"] = view.customer_code;
  out["channel"] = view.channel;
  out["address"] = whole ? address : masked_address(address, view.address_kind);
  out["state"] = domain::to_string(view.state);
  out["reason"] = domain::to_string(view.reason);
  out["updated_at"] = schedule::local_time(view.updated_at, world.zone);
  out["attempts"] = view.attempts;
  out["provider_id"] = view.provider_id;
  if (reader.is_erased(view)) out["erased"] = true;
  return out;
}

boost::json::object delivery_document(const ApiWorld& world, store::Reader& reader,
                                      const store::DeliveryView& view, bool whole, bool with_text) {
  // What was sent cannot be shown any more; that it was, and when, can.
  const auto text = with_text && !reader.is_erased(view) ? world.text_of(view) : std::nullopt;
  boost::json::object out;
  out["schema"] = "triand.delivery/v1";
  for (auto& field : delivery_fields(world, reader, view, whole)) out[field.key()] = std::move(field.value());
  out["text"] = text ? boost::json::value(text->text) : boost::json::value(nullptr);
  out["subject"] = text ? boost::json::value(text->subject) : boost::json::value(nullptr);
  out["history"] = delivery_history(world, reader, view, whole);
  out["feedback"] = feedback_document(world, reader.feedback_of_delivery(view.id), whole);
  out["leg"] = view.leg;
  out["parts"] = view.parts;
  const domain::ReasonText& words = domain::text_of(view.reason);
  out["sentence"] = words.english;
  out["sentence_vi"] = words.vietnamese;
  out["newest_event"] = newest_event(reader, view);
  out["customer_version"] = reader.version_to_send(view.campaign_id, view.customer_id);
  return out;
}

}  // namespace triand::server
