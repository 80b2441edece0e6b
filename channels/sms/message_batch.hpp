#pragma once

#include <memory>
#include <string>
#include <vector>

#include "channels/channel.hpp"

namespace triand::channels {

// One message on its way through an SMS channel.
struct Message {
  Envelope envelope;
  std::string phone;  // in the form that the gateway wants
  Channel::Done done;
};

// The messages of one request; most have one.
struct MessageBatch {
  std::vector<Message> messages;
  bool renewed = false;  // the token was renewed for it once
};

}  // namespace triand::channels
