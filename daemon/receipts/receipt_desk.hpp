#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "channels/feedback.hpp"
#include "channels/receipt.hpp"
#include "daemon/store/find_delivery.hpp"
#include "daemon/store/suppression_desk.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/writer.hpp"

namespace triand::receipts {

// Takes the gateways' later words: each is stored before it is acknowledged, matched by its reference, and moves its
// delivery if that may still move. What matches nothing is kept as well. A word about the address or its owner (it does
// not exist, he wants no more) suppresses with it: channels know nothing of suppressions. Any thread.
class ReceiptDesk {
 public:
  // The leg's next channel for a delivery that a receipt says has failed, as a row of the store. Called on the writer
  // thread.
  using NextChannel = std::function<std::optional<std::int64_t>(const store::RoutedDelivery&)>;

  ReceiptDesk(store::Writer& writer, store::SuppressionDesk& suppressions,
              std::function<store::TimePoint()> now, NextChannel next_channel,
              std::function<void(std::int64_t channel)> queued)
      : writer_(writer),
        suppressions_(suppressions),
        now_(std::move(now)),
        next_channel_(std::move(next_channel)),
        queued_(std::move(queued)) {}

  // Called on the writer thread for each delivery that a receipt says was delivered, with how long after the gateway had
  // taken it. Before the first receipt.
  void set_delivered(std::function<void(std::int64_t channel, std::chrono::milliseconds delay)> delivered) {
    delivered_ = std::move(delivered);
  }

  // `stored` is called on the writer thread once all of them are on disk, with whether they are. What customers said
  // goes with them.
  void take(std::int64_t channel, std::vector<channels::Receipt> receipts,
            std::vector<channels::Feedback> feedback, std::function<void(bool)> stored);

  // The same for receipts that nobody would send again: kept until they are on disk.
  void keep(std::int64_t channel, std::vector<channels::Receipt> receipts);

  // Receipts that were not authentic.
  void count_forged() { ++forged_; }
  [[nodiscard]] std::uint64_t forged() const { return forged_; }

 private:
  // What is to be told once the receipts are on disk.
  struct Aftermath {
    explicit Aftermath(store::SuppressionDesk& desk) : suppressed(desk) {}
    std::vector<std::int64_t> queued;  // channels for which a delivery was queued
    std::vector<std::pair<std::int64_t, std::chrono::milliseconds>> delays;
    store::SuppressionDesk::Consequences suppressed;
  };
  [[nodiscard]] store::Writer::Work work(std::int64_t channel, std::vector<channels::Receipt> receipts,
                                         std::vector<channels::Feedback> feedback,
                                         std::shared_ptr<Aftermath> after) const;
  void learn_id(store::WriteSession& session, std::int64_t delivery, const std::string& provider_id,
                Aftermath& after) const;
  [[nodiscard]] std::optional<std::int64_t> next_channel(store::WriteSession& session,
                                                         std::int64_t delivery) const;
  void tell(Aftermath& after) const;

  store::Writer& writer_;
  store::SuppressionDesk& suppressions_;
  std::function<store::TimePoint()> now_;
  NextChannel next_channel_;
  std::function<void(std::int64_t channel)> queued_;
  std::function<void(std::int64_t, std::chrono::milliseconds)> delivered_;
  std::atomic<std::uint64_t> forged_{0};
};

}  // namespace triand::receipts
