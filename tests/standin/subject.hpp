#pragma once

#include <string>

#include "tests/standin/channel.hpp"

namespace triand::standin {

// What a rule of misbehaviour can look at: one message of one request.
struct Subject {
  Channel channel = Channel::sms;
  std::string address;
  std::string reference;
};

}  // namespace triand::standin
