#include "daemon/receipts/receipt_watch.hpp"

#include <future>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <catch2/catch.hpp>

#include "tests/daemon/store/store_fixture.hpp"

namespace triand::receipts {
namespace {

using namespace std::chrono_literals;
using domain::DeliveryEvent;
using domain::DeliveryState;
using domain::RecipientState;

// Ten deliveries by sms, all claimed, and a watch over them.
struct Bench {
  Bench() {
    store.approve();
    claimed = store.take(10).deliveries;
    sms = store.channels.at("sms");
    email = store.channels.at("email");
  }
  ~Bench() { pool.join(); }

  ReceiptWatch& watch() {
    if (!watch_)
      watch_ = std::make_unique<ReceiptWatch>(
          pool.get_executor(), *store.writer, readers,
          [this](const store::RoutedDelivery& found) {
            asked.insert(found.customer.customer.code);
            return has_next ? std::optional(email) : std::nullopt;
          },
          [this](std::int64_t channel) { woken.insert(channel); });
    watch_->deaf_until(hears_since);
    if (answer)
      watch_->set_ask([this](std::int64_t, std::vector<Question> questions,
                             std::function<void(std::vector<Answer>)> done) {
        std::vector<Answer> answers;
        for (Question& question : questions) {
          const auto word = answer(question);
          answers.push_back({std::move(question), word});
        }
        done(std::move(answers));
      });
    return *watch_;
  }

  // One whole pass: what the watch has posted to pool and writer is done when both have come to an end.
  void pass(DeliveryState state, std::chrono::milliseconds timeout, store::TimePoint now) {
    watch().look({{store.campaign, sms, state, timeout, answer != nullptr, gives_up}}, now, steady);
    for (int round = 0; round < 8; ++round) {
      std::promise<void> reached;
      boost::asio::post(pool, [&] { reached.set_value(); });
      reached.get_future().wait();
      store.run([](store::WriteSession&) { return 0; });
    }
    // The next pass may begin at once: a new watch, or a later time.
    if (keeps_watch)
      steady += 1h;
    else
      watch_.reset();
  }
  void forget() { watch_.reset(); }

  // Deliveries 0 to `count` - 1 were taken, the last one without an id of the gateway's.
  void take_with_ids(int count) {
    for (int at = 0; at < count; ++at) {
      store::AttemptRecord record;
      record.delivery = claimed[static_cast<std::size_t>(at)].id;
      record.lease = claimed[static_cast<std::size_t>(at)].lease;
      record.event = DeliveryEvent::answered_accepted;
      if (at + 1 < count) record.provider_id = "id-" + std::to_string(at);
      record.at = record.now = store.now;
      store.run(
          [&](store::WriteSession& session) { return store::record_attempt(session, record).fell_back; });
    }
  }

  store::StoreFixture store;
  store::ReaderPool readers{store.path()};
  boost::asio::thread_pool pool{1};
  std::vector<store::ClaimedDelivery> claimed;
  std::int64_t sms = 0;
  std::int64_t email = 0;
  bool has_next = true;
  bool gives_up = true;
  bool keeps_watch = false;
  std::function<std::optional<channels::Receipt>(const Question&)>
      answer;  // of the gateway; empty: it is not asked
  // The service has been listening for a day.
  std::chrono::steady_clock::time_point steady = std::chrono::steady_clock::time_point{} + 24h;
  std::chrono::steady_clock::time_point hears_since{};
  std::set<std::string> asked;
  std::set<std::int64_t> woken;

