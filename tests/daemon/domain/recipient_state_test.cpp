#include "daemon/domain/recipient_state.hpp"

#include <array>
#include <vector>

#include <catch2/catch.hpp>

namespace triand::domain {
namespace {

constexpr std::array<DeliveryState, kDeliveryStates> kAll = {
    DeliveryState::queued, DeliveryState::sending,  DeliveryState::accepted, DeliveryState::delivered,
    DeliveryState::failed, DeliveryState::in_doubt, DeliveryState::expired,  DeliveryState::cancelled};

// The contract's paragraph, read aloud: the first of these that holds for any leg.
RecipientState as_promised(const std::vector<DeliveryState>& legs) {
  const auto any = [&](DeliveryState state) {
    for (const DeliveryState leg : legs)
      if (leg == state) return true;
    return false;
  };
  if (any(DeliveryState::delivered)) return RecipientState::reached;
  if (any(DeliveryState::accepted)) return RecipientState::sent;
  if (any(DeliveryState::queued) || any(DeliveryState::sending)) return RecipientState::pending;
  if (any(DeliveryState::in_doubt)) return RecipientState::in_doubt;
  if (any(DeliveryState::expired)) return RecipientState::expired;
  if (any(DeliveryState::cancelled)) return RecipientState::cancelled;
  return RecipientState::unreached;
}

void check(const std::vector<DeliveryState>& legs) {
  CAPTURE(legs.size(), static_cast<int>(legs.front()), static_cast<int>(legs.back()));
  CHECK(bucket_of(legs) == as_promised(legs));
}

TEST_CASE("one leg puts its recipient into the bucket of its state") {
  CHECK(bucket_of(DeliveryState::queued) == RecipientState::pending);
  CHECK(bucket_of(DeliveryState::sending) == RecipientState::pending);
  CHECK(bucket_of(DeliveryState::accepted) == RecipientState::sent);
  CHECK(bucket_of(DeliveryState::delivered) == RecipientState::reached);
  CHECK(bucket_of(DeliveryState::failed) == RecipientState::unreached);
  CHECK(bucket_of(DeliveryState::in_doubt) == RecipientState::in_doubt);
  CHECK(bucket_of(DeliveryState::expired) == RecipientState::expired);
  CHECK(bucket_of(DeliveryState::cancelled) == RecipientState::cancelled);
}

TEST_CASE("one, two and three legs are counted as the contract says, in every combination") {
  for (const DeliveryState a : kAll) {
    check({a});
    for (const DeliveryState b : kAll) {
      check({a, b});
      for (const DeliveryState c : kAll) check({a, b, c});
    }
  }
}

TEST_CASE("a recipient without a leg is unreached") {
  CHECK(bucket_of(std::vector<DeliveryState>{}) == RecipientState::unreached);
}

TEST_CASE("the better of two buckets does not depend on their order") {
  for (std::size_t one = 0; one < kRecipientStates; ++one)
    for (std::size_t other = 0; other < kRecipientStates; ++other) {
      const auto a = static_cast<RecipientState>(one);
      const auto b = static_cast<RecipientState>(other);
      const RecipientState best = better(a, b);
      CHECK(best == better(b, a));
      CHECK((best == a || best == b));
    }
}

TEST_CASE("every bucket is read back from its word, and nothing else is") {
  for (std::size_t i = 0; i < kRecipientStates; ++i) {
    const auto state = static_cast<RecipientState>(i);
    CHECK(recipient_state_from(to_string(state)) == state);
  }
  CHECK(to_string(RecipientState::in_doubt) == "in_doubt");
  CHECK(to_string(RecipientState::cancelled) == "cancelled");
  CHECK_FALSE(recipient_state_from("lost"));
  CHECK_FALSE(recipient_state_from(""));
}

}  // namespace
}  // namespace triand::domain
