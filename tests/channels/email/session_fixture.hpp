#pragma once

#include <chrono>

#include "channels/email/message.hpp"
#include "tests/channels/email/scripted_server.hpp"

namespace triand::channels::email {

// A session's settings for a server of the test's.
inline Settings settings_for(const ScriptedServer& server) {
  Settings settings;
  settings.server = server.url();
  settings.starttls = StartTls::off;
  settings.timeout = std::chrono::seconds(20);
  settings.from = {.name = "", .address = "tri-an@triand.test"};
  return settings;
}

inline Message message(const std::string& text = "xin cam on\r\n") {
  return {.sender = "bounces@triand.test",
          .recipient = "ho.mot@example.test",
          .bytes = "Subject: x\r\n\r\n" + text};
}

}  // namespace triand::channels::email
