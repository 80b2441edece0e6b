#include "daemon/store/feedback.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "daemon/store/erasure.hpp"
#include "daemon/store/find_delivery.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

void keep_feedback(WriteSession& session, const FeedbackRow& feedback, TimePoint now) {
  auto found = find_delivery(session, feedback.reference);
  // It speaks of the channel it came by and of no other.
  if (found && queue_of(found->id).channel != feedback.channel) found.reset();
  const bool words = !found || !is_erased(session, found->customer);
  const std::string answers = boost::json::serialize(
      words ? boost::json::array(feedback.answers.begin(), feedback.answers.end()) : boost::json::array());
  auto& insert = session.prepare(
      "INSERT OR IGNORE INTO feedback (channel_id, delivery_id, customer_id, kind, rate, note, answers, "
      "reference, provider_id, said_at, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, feedback.channel);
  insert.bind(2, found ? found->id : 0);
  insert.bind(3, found ? found->customer : 0);
  insert.bind(4, static_cast<int>(feedback.kind));
  insert.bind(5, feedback.rate);
  insert.bind(6, words ? feedback.note : std::string());
  insert.bind(7, answers);
  insert.bind(8, feedback.reference);
  insert.bind(9, feedback.provider_id);
  insert.bind(10, to_ms(feedback.said_at));
  insert.bind(11, to_ms(now));
  insert.exec();
}

void forget_feedback(WriteSession& session, std::int64_t customer) {
  auto& forget = session.prepare("UPDATE feedback SET note = '', answers = '[]' WHERE customer_id = ?");
  forget.bind(1, customer);
  forget.exec();
}

}  // namespace triand::store
