#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "daemon/domain/subject_hash.hpp"
#include "daemon/store/report_rows.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// Removal by retention, in pieces that each leave everything consistent: a crash between two is taken up where it came.
// A campaign's counters, costs, messages and file stay as they are.

// Keeps the figures of the closing report, from which on the campaign's rows are on their way out. Again: no change.
void begin_archive(WriteSession& session, std::int64_t campaign, const ReportTally& tally, TimePoint now);
// Takes up to `limit` recipients of a begun archive in: hashes of who was written to are kept, their deliveries, histories
// and themselves are removed, and what people typed about those deliveries. Returns how many it were; 0: none is left.
int archive_some(WriteSession& session, std::int64_t campaign, const domain::SubjectHash& hash, int limit);
// The signed document; from then on the archive is whole, and what the campaign's sending went by is gone.
void finish_archive(WriteSession& session, std::int64_t campaign, const ArchiveRow& archive);

// Removes those of these customers that Reader::customers_of_old_lists() still names, with everything they were before
// and what people typed about them; none while a plan is being written. Returns how many.
int remove_customers(WriteSession& session, const domain::SubjectHash& hash, std::int64_t last_import,
                     std::span<const std::int64_t> customers);
// Receipts of before then that nothing matched, at most `limit`; returns how many were removed.
int remove_stray_receipts(WriteSession& session, TimePoint before, int limit);

// Gives up to `pages` free pages back to the disk; false: there are none, or the file is from before it could.
bool shrink(WriteSession& session, int pages);

}  // namespace triand::store
