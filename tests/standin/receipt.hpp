#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace triand::standin {

// What a gateway says later about a message.
enum class ReceiptKind { delivered, failed };

// One HTTP request by which a gateway tells, and how it insists.
struct Receipt {
  std::string method = "POST";
  std::string url;  // http:// only
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<std::chrono::milliseconds> retries;  // waits before the second, third, … try
  std::string retry_header;                        // carries the number of the retry; empty: none
  bool retry_unless_200 = false;                   // else only when no answer came at all
  std::chrono::milliseconds timeout{5000};
};

}  // namespace triand::standin
