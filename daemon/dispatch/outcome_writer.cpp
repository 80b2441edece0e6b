#include "daemon/dispatch/outcome_writer.hpp"

#include <memory>
#include <utility>

#include <boost/asio/post.hpp>

#include "daemon/domain/hold_reason.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/channel_writer.hpp"

namespace triand::dispatch {

void OutcomeWriter::record(store::AttemptRecord record, std::optional<store::TimePoint> resend_at,
                           std::function<void(const store::Recorded&)> done) {
  auto recorded = std::make_shared<store::Recorded>();
  writer_.must(
      [record = std::move(record), recorded, resend_at](store::WriteSession& session) {
        *recorded = store::record_attempt(session, record);
        if (!resend_at || recorded->state != domain::DeliveryState::in_doubt) return;
        store::apply_later_word(session, store::resend_word(record.delivery, record.now, resend_at));
        recorded->state = domain::DeliveryState::queued;
      },
      [recorded, done = std::move(done), executor = executor_](std::exception_ptr) {
        boost::asio::post(executor, [recorded, done] { done(*recorded); });
      });
}

void OutcomeWriter::stop_channel(domain::Reason reason, std::string detail, store::TimePoint at) {
  writer_.must(
      [channel = channel_, reason, detail = std::move(detail), at](store::WriteSession& session) {
        store::stop_channel(session, channel, reason, detail, at);
      },
      [](std::exception_ptr) {});
}

void OutcomeWriter::stop_template(std::int64_t campaign, std::string why, store::TimePoint at) {
  writer_.must(
      [campaign, channel = channel_, why = std::move(why), at](store::WriteSession& session) {
        store::set_pause(session, campaign, channel, 0, "triand", why,
                         std::string(domain::to_string(domain::HoldReason::template_stopped)), at);
      },
      [](std::exception_ptr) {});
}

}  // namespace triand::dispatch
