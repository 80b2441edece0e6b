#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "daemon/intake/byte_source.hpp"
#include "daemon/intake/csv_row.hpp"
#include "daemon/intake/list_problem.hpp"
#include "daemon/intake/list_reading.hpp"

namespace triand::intake {

// Reads a CSV file of any size, or a sheet of a workbook, as records: what kind of file it is, its encoding, its
// delimiter and a `sep=` line are found out, and told in `facts`. Returns why the file as a whole cannot be read, before
// the first record.
//
// `more` is asked after each piece with the bytes read so far; false: enough, nothing further is read.
[[nodiscard]] std::optional<ListProblem> read_list(ByteSource& source, const ListReading& reading,
                                                   ListFacts& facts,
                                                   const std::function<void(const CsvRow&)>& on_row,
                                                   const std::function<bool(std::uint64_t)>& more);

}  // namespace triand::intake
