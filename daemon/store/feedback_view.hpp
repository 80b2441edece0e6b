#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/store/feedback.hpp"
#include "daemon/store/time.hpp"

namespace triand::store {

// What a customer said about a message.
struct FeedbackView {
  TimePoint at;  // when it was said
  std::int64_t delivery = 0;
  std::string reference;
  FeedbackKind kind = FeedbackKind::rating;
  int rate = 0;  // 1 to 5; 0: none
  std::string note;
  std::vector<std::string> answers;
};

}  // namespace triand::store
