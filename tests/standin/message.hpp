#pragma once

#include <string>

#include "tests/standin/channel.hpp"

namespace triand::standin {

// One message a gateway took and a real one would deliver.
struct Message {
  Channel channel = Channel::sms;
  std::string reference;     // the sender's own name for it; empty when none was given
  std::string address;       // telephone, email address or customer code, as it came
  std::string subject;       // email subject, notice title
  std::string text;          // what the recipient would read; Zalo: the template data as JSON
  std::string provider_id;   // the gateway's name for it
  std::string callback_url;  // where the receipt goes, for gateways that are told with each message
  std::string gateway;       // SMS: which of them took it; empty: eSMS
};

}  // namespace triand::standin
