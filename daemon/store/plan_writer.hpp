#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "daemon/domain/reason.hpp"
#include "daemon/domain/recipient_state.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

struct NewPlan {
  std::string name;    // "tri-an-2026"
  std::string file;    // the campaign file's name
  std::string source;  // its text
  TimePoint opens_at;
  TimePoint closes_at;
  std::string window_text;
  std::string who;
};

struct NewDelivery {
  std::int64_t channel = 0;
  int leg = 0;
  int parts = 1;
};

// One that goes after others: of a campaign with an order.
struct LaterDelivery {
  std::int64_t customer = 0;
  std::int64_t unit = 0;
  NewDelivery delivery;
  bool alone = true;  // the recipient's only one
};

struct NewRecipient {
  std::int64_t customer = 0;
  std::int64_t unit = 0;
  int route = -1;  // -1: none matched
  domain::RecipientState bucket = domain::RecipientState::pending;
  domain::Reason reason = domain::Reason::none;
  std::string detail;                   // missing column, or the code of whom it duplicates
  std::vector<NewDelivery> deliveries;  // for pending: one for each leg that can be sent …
  bool later = false;                   // … by add_deliveries(), when its rank's turn has come
};

struct PinnedMessage {
  std::int64_t channel = 0;
  std::string language;
  std::string part;
  std::string file;
  std::string text;
};

// A plan is written beside the one that may exist and takes its place in one step: a crash leaves the old one.
// Throws WrongState when the campaign of that name is already approved or over, and while an import is being taken back.
[[nodiscard]] std::int64_t begin_plan(WriteSession& session, const NewPlan& plan, TimePoint now);
void add_recipients(WriteSession& session, std::int64_t campaign, std::span<const NewRecipient> recipients,
                    TimePoint now);
void add_deliveries(WriteSession& session, std::int64_t campaign, std::span<const LaterDelivery> deliveries,
                    TimePoint now);
// What was added so far is of this rank or a smaller one: it is sent before what comes.
void close_rank(WriteSession& session, std::int64_t campaign, int rank);
void pin_messages(WriteSession& session, std::int64_t campaign, std::span<const PinnedMessage> messages);
void finish_plan(WriteSession& session, std::int64_t campaign, const std::string& summary,
                 std::int64_t planned_cost);
// The plan failed or was given up.
void drop_plan(WriteSession& session, std::int64_t campaign);

// At start: plans that were being written when the service died are dropped.
void drop_unfinished_plans(WriteSession& session);
// Removes some rows of dropped and replaced plans; false when there is nothing left to remove.
bool purge_plans(WriteSession& session, int limit);

}  // namespace triand::store
