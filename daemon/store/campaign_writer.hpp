#pragma once

#include <cstdint>
#include <string>

#include "daemon/domain/delivery_machine.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// planned → approved. `two_person`: not by whoever planned it (Refused).
void approve_campaign(WriteSession& session, const std::string& name, const std::string& who, bool two_person,
                      TimePoint now);
// approved → running, once its window is open.
void set_running(WriteSession& session, std::int64_t campaign);
// running or approved → finished, once nothing is queued or sending; returns whether it is now.
bool finish_if_done(WriteSession& session, std::int64_t campaign, TimePoint now);
// Any state but finished and cancelled → cancelled: nothing of it is claimed any more, close_some() moves the rows.
void cancel_campaign(WriteSession& session, const std::string& name, const std::string& who,
                     const std::string& reason, TimePoint now);

// Moves up to `limit` deliveries that wait (never claimed, or waiting for another try) to where `event` leads:
// window_closed or cancelled. Returns how many were moved; fewer than `limit`: none is left.
int close_some(WriteSession& session, std::int64_t campaign, domain::DeliveryEvent event, int limit,
               TimePoint now);

// Holds back, durably. 0 stands for every channel, every unit, every campaign.
void set_pause(WriteSession& session, std::int64_t campaign, std::int64_t channel, std::int64_t unit,
               const std::string& who, const std::string& reason, const std::string& hold, TimePoint now);
// Lets go again: exactly what was held by set_pause with the same three; with channel and unit 0 everything of the
// campaign. Returns how many holds were lifted.
int clear_pause(WriteSession& session, std::int64_t campaign, std::int64_t channel, std::int64_t unit,
                const std::string& who, const std::string& reason, TimePoint now);

// The row of a campaign by its name, or NotFound.
[[nodiscard]] std::int64_t campaign_row(WriteSession& session, const std::string& name);

void write_audit(WriteSession& session, const std::string& who, const std::string& action,
                 const std::string& subject, const std::string& reason, TimePoint now);

}  // namespace triand::store
