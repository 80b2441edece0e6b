#include <boost/json/parse.hpp>

#include "daemon/store/delivery_id.hpp"
#include "daemon/store/reader.hpp"

namespace triand::store {
namespace {

FeedbackView read_feedback(SQLite::Statement& row) {
  FeedbackView out;
  out.at = from_ms(row.getColumn(0).getInt64());
  out.delivery = row.getColumn(1).getInt64();
  out.reference = row.getColumn(2).getString();
  out.kind = static_cast<FeedbackKind>(row.getColumn(3).getInt());
  out.rate = row.getColumn(4).getInt();
  out.note = row.getColumn(5).getString();
  const boost::json::value answers = boost::json::parse(row.getColumn(6).getString());
  for (const auto& answer : answers.as_array()) out.answers.emplace_back(answer.as_string());
  return out;
}

std::vector<FeedbackView> read_all(SQLite::Statement& rows, std::int64_t id) {
  rows.bind(1, id);
  std::vector<FeedbackView> out;
  while (rows.executeStep()) out.push_back(read_feedback(rows));
  return out;
}

}  // namespace

std::vector<FeedbackView> Reader::feedback_of_customer(std::int64_t customer) {
  return read_all(prepare("SELECT said_at, delivery_id, reference, kind, rate, note, answers FROM feedback "
                          "WHERE customer_id = ? AND customer_id <> 0 ORDER BY said_at DESC, id DESC"),
                  customer);
}

std::vector<FeedbackView> Reader::feedback_of_delivery(std::int64_t delivery) {
  return read_all(prepare("SELECT said_at, delivery_id, reference, kind, rate, note, answers FROM feedback "
                          "WHERE delivery_id = ? AND delivery_id <> 0 ORDER BY said_at, id"),
                  delivery);
}

std::vector<NamedDelivery> Reader::named_by_gateway(const std::vector<std::int64_t>& deliveries) {
  std::vector<NamedDelivery> out;
  for (const std::int64_t id : deliveries) {
    const auto view = delivery_by_id(id);
    if (view) out.push_back({id, view->reference, view->provider_id});
  }
  return out;
}

}  // namespace triand::store
