#include "daemon/store/notice_log.hpp"

#include <catch2/catch.hpp>

#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {
namespace {

using domain::DeliveryEvent;
using domain::Reason;

struct Board {
  Board() {
    store.approve();
    claimed = store.take(4).deliveries;
    channel = store.channels.at("sms");
  }

  void hand_over(std::size_t at, DeliveryEvent event, bool notice = true) {
    AttemptRecord record;
    record.delivery = claimed[at].id;
    record.lease = claimed[at].lease;
    record.event = event;
    record.notice = notice;
    record.at = record.now = store.now;
    store.run([&](WriteSession& session) { return record_attempt(session, record); });
  }
  bool withdraw(std::size_t at, Reason reason = Reason::opted_out) {
    return store.run(
        [&](WriteSession& session) { return withdraw_notice(session, claimed[at].id, reason, store.now); });
  }
  bool told(std::size_t at, std::int64_t version) {
    return store.run(
        [&](WriteSession& session) { return notice_told(session, claimed[at].id, version, store.now); });
  }
  std::vector<NoticeRow> all(std::int64_t after = 0, int limit = 100) {
    return Reader(store.path()).notices(channel, after, limit);
  }

  StoreFixture store;
  std::vector<ClaimedDelivery> claimed;
  std::int64_t channel = 0;
};

}  // namespace

TEST_CASE("a notice is logged when the portal has it or may have it, and never else") {
  Board board;
  board.hand_over(0, DeliveryEvent::answered_accepted);
  board.hand_over(1, DeliveryEvent::answered_in_doubt);
  board.hand_over(2, DeliveryEvent::answered_rejected);
  board.hand_over(3, DeliveryEvent::answered_accepted, false);
  const auto rows = board.all();
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].delivery == board.claimed[0].id);
  CHECK(rows[1].delivery == board.claimed[1].id);
  CHECK(rows[0].version == 1);
  CHECK(rows[0].withdrawn == Reason::none);
  CHECK(rows[0].cursor < rows[1].cursor);
  CHECK(Reader(board.store.path()).newest_notice() == rows[1].cursor);
}

TEST_CASE("what changes moves to the end of the log, so that a reader neither misses nor repeats it") {
  Board board;
  for (std::size_t at = 0; at < 3; ++at) board.hand_over(at, DeliveryEvent::answered_accepted);
  const auto before = board.all();
  CHECK(board.withdraw(0));
  CHECK_FALSE(board.withdraw(0));
  CHECK_FALSE(board.withdraw(3));
  const auto after = board.all();
  REQUIRE(after.size() == 3);
  CHECK(after.back().delivery == before.front().delivery);
  CHECK(after.back().version == 2);
  CHECK(after.back().withdrawn == Reason::opted_out);
  const auto news = board.all(before.back().cursor);
  REQUIRE(news.size() == 1);
  CHECK(news.front().delivery == before.front().delivery);
  CHECK(board.all(0, 2).size() == 2);
}

TEST_CASE("a withdrawal is untold until the portal knows that very version") {
  Board board;
  board.hand_over(0, DeliveryEvent::answered_in_doubt);
  CHECK(board.withdraw(0, Reason::erased));
  const auto untold = Reader(board.store.path()).untold_withdrawals(board.channel, 0, 10);
  REQUIRE(untold.size() == 1);
  CHECK(untold.front().version == 2);
  CHECK_FALSE(board.told(0, 1));
  CHECK(board.told(0, 2));
  CHECK_FALSE(board.told(0, 2));
  CHECK(Reader(board.store.path()).untold_withdrawals(board.channel, 0, 10).empty());
  std::vector<std::string> details;
  for (const auto& row : Reader(board.store.path()).history(board.claimed[0].id))
    if (row.event == HistoryEvent::withdrawn) details.push_back(row.detail);
  CHECK(details ==
        std::vector<std::string>{"the notice is taken back", "the portal has taken the notice back"});
}

TEST_CASE("a notice that is handed over again stands again, in a higher version") {
  Board board;
  board.hand_over(0, DeliveryEvent::answered_in_doubt);
  CHECK(board.withdraw(0));
  board.store.run([&](WriteSession& session) {
    return apply_later_word(session, resend_word(board.claimed[0].id, board.store.now, std::nullopt));
  });
  board.claimed = board.store.take(1).deliveries;
  board.hand_over(0, DeliveryEvent::answered_accepted);
  const auto rows = board.all();
  REQUIRE(rows.size() == 1);
  CHECK(rows.front().version == 3);
  CHECK(rows.front().withdrawn == Reason::none);
  CHECK(Reader(board.store.path()).untold_withdrawals(board.channel, 0, 10).empty());
  CHECK_FALSE(board.told(0, 2));
}

TEST_CASE("standing notices come with the customer as known now") {
  Board board;
  for (std::size_t at = 0; at < 3; ++at) board.hand_over(at, DeliveryEvent::answered_accepted);
  CHECK(board.withdraw(1));
  Reader reader(board.store.path());
  const auto standing = reader.standing_notices(0, 10);
  REQUIRE(standing.size() == 2);
  CHECK(standing[0].customer.customer.code == board.claimed[0].customer.customer.code);
  CHECK(reader.standing_notices(standing[0].notice.cursor, 10).size() == 1);
}

}  // namespace triand::store
