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

// Small enough that an outcome never waits long behind it.
constexpr int kPiece = 500;
// What a portal takes in one request.
constexpr int kAtOnce = 100;
constexpr std::chrono::seconds kFirstWait = 5s;
constexpr std::chrono::seconds kLongestWait = 300s;

}  // namespace

// Withdrawals that portals are being told; the last one to come back ends it.
struct NoticeWatch::Round {
  std::size_t left = 0;
  bool all_well = true;
};

NoticeWatch::NoticeWatch(boost::asio::any_io_executor worker, store::Writer& writer,
                         store::ReaderPool& readers, Judge judge, Tell tell,
                         std::function<void(const std::string&)> trouble)
    : worker_(std::move(worker)),
      writer_(writer),
      readers_(readers),
      judge_(std::move(judge)),
      tell_(std::move(tell)),
      trouble_(std::move(trouble)),
      wait_(kFirstWait) {}

void NoticeWatch::look(SteadyTime now) {
  if ((!changed_ && !untold_) || now < not_before_.load() || busy_.exchange(true)) return;
  boost::asio::post(worker_, [this] { work(); });
}

void NoticeWatch::work() {
  const bool changed = changed_.exchange(false);
  try {
    if (changed) take_back();
    tell();
  } catch (const std::exception& fault) {
    changed_ = changed_ || changed;
    trouble_(std::string("notices cannot be taken back yet: ") + fault.what());
    end(false);
  }
}

void NoticeWatch::take_back() {
  const store::TimePoint now = std::chrono::system_clock::now();
  std::int64_t after = 0;
  for (;;) {
    const auto piece = readers_.lend()->standing_notices(after, kPiece);
    if (piece.empty()) return;
    after = piece.back().notice.cursor;
    std::vector<std::pair<std::int64_t, domain::Reason>> back;
    for (const store::StandingNotice& one : piece)
      if (const auto reason = judge_(one.notice, one.customer.customer); reason != domain::Reason::none)
        back.emplace_back(one.notice.delivery, reason);
    if (back.empty()) continue;
    untold_ = true;
    writer_.run([&](store::WriteSession& session) {
      for (const auto& [delivery, reason] : back) store::withdraw_notice(session, delivery, reason, now);
    });
  }
}

void NoticeWatch::tell() {
  untold_ = false;
  const auto from = readers_.lend();
  const auto untold = from->untold_withdrawals(kAtOnce);
  std::vector<std::pair<store::NoticeRow, channels::Withdrawal>> orders;
  for (const store::NoticeRow& notice : untold)
    if (const auto view = from->delivery_by_id(notice.delivery))
      orders.emplace_back(notice, channels::Withdrawal{.reference = view->reference,
                                                       .customer_code = view->customer_code,
                                                       .campaign = view->campaign,
                                                       .version = notice.version});
  if (orders.empty()) return end(true);
  untold_ = true;
  auto round = std::make_shared<Round>();
  round->left = orders.size();
  for (auto& [notice, withdrawal] : orders)
    tell_(store::queue_of(notice.delivery).channel, std::move(withdrawal),
          [this, round, notice = notice](const channels::Outcome& outcome) {
            boost::asio::post(worker_, [this, round, notice, outcome] { told(round, notice, outcome); });
          });
}

void NoticeWatch::told(const std::shared_ptr<Round>& round, const store::NoticeRow& notice,
                       const channels::Outcome& outcome) {
  using channels::Verdict;
  // A portal that does not know the notice, or the customer, shows it to nobody.
  const bool knows =
      outcome.verdict == Verdict::accepted ||
      (outcome.verdict == Verdict::rejected && outcome.failure == channels::FailureClass::recipient);
  if (knows)
    writer_.must(
        [notice, now = std::chrono::system_clock::now()](store::WriteSession& session) {
          store::notice_told(session, notice.delivery, notice.version, now);
        },
        [](std::exception_ptr) {});
  else if (round->all_well)
    trouble_("the portal was not told what is taken back: " + outcome.reason + " " + outcome.code +
             "; it is told again");
  round->all_well = round->all_well && knows;
  if (--round->left > 0) return;
  // What was told is on disk before it is looked for again.
  writer_.must([](store::WriteSession&) {},
               [this, well = round->all_well](std::exception_ptr) {
                 boost::asio::post(worker_, [this, well] { end(well); });
               });
}

void NoticeWatch::end(bool all_well) {
  if (all_well) {
    wait_ = kFirstWait;
  } else {
    not_before_ = std::chrono::steady_clock::now() + wait_;
    wait_ = std::min(wait_ * 2, kLongestWait);
  }
  busy_ = false;
}

}  // namespace triand::app
