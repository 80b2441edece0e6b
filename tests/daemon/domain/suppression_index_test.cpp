#include "daemon/domain/suppression_index.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <string>
#include <thread>

namespace triand::domain {
namespace {

using namespace std::chrono_literals;

const SuppressionTime kNow{std::chrono::hours(500'000)};

Customer customer() {
  Customer out;
  out.code = "PA05010001234";
  out.phone = "+84912345678";
  out.email = "an@example.vn";
  out.address = "12 Trần Phú";
  return out;
}

struct Fixture {
  void add(const std::string& subject, SuppressionTerms terms) {
    const auto read = read_subject(subject);
    REQUIRE(read.fault == Reason::none);
    index.add(index.hash()(read.subject.kind, read.subject.text), terms);
  }
  Reason by(AddressKind address, SuppressionScope channel, bool advertising = false) const {
    return index.by_channel(customer(), {address, channel, advertising, kNow});
  }
  Reason sms() const { return by(AddressKind::telephone, SuppressionScope::sms); }
  Reason email() const { return by(AddressKind::email, SuppressionScope::email); }
  Reason letter() const { return by(AddressKind::postal, SuppressionScope::letter); }
  Reason everywhere() const { return index.everywhere(customer(), false, kNow); }

  SuppressionIndex index{SubjectHash({17, 4})};
};

}  // namespace

TEST_CASE("an empty index stops nobody") {
  const Fixture all;
  CHECK(all.sms() == Reason::none);
  CHECK(all.everywhere() == Reason::none);
}

TEST_CASE("a suppressed telephone stops what goes to it and nothing else") {
  Fixture all;
  all.add("0912345678", {.reason = Reason::do_not_call});
  CHECK(all.sms() == Reason::do_not_call);
  CHECK(all.by(AddressKind::telephone, SuppressionScope::zalo) == Reason::do_not_call);
  CHECK(all.email() == Reason::none);
  CHECK(all.letter() == Reason::none);
  CHECK(all.everywhere() == Reason::none);
}

TEST_CASE("a scope stops one kind of channel, a customer is stopped everywhere") {
  Fixture all;
  all.add("0912345678", {.scope = SuppressionScope::zalo});
  CHECK(all.by(AddressKind::telephone, SuppressionScope::zalo) == Reason::opted_out);
  CHECK(all.sms() == Reason::none);
  all.add("PA05010001234", {.scope = SuppressionScope::letter});
  CHECK(all.letter() == Reason::opted_out);
  CHECK(all.everywhere() == Reason::none);
  all.add("PA05010001234", {.reason = Reason::blocked_by_recipient});
  CHECK(all.everywhere() == Reason::blocked_by_recipient);
  CHECK(all.email() == Reason::blocked_by_recipient);
}

TEST_CASE("what is about advertising stops advertising alone, and what is over stops nothing") {
  Fixture all;
  all.add("an@example.vn", {.about = SuppressionClass::advertising, .reason = Reason::do_not_call});
  CHECK(all.email() == Reason::none);
  CHECK(all.by(AddressKind::email, SuppressionScope::email, true) == Reason::do_not_call);
  all.add("0912345678", {.until = kNow});
  CHECK(all.sms() == Reason::none);
  all.add("0912345678", {.until = kNow + 1ms});
  CHECK(all.sms() == Reason::opted_out);
}

TEST_CASE("what was removed is gone, and a shorter one never takes the place of a longer") {
  Fixture all;
  all.add("0912345678", {.reason = Reason::do_not_call});
  all.add("0912345678", {.reason = Reason::opted_out, .until = kNow - 1h});
  CHECK(all.sms() == Reason::do_not_call);
  CHECK(all.index.subjects() == 1);
  all.index.set(all.index.hash()(SubjectKind::telephone, "+84912345678"), {});
  CHECK(all.sms() == Reason::none);
  CHECK(all.index.subjects() == 0);
  all.add("0912345678", {});
  CHECK(all.sms() == Reason::opted_out);
}

TEST_CASE("a hundred thousand subjects are all found, no other is, and they take little room") {
  Fixture all;
  constexpr int kCount = 100'000;
  const auto phone = [](int number) { return "+849" + std::to_string(10'000'000 + number); };
  for (int number = 0; number < kCount; ++number)
    all.index.add(all.index.hash()(SubjectKind::telephone, phone(number)), {});
  CHECK(all.index.subjects() == kCount);
  int found = 0;
  int wrong = 0;
  Customer who;
  for (int number = 0; number < 2 * kCount; ++number) {
    who.phone = phone(number);
    const bool stopped = all.index.by_channel(who, {.now = kNow}) != Reason::none;
    if (number < kCount)
      found += stopped ? 1 : 0;
    else
      wrong += stopped ? 1 : 0;
  }
  CHECK(found == kCount);
  CHECK(wrong == 0);
  CHECK(all.index.bytes() < kCount * 40);
}

TEST_CASE("it may be asked while it grows") {
  Fixture all;
  all.add("0912345678", {});
  std::atomic<bool> stop{false};
  std::atomic<int> missed{0};
  std::atomic<int> asked{0};
  std::thread reader([&] {
    while (!stop) {
      if (all.sms() == Reason::none) ++missed;
      ++asked;
    }
  });
  for (int number = 0; number < 20'000 || asked == 0; ++number)
    all.index.add(all.index.hash()(SubjectKind::email, std::to_string(number)), {});
  stop = true;
  reader.join();
  CHECK(missed == 0);
  CHECK(asked > 0);
}

}  // namespace triand::domain
