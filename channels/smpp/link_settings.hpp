#pragma once

#include <chrono>

#include "channels/smpp/server_address.hpp"
#include "channels/smpp/session_settings.hpp"

namespace triand::channels::smpp {

// Where a link goes, as whom, and how often it tries.
struct LinkSettings {
  ServerAddress server;
  SessionSettings session;
  std::chrono::milliseconds reconnect_first{1000};
  std::chrono::milliseconds reconnect_longest{60'000};
};

}  // namespace triand::channels::smpp
