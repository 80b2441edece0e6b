#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "daemon/domain/customer.hpp"
#include "daemon/domain/customer_sink.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// Makes the table of units hold these prefixes and names; units that are gone from the list stay, deliveries name them.
void put_units(WriteSession& session, const std::vector<std::pair<std::string, std::string>>& units);

// The import's row, to be finished by finish_import().
[[nodiscard]] std::int64_t begin_import(WriteSession& session, const std::string& file,
                                        const std::string& who, TimePoint now);
void finish_import(WriteSession& session, std::int64_t import, const std::string& state,
                   const std::string& report, TimePoint now);
// What the import's file held: its SHA-256 in hex.
void set_content(WriteSession& session, std::int64_t import, const std::string& content);
// At start: imports that were running, or being taken back, when the service died. Loading the same file again completes
// the former, taking back again the latter.
void mark_interrupted_imports(WriteSession& session, TimePoint now);

// Stores customers of one import, in order; a fate for each. What the list has no column for stays as it was. A change
// keeps the old data in the history. Of a customer whose data was erased nothing is stored until the erasure's
// suppression is removed. In the order of their codes it is quicker: their places in the index are neighbours.
[[nodiscard]] std::vector<domain::PutFate> put_customers(WriteSession& session, std::int64_t import,
                                                         std::span<const domain::Customer* const> customers,
                                                         TimePoint now,
                                                         const domain::CustomerColumns& columns = {});
[[nodiscard]] std::vector<domain::PutFate> put_customers(WriteSession& session, std::int64_t import,
                                                         std::span<const domain::Customer> customers,
                                                         TimePoint now,
                                                         const domain::CustomerColumns& columns = {});

// Puts a customer's data as it is into the history, before it is changed.
void keep_former(WriteSession& session, std::int64_t customer, TimePoint now);

}  // namespace triand::store
