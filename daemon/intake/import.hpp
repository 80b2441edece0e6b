#pragma once

#include <cstdint>
#include <functional>
#include <variant>

#include "daemon/domain/customer_sink.hpp"
#include "daemon/domain/unit_table.hpp"
#include "daemon/intake/byte_source.hpp"
#include "daemon/intake/import_options.hpp"
#include "daemon/intake/import_report.hpp"
#include "daemon/intake/list_problem.hpp"

namespace triand::intake {

// Told after each piece of the list: bytes of the list and rows that have been read. May throw to stop the import;
// what the sink has taken stays taken.
using ImportProgress = std::function<void(std::uint64_t bytes, std::uint64_t rows)>;

// What came of a list, or why it could not be loaded as a whole; then the sink was given nothing.
using ImportResult = std::variant<ImportReport, ListProblems>;

// Loads one customer list (contract, "Customer list") from CSV: reads, repairs or rejects each row and gives the
// customers to the sink in batches, on the calling thread. Memory does not grow with the list. A dry run is the same
// with a sink that pretends. Throws what source, sink and progress throw, and std::system_error when the rejects
// file cannot be written.
[[nodiscard]] ImportResult run_import(ByteSource& source, domain::CustomerSink& sink,
                                      const domain::UnitTable& units, const ImportOptions& options,
                                      const ImportProgress& progress = {});

}  // namespace triand::intake
