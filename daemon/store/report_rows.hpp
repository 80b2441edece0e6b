#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "daemon/domain/delivery_state.hpp"
#include "daemon/domain/leg.hpp"
#include "daemon/domain/reason.hpp"
#include "daemon/domain/recipient_state.hpp"
#include "daemon/store/time.hpp"

namespace triand::store {

// One line of a campaign's list: a delivery, or a recipient who has none.
struct ListedDelivery {
  std::string customer_code;
  std::string unit;           // its code prefix, as it was planned
  std::string customer_unit;  // of the customer as he is now
  std::string channel;        // empty: the recipient has no delivery, and only `bucket` and `reason` say more
  domain::AddressKind address_kind = domain::AddressKind::telephone;
  int leg = 0;
  domain::DeliveryState state = domain::DeliveryState::queued;  // sending included
  domain::RecipientState bucket = domain::RecipientState::pending;
  domain::Reason reason = domain::Reason::none;
  TimePoint updated_at;  // without a delivery: 1970
  int attempts = 0;
  std::string provider_id;
  std::string phone;  // "+84…", these as they were when it was sent; empty after an erasure
  std::string email;
  std::string address;
};

// Deliveries of a campaign that agree in all this. Without a channel: recipients who have none, by their bucket.
struct ReportCell {
  std::int64_t unit = 0;     // rows of the store
  std::int64_t channel = 0;  // 0: none
  int state = 0;             // domain::DeliveryState, or domain::RecipientState without a channel
  domain::Reason reason = domain::Reason::none;
  // clang-tidy takes the 0 that it is compared with for a pointer.
  auto operator<=>(const ReportCell&) const = default;  // NOLINT(modernize-use-nullptr)
};

// Deliveries of a channel whose last change, into that state, was in that hour since 1970.
struct ReportHour {
  std::int64_t channel = 0;
  int state = 0;
  std::int64_t hour = 0;
  // clang-tidy takes the 0 that it is compared with for a pointer.
  auto operator<=>(const ReportHour&) const = default;  // NOLINT(modernize-use-nullptr)
};

// What a closing report counts row by row; everything else stands in counters.
struct ReportTally {
  std::map<ReportCell, std::int64_t> cells;
  std::map<ReportHour, std::int64_t> hours;
};

// A counter of deliveries, by row of unit and channel.
struct DeliveryCount {
  std::int64_t unit = 0;
  std::int64_t channel = 0;
  domain::DeliveryState state = domain::DeliveryState::queued;
  std::int64_t n = 0;
};

// What was spent, by row of unit and channel, in VND.
struct QueueCost {
  std::int64_t unit = 0;
  std::int64_t channel = 0;
  std::int64_t spent = 0;
};

struct UnitRow {
  std::int64_t id = 0;
  std::string prefix;  // empty for customers of no unit
  std::string name;
};

// That somebody was written to, when nothing else is known any more.
struct ArchivedContact {
  std::int64_t delivery = 0;
  std::string campaign;
  std::string channel;
  std::string channel_kind;
  int leg = 0;
  domain::DeliveryState state = domain::DeliveryState::queued;
  domain::Reason reason = domain::Reason::none;
  int attempts = 0;
  TimePoint at;
};

// What a customer was before a change.
struct FormerValue {
  std::int64_t customer = 0;
  std::int64_t version = 0;
};

struct ArchiveRow {
  TimePoint begun_at;
  TimePoint finished_at;  // 1970: its deliveries are still being taken in
  std::string document;
  std::string public_key;
  std::string signature;
};

}  // namespace triand::store
