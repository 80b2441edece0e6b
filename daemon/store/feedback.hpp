#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// The numbers stand in the database: never renumber.
enum class FeedbackKind : std::uint8_t { rating = 0, answer = 1 };

// What a customer said about a message.
struct FeedbackRow {
  std::int64_t channel = 0;
  std::string reference;
  std::string provider_id;
  FeedbackKind kind = FeedbackKind::rating;
  int rate = 0;  // 1 to 5; 0: none
  std::string note;
  std::vector<std::string> answers;
  TimePoint said_at;
};

// Keeps it with the delivery that its reference names, or with nobody. What is known already changes nothing. Of a
// customer whose data was erased the words are not kept.
void keep_feedback(WriteSession& session, const FeedbackRow& feedback, TimePoint now);

// The words of a customer's feedback are gone, and whose it was.
void forget_feedback(WriteSession& session, std::int64_t customer);

}  // namespace triand::store