 private:
  std::unique_ptr<ReceiptWatch> watch_;
};

}  // namespace

TEST_CASE("the next channel takes over when no receipt comes in time, and only then") {
  Bench bench;
  auto& store = bench.store;
  for (int at = 0; at < 6; ++at)
    store.answer(bench.claimed[static_cast<std::size_t>(at)], DeliveryEvent::answered_accepted);
  store.answer(bench.claimed[6], DeliveryEvent::answered_in_doubt);
  store::LaterWord arrived;
  arrived.delivery = bench.claimed[0].id;
  arrived.now = store.now;
  store.run([&](store::WriteSession& session) { return store::apply_later_word(session, arrived); });

  bench.pass(DeliveryState::accepted, 1h, store.now + 59min);
  CHECK(store.state("email", DeliveryState::queued) == 0);

  // Five are overdue; the fixture's window closes an hour after `now`.
  bench.pass(DeliveryState::accepted, 10min, store.now + 30min);
  CHECK(store.state("sms", DeliveryState::delivered) == 1);
  CHECK(store.state("sms", DeliveryState::accepted) == 0);
  CHECK(store.state("sms", DeliveryState::failed) == 5);
  CHECK(store.state("sms", DeliveryState::in_doubt) == 1);
  CHECK(store.state("email", DeliveryState::queued) == 5);
  CHECK(store.bucket(RecipientState::pending) == 5 + 3);
  CHECK(bench.woken == std::set{bench.email});
  CHECK(store.counters_are_exact());

  // Nobody is given a second other channel.
  bench.pass(DeliveryState::accepted, 10min, store.now + 40min);
  CHECK(store.state("email", DeliveryState::queued) == 5);

  // A receipt that comes too late is kept and changes nothing.
  store::LaterWord late;
  late.delivery = bench.claimed[1].id;
  late.now = store.now + 50min;
  CHECK_FALSE(
      store.run([&](store::WriteSession& session) { return store::apply_later_word(session, late); }));
  CHECK(store.state("sms", DeliveryState::failed) == 5);
}

TEST_CASE("a doubt waits as long as its own watch says") {
  Bench bench;
  auto& store = bench.store;
  for (int at = 0; at < 4; ++at)
    store.answer(bench.claimed[static_cast<std::size_t>(at)], DeliveryEvent::answered_in_doubt);
  bench.pass(DeliveryState::accepted, 1min, store.now + 30min);
  CHECK(store.state("sms", DeliveryState::in_doubt) == 4);
  bench.pass(DeliveryState::in_doubt, 1min, store.now + 30min);
  CHECK(store.state("sms", DeliveryState::failed) == 4);
  CHECK(store.state("email", DeliveryState::queued) == 4);
  CHECK(store.counters_are_exact());
}

TEST_CASE("a delivery without another channel stays accepted") {
  Bench bench;
  bench.has_next = false;
  for (const auto& one : bench.claimed) bench.store.answer(one, DeliveryEvent::answered_accepted);
  bench.pass(DeliveryState::accepted, 1min, bench.store.now + 30min);
  CHECK(bench.asked.size() == 10);
  CHECK(bench.store.state("sms", DeliveryState::accepted) == 10);
  CHECK(bench.woken.empty());
}

TEST_CASE("nobody is given up before the gateways had time to repeat what was not heard") {
  Bench bench;
  for (const auto& one : bench.claimed) bench.store.answer(one, DeliveryEvent::answered_accepted);
  bench.hears_since = bench.steady - 9min;
  bench.pass(DeliveryState::accepted, 10min, bench.store.now + 30min);
  CHECK(bench.store.state("sms", DeliveryState::accepted) == 10);
  bench.hears_since = bench.steady - 10min;
  bench.pass(DeliveryState::accepted, 10min, bench.store.now + 30min);
  CHECK(bench.store.state("email", DeliveryState::queued) == 10);
}

TEST_CASE("after the window nothing takes over") {
  Bench bench;
  for (const auto& one : bench.claimed) bench.store.answer(one, DeliveryEvent::answered_accepted);
  bench.pass(DeliveryState::accepted, 1min, bench.store.now + 2h);
  CHECK(bench.store.state("email", DeliveryState::queued) == 0);
  CHECK(bench.store.state("sms", DeliveryState::accepted) == 10);
}

TEST_CASE("the gateway is asked before a message is given up, and what has arrived has arrived") {
  Bench bench;
  auto& store = bench.store;
  for (int at = 0; at < 4; ++at) {
    store::AttemptRecord record;
    const auto& delivery = bench.claimed[static_cast<std::size_t>(at)];
    record.delivery = delivery.id;
    record.lease = delivery.lease;
    record.event = DeliveryEvent::answered_accepted;
    record.provider_id = "id-" + std::to_string(at);
    record.at = record.now = store.now;
    store.run([&](store::WriteSession& session) { return store::record_attempt(session, record).fell_back; });
  }
  // One has arrived, one has not, one cannot be asked about; the fourth was given no id.
  bench.answer = [](const Question& question) -> std::optional<channels::Receipt> {
    channels::Receipt receipt;
    receipt.detail = "delivery_time=1";
    if (question.provider_id == "id-2") return std::nullopt;
    if (question.provider_id == "id-0") receipt.word = channels::Receipt::Word::delivered;
    return receipt;
  };
  bench.pass(DeliveryState::accepted, 10min, store.now + 11min);
  CHECK(store.state("sms", DeliveryState::delivered) == 1);
  CHECK(store.state("sms", DeliveryState::failed) == 2);
  CHECK(store.state("sms", DeliveryState::accepted) == 1);
  CHECK(store.state("email", DeliveryState::queued) == 2);
  // It is not waited for without end.
  bench.pass(DeliveryState::accepted, 10min, store.now + 21min);
  CHECK(store.state("sms", DeliveryState::accepted) == 0);
  CHECK(store.state("email", DeliveryState::queued) == 3);
  CHECK(store.counters_are_exact());
}

TEST_CASE("where no other channel would take over the gateway is asked twice, and only its answer counts") {
  Bench bench;
  auto& store = bench.store;
  bench.take_with_ids(4);
  bench.gives_up = false;
  bench.keeps_watch = true;
  bench.steady = std::chrono::steady_clock::now() + 1h;
  std::map<std::string, int> asked;
  bool reachable = false;
  bench.answer = [&](const Question& question) -> std::optional<channels::Receipt> {
    ++asked[question.provider_id];
    if (question.provider_id == "id-2" && !reachable) return std::nullopt;
    channels::Receipt receipt;
    if (question.provider_id == "id-0") receipt.word = channels::Receipt::Word::delivered;
    return receipt;
  };
  const auto pass = [&](std::chrono::minutes later) {
    asked.clear();
    bench.pass(DeliveryState::accepted, 10min, store.now + later);
  };
  using Questions = std::map<std::string, int>;
  pass(9min);
  CHECK(asked.empty());
  pass(11min);
  CHECK(asked == Questions{{"id-0", 1}, {"id-1", 1}, {"id-2", 1}});
  CHECK(store.state("sms", DeliveryState::delivered) == 1);
  // It could not be asked about one.
  reachable = true;
  pass(12min);
  CHECK(asked == Questions{{"id-1", 1}, {"id-2", 1}});
  pass(13min);
  CHECK(asked.empty());
  pass(21min);
  CHECK(asked == Questions{{"id-1", 1}, {"id-2", 1}});
  pass(22min);
  CHECK(asked.empty());
  bench.forget();
  pass(40min);
  CHECK(asked.empty());
  CHECK(store.state("sms", DeliveryState::accepted) == 3);
  CHECK(store.state("sms", DeliveryState::failed) == 0);
  CHECK(store.state("email", DeliveryState::queued) == 0);
  CHECK(store.counters_are_exact());
}

TEST_CASE("what stays where it is because nothing takes over is not asked about in every pass") {
  Bench bench;
  bench.take_with_ids(3);
  bench.has_next = false;
  bench.keeps_watch = true;
  bench.steady = std::chrono::steady_clock::now() + 1h;
  int asked = 0;
  bench.answer = [&](const Question&) -> std::optional<channels::Receipt> {
    ++asked;
    return channels::Receipt();
  };
  for (int minute = 11; minute < 40; ++minute)
    bench.pass(DeliveryState::accepted, 10min, bench.store.now + std::chrono::minutes(minute));
  CHECK(asked == 2 * 2);
  CHECK(bench.store.state("sms", DeliveryState::accepted) == 3);
}

}  // namespace triand::receipts
