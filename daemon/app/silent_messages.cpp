#include "daemon/app/silent_messages.hpp"

#include "daemon/app/receipt_patience.hpp"

namespace triand::app {

std::optional<receipts::WatchedQueue> silent_messages(const dispatch::CampaignRun& run,
                                                      const dispatch::LaneSettings& lane,
                                                      bool gateway_can_be_asked, schedule::WallTime now) {
  if (!gateway_can_be_asked || !lane.receipts_expected || !run.uses(lane.channel)) return std::nullopt;
  const auto closes = run.window().closes_at();
  // They are asked about before they are given up.
  if (now < closes && run.falls_back_from(lane.channel)) return std::nullopt;
  const auto timeout =
      receipt_patience(lane.receipt_timeout, gateway_can_be_asked, run.gives_up_after(lane.channel));
  if (!timeout || now >= closes + 2 * *timeout) return std::nullopt;
  return receipts::WatchedQueue{
      .campaign = run.row(), .channel = lane.channel, .timeout = *timeout, .asks = true, .gives_up = false};
}

}  // namespace triand::app
