#pragma once

#include <optional>
#include <string>

namespace triand::standin {

// Where a receipt goes, out of its URL.
struct ReceiptTarget {
  std::string host;
  std::string port;
  std::string path;  // with the query

  bool operator==(const ReceiptTarget&) const = default;
};

// Nothing for a URL that is malformed or not http://.
[[nodiscard]] std::optional<ReceiptTarget> receipt_target(const std::string& url);

}  // namespace triand::standin
