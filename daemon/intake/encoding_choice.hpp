#pragma once

#include <string_view>
#include <variant>

#include "daemon/intake/byte_source.hpp"
#include "daemon/intake/encoding.hpp"
#include "daemon/intake/list_problem.hpp"
#include "daemon/intake/list_reading.hpp"

namespace triand::intake {

// How a text list is written: as was asked for, of the two of UTF-16 the one that it shows itself; else as its byte order mark or its NULs say; UTF-8 where that fits; else
// the one of Windows-1258, TCVN3 and VISCII in which its letters make Vietnamese (customer-files.md, section 2). When
// that is not sure it is a problem that shows three rows in each reading. What the owner should know goes to `facts`.
// `whole`: the list ends with `first_bytes`.
[[nodiscard]] std::variant<Encoding, ListProblem> choose_encoding(const ByteSource& source,
                                                                  std::string_view first_bytes, bool whole,
                                                                  const ListReading& reading,
                                                                  ListFacts& facts);

}  // namespace triand::intake
