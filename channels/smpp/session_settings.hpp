#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace triand::channels::smpp {

// As whom a session binds, and how much and how long it waits.
struct SessionSettings {
  std::string system_id;
  std::string password;
  std::string system_type;
  std::size_t window = 10;                    // submit_sm that may be unanswered
  std::chrono::milliseconds timeout{30'000};  // for the answer to each PDU
  // Silence after which the server is asked whether it is there.
  std::chrono::milliseconds enquire_link{30'000};
};

}  // namespace triand::channels::smpp
