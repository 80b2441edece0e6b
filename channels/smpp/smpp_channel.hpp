#pragma once

#include <memory>

#include "channels/channel.hpp"
#include "channels/smpp/settings.hpp"

namespace triand::channels::smpp {

class Exchange;

// Hands messages to a carrier's SMPP server over one or several sessions. Receipts come over the same sessions and name
// the server's own ids, one for each part of a message.
class SmppChannel final : public Channel {
 public:
  explicit SmppChannel(Settings settings);
  ~SmppChannel() override;

  void start(Runtime& runtime) override;
  void send(Envelope envelope, Done done) override;
  [[nodiscard]] bool reports_by_id_alone() const override { return settings_->receipts; }
  [[nodiscard]] bool asks_for_receipts() const override { return settings_->receipts; }
  void stop(std::chrono::milliseconds grace) override;

 private:
  std::shared_ptr<const Settings> settings_;
  std::shared_ptr<Exchange> exchange_;
};

}  // namespace triand::channels::smpp
