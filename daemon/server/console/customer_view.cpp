#include "daemon/server/console/customer_view.hpp"

#include <algorithm>

#include "daemon/domain/advertising_consent.hpp"
#include "daemon/domain/mask.hpp"
#include "daemon/server/api/archived_deliveries.hpp"
#include "daemon/server/api/call_notes.hpp"
#include "daemon/server/api/customer_document.hpp"
#include "daemon/server/api/delivery_document.hpp"
#include "daemon/server/api/delivery_search.hpp"
#include "daemon/server/api/not_written_to.hpp"
#include "daemon/server/unit_limits.hpp"

namespace triand::server {
namespace {

// More than years of campaigns make; each costs some looks at the database.
constexpr std::size_t kMostDeliveries = 30;
constexpr std::size_t kMostOthers = 10;

// By the newest campaign that has anything to say: an agent is asked about this year's.
AnswerFacts facts_of(store::Reader& reader, const std::vector<store::DeliveryView>& newest_first,
                     std::int64_t customer) {
  AnswerFacts facts;
  std::int64_t campaign = 0;
  std::string name;
  for (const store::DeliveryView& view : newest_first) {
    if (view.campaign_id <= campaign) continue;
    campaign = view.campaign_id;
    name = view.campaign;
  }
  for (const store::RecipientView& recipient : reader.recipients_of(customer)) {
    if (recipient.bucket == domain::RecipientState::pending || recipient.campaign_id <= campaign) continue;
    campaign = recipient.campaign_id;
    name = recipient.campaign;
    facts.left_out = recipient.reason;
  }
  facts.in_campaign = campaign != 0;
  for (auto view = newest_first.rbegin(); view != newest_first.rend(); ++view)
    if (view->campaign_id == campaign)
      facts.deliveries.push_back(
          {view->channel, view->channel_kind, view->state, view->reason, view->updated_at});
  if (const auto row = reader.campaign(name)) facts.approved = row->state != "planned";
  return facts;
}

void put_others(CustomerView& out, store::Reader& reader, const store::StoredCustomer& stored,
                const Caller& caller) {
  const std::string& phone = stored.customer.phone;
  if (phone.empty()) return;
  for (const std::int64_t id : reader.customers_by_phone(phone)) {
    if (id == stored.customer.id) continue;
    const auto other = reader.customer(id);
    if (!other || other->customer.phone != phone || !may_see(caller, *other)) continue;
    if (out.same_phone.size() == kMostOthers) {
      out.more_with_phone = true;
      return;
    }
    const std::string& name = other->customer.full_name;
    out.same_phone.push_back(
        {id, other->customer.code, out.sight == Sight::masked ? domain::mask_name(name) : name});
  }
}

}  // namespace

CustomerView customer_view(const ApiWorld& world, store::Reader& reader, const store::StoredCustomer& stored,
                           const Caller& caller, Sight sight, Language language) {
  const bool whole = sight == Sight::whole;
  CustomerView out;
  out.id = stored.customer.id;
  out.version = stored.version;
  out.sight = sight;
  out.customer = customer_document(world, reader, stored, whole);
  if (sight != Sight::masked) {
    out.customer["full_name"] = stored.customer.full_name;
    out.customer["notes"] = call_notes(world, reader, stored.customer.code, true);
  }
  const auto erasure = reader.erasure_of(stored.customer.id);
  out.erased = erasure && !erasure->lifted;
  hide_other_units(out.customer.at("not_written_to").as_array(), caller, reader);
  auto views = reader.deliveries_of(stored.customer.id);
  sort_newest_first(views);
  out.answer = spoken_answer(facts_of(reader, views, stored.customer.id), world.zone, language);
  if (views.size() > kMostDeliveries) out.not_shown = views.size() - kMostDeliveries;
  views.resize(std::min(views.size(), kMostDeliveries));
  for (const store::DeliveryView& view : views) {
    boost::json::object one = delivery_document(world, reader, view, whole, sight != Sight::masked);
    one["kind"] = view.channel_kind;
    out.deliveries.push_back(std::move(one));
    out.resends.push_back(resend_choice(world, reader, view, language));
  }
  out.archived = archived_deliveries(world, reader, stored.customer.code, false);
  out.consents = domain::consents_to_advertising(stored.customer);
  put_others(out, reader, stored, caller);
  return out;
}

}  // namespace triand::server
