#include "daemon/store/feedback.hpp"

#include <catch2/catch.hpp>

#include "daemon/domain/reference.hpp"
#include "daemon/store/erasure.hpp"
#include "daemon/store/reader.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {
namespace {

FeedbackRow rating(const StoreFixture& store, const std::string& reference) {
  return {.channel = store.channels.at("sms"),
          .reference = reference,
          .provider_id = "m-1",
          .kind = FeedbackKind::rating,
          .rate = 5,
          .note = "Rất hài lòng",
          .answers = {"nhanh", "lịch sự"},
          .said_at = store.now};
}

}  // namespace

TEST_CASE("feedback is kept once with its delivery and its customer") {
  StoreFixture store(3);
  store.approve();
  Reader reader(store.path());
  const auto customer = reader.customer(StoreFixture::customer(1).code);
  REQUIRE(customer);
  const auto deliveries = reader.deliveries_of(customer->customer.id);
  REQUIRE_FALSE(deliveries.empty());
  const FeedbackRow said = rating(store, deliveries.front().reference);
  for (int time = 0; time < 3; ++time)
    store.run([&](WriteSession& session) {
      keep_feedback(session, said, store.now);
      return 0;
    });
  const auto kept = reader.feedback_of_customer(customer->customer.id);
  REQUIRE(kept.size() == 1);
  CHECK(kept.front().rate == 5);
  CHECK(kept.front().note == "Rất hài lòng");
  CHECK(kept.front().answers == std::vector<std::string>{"nhanh", "lịch sự"});
  CHECK(reader.feedback_of_delivery(deliveries.front().id).size() == 1);
  // A later word of the same message is another one.
  FeedbackRow later = said;
  later.said_at += std::chrono::seconds(1);
  store.run([&](WriteSession& session) {
    keep_feedback(session, later, store.now);
    return 0;
  });
  CHECK(reader.feedback_of_customer(customer->customer.id).size() == 2);
}

TEST_CASE("feedback about no message of ours, or by another channel, is nobody's") {
  StoreFixture store(3);
  store.approve();
  Reader reader(store.path());
  const auto customer = reader.customer(StoreFixture::customer(1).code);
  const auto deliveries = reader.deliveries_of(customer->customer.id);
  FeedbackRow other = rating(store, deliveries.front().reference);
  other.channel = store.channels.at("email");
  store.run([&](WriteSession& session) {
    keep_feedback(session, rating(store, "NEVERSENT"), store.now);
    keep_feedback(session, other, store.now);
    return 0;
  });
  CHECK(reader.feedback_of_customer(customer->customer.id).empty());
  CHECK(reader.feedback_of_customer(0).empty());
  CHECK(reader.feedback_of_delivery(0).empty());
}

TEST_CASE("an erasure takes a customer's words, those that come after it too") {
  StoreFixture store(3);
  store.approve();
  Reader reader(store.path());
  const auto customer = reader.customer(StoreFixture::customer(1).code);
  const auto deliveries = reader.deliveries_of(customer->customer.id);
  const auto hash = reader.subject_hash();
  FeedbackRow late = rating(store, deliveries.front().reference);
  late.said_at += std::chrono::seconds(9);
  store.run([&](WriteSession& session) {
    keep_feedback(session, rating(store, deliveries.front().reference), store.now);
    (void)erase_customer(session, hash, StoreFixture::customer(1).code, "an", store.now);
    keep_feedback(session, late, store.now);
    return 0;
  });
  const auto kept = reader.feedback_of_customer(customer->customer.id);
  REQUIRE(kept.size() == 2);
  for (const FeedbackView& said : kept) {
    CHECK(said.note.empty());
    CHECK(said.answers.empty());
    CHECK(said.rate == 5);
  }
}

}  // namespace triand::store
