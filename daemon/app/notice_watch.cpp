#include "daemon/app/notice_watch.hpp"

#include <algorithm>
#include <exception>
#include <utility>
#include <vector>

#include <boost/asio/post.hpp>

#include "daemon/store/delivery_id.hpp"
#include "daemon/store/notice_log.hpp"

namespace triand::app {
namespace {

using namespace std::chrono_literals;

// Small enough that an outcome never waits long behind it, nor what else the worker does.
constexpr std::size_t kPiece = 500;
// What a portal takes in one request.
constexpr int kAtOnce = 100;

}  // namespace

// Withdrawals that one portal is being told; the last one to come back ends it.
struct NoticeWatch::Round {
  Line& line;
  std::size_t left = 0;
  bool all_well = true;
};

void NoticeWatch::BackOff::failed(SteadyTime now) {
  not_before = now + wait;
  wait = std::min(wait * 2, kLongest);
}

NoticeWatch::NoticeWatch(boost::asio::any_io_executor worker, store::Writer& writer,
                         store::ReaderPool& readers, const Channels& channels, Judge judge, Tell tell,
                         std::function<void(const std::string&)> trouble)
    : worker_(std::move(worker)),
      writer_(writer),
      readers_(readers),
      judge_(std::move(judge)),
      tell_(std::move(tell)),
      trouble_(std::move(trouble)) {
  for (const auto& [channel, name] : channels) lines_[channel].name = name;
}

bool NoticeWatch::end_campaign(std::int64_t campaign) {
  const auto from = readers_.lend();
  store::NoticesLeft left;
  for (const auto& line : lines_) {
    const store::NoticesLeft here = from->notices_left(campaign, line.first);
    left.standing = left.standing || here.standing;
    left.untold = left.untold || here.untold;
  }
  if (left.standing) {
    const std::lock_guard lock(mutex_);
    ended_.insert(campaign);
    changed_ = true;
  }
  return !left.standing && !left.untold;
}

void NoticeWatch::look(SteadyTime now) {
  if ((!changed_ && !untold_) || busy_.exchange(true)) return;
  boost::asio::post(worker_, [this, now] { begin(now); });
}

void NoticeWatch::begin(SteadyTime now) {
  if (now < disk_.not_before)
    busy_ = false;
  else if (changed_.exchange(false))
    look_through(now, 0);
  else
    tell_all(now);
}

void NoticeWatch::look_through(SteadyTime now, std::int64_t after) {
  try {
    if (const auto last = take_back(after)) {
      boost::asio::post(worker_, [this, now, last] { look_through(now, *last); });
      return;
    }
  } catch (const std::exception& fault) {
    changed_ = true;
    return failed(now, fault);
  }
  tell_all(now);
}

void NoticeWatch::tell_all(SteadyTime now) {
  try {
    untold_ = false;
    for (auto& [channel, line] : lines_) tell(channel, line, now);
    disk_.went_well();
    busy_ = false;
  } catch (const std::exception& fault) {
    failed(now, fault);
  }
}

void NoticeWatch::failed(SteadyTime now, const std::exception& fault) {
  untold_ = true;
  trouble_(std::string("notices cannot be taken back yet: ") + fault.what());
  disk_.failed(now);
  busy_ = false;
}

std::optional<std::int64_t> NoticeWatch::take_back(std::int64_t after) {
  const store::TimePoint now = std::chrono::system_clock::now();
  std::set<std::int64_t> ended;
  {
    const std::lock_guard lock(mutex_);
    ended = ended_;
  }
  const auto reason_for = [&](const store::StandingNotice& one) {
    const auto reason = judge_(one.notice, one.customer.customer);
    const bool too_old = ended.contains(store::queue_of(one.notice.delivery).campaign);
    return reason == domain::Reason::none && too_old ? domain::Reason::retention : reason;
  };
  const auto piece = readers_.lend()->standing_notices(after, static_cast<int>(kPiece));
  std::vector<std::pair<std::int64_t, domain::Reason>> back;
  for (const store::StandingNotice& one : piece)
    if (const auto reason = reason_for(one); reason != domain::Reason::none)
      back.emplace_back(one.notice.delivery, reason);
  if (!back.empty())
    writer_.run([&](store::WriteSession& session) {
      for (const auto& [delivery, reason] : back) store::withdraw_notice(session, delivery, reason, now);
    });
  if (piece.size() < kPiece) return std::nullopt;
  return piece.back().notice.cursor;
}

void NoticeWatch::tell(std::int64_t channel, Line& line, SteadyTime now) {
  if (line.under_way || now < line.back_off.not_before) {
    untold_ = true;
    return;
  }
  const auto from = readers_.lend();
  auto untold = from->untold_withdrawals(channel, line.after, kAtOnce);
  // Those that were refused come again once all behind them had their turn.
  if (untold.empty() && line.after != 0) untold = from->untold_withdrawals(channel, line.after = 0, kAtOnce);
  if (untold.empty()) return;
  untold_ = true;
  line.after = untold.back().cursor;
  std::vector<std::pair<store::NoticeRow, channels::Withdrawal>> orders;
  for (const store::NoticeRow& notice : untold)
    if (const auto view = from->delivery_by_id(notice.delivery))
      orders.emplace_back(notice, channels::Withdrawal{.reference = view->reference,
                                                       .customer_code = view->customer_code,
                                                       .campaign = view->campaign,
                                                       .version = notice.version});
  if (orders.empty()) return;
  line.under_way = true;
  auto round = std::make_shared<Round>(Round{.line = line, .left = orders.size()});
  for (auto& [notice, withdrawal] : orders)
    tell_(channel, std::move(withdrawal), [this, round, notice = notice](const channels::Outcome& outcome) {
      boost::asio::post(worker_, [this, round, notice, outcome] { told(round, notice, outcome); });
    });
}

void NoticeWatch::told(const std::shared_ptr<Round>& round, const store::NoticeRow& notice,
                       const channels::Outcome& outcome) {
  const bool knows = outcome.verdict == channels::Verdict::accepted;
  if (knows)
    writer_.must(
        [notice, now = std::chrono::system_clock::now()](store::WriteSession& session) {
          store::notice_told(session, notice.delivery, notice.version, now);
        },
        [](std::exception_ptr) {});
  else if (round->all_well)
    trouble_("the portal of channel " + round->line.name + " has not accepted what is taken back: " +
             outcome.reason + " " + outcome.code + "; it is told again");
  round->all_well = round->all_well && knows;
  if (--round->left > 0) return;
  // What was told is on disk before it is looked for again.
  writer_.must([](store::WriteSession&) {},
               [this, round](std::exception_ptr) {
                 boost::asio::post(worker_, [this, round] { end(round->line, round->all_well); });
               });
}

void NoticeWatch::end(Line& line, bool all_well) {
  line.under_way = false;
  all_well ? line.back_off.went_well() : line.back_off.failed(std::chrono::steady_clock::now());
}

}  // namespace triand::app
