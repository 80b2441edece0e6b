#pragma once

#include <chrono>
#include <string>

#include "tests/standin/sms/esms_settings.hpp"
#include "tests/standin/sms/sms_settings.hpp"
#include "tests/standin/zalo/zalo_settings.hpp"
#include "tests/standin/zalo/zalo_webhook.hpp"

namespace triand::standin {

// How the imitated gateways are set up.
struct Settings {
  EsmsSettings esms;
  SmsSettings sms;
  ZaloSettings zalo;
  ZaloWebhook zalo_webhook;
  std::string website_secret;   // empty: signatures are not looked at
  std::string website_webhook;  // where the portal tells what was seen; empty: it does not
  std::chrono::milliseconds receipt_delay{200};
  std::chrono::milliseconds smtp_hang{30000};  // how late hang* addresses are answered
  bool fast = false;  // for benches: no checks, no receipts, a compact ledger, no rules
};

}  // namespace triand::standin
