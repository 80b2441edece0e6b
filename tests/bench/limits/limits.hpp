#pragma once

#include <cstdint>
#include <string>

// What the machine can do at best with the same libraries and nothing of ours around them: the limits that the
// benchmarks compare with. Each prints seconds on standard output and returns an exit code.
namespace triand::bench {

// One prepared INSERT a row, all in one transaction, into the tables of an empty triand database: a recipient and a
// delivery for each of `rows`.
int insert_rows(const std::string& database, std::int64_t rows);
// POSTs with bodies like a gateway's, each different, by our HTTP client and without a store.
int post_requests(const std::string& url, std::int64_t requests, int connections);
// Customers by their row, at random: one read by key. Prints the 99th percentile in milliseconds.
int read_rows(const std::string& database, std::int64_t keys);
// The page of a letter, drawn again and again by pango and cairo.
int draw_pages(const std::string& file, std::int64_t pages);
int open_database(const std::string& database);

}  // namespace triand::bench
