#include "channels/smpp/smpp_channel.hpp"

#include <utility>

#include "channels/smpp/exchange.hpp"

namespace triand::channels::smpp {

SmppChannel::SmppChannel(Settings settings)
    : settings_(std::make_shared<const Settings>(std::move(settings))) {}

SmppChannel::~SmppChannel() {
  if (exchange_) exchange_->close();
}

void SmppChannel::start(Runtime& runtime) {
  exchange_ = std::make_shared<Exchange>(settings_, runtime);
  exchange_->open();
}

void SmppChannel::send(Envelope envelope, Done done) {
  exchange_->send(std::move(envelope), std::move(done));
}

void SmppChannel::stop(std::chrono::milliseconds grace) {
  if (exchange_) exchange_->stop(grace);
}

}  // namespace triand::channels::smpp
