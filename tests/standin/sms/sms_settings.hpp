#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace triand::standin {

// The accounts at the imitated SMS gateways besides eSMS.
struct SmsSettings {
  std::string speedsms_token = "speedsms-token";
  std::string speedsms_webhook;  // where reports go; empty: nowhere
  std::size_t speedsms_requests = 60;
  std::chrono::milliseconds speedsms_window{60'000};
  std::string fpt_client = "fpt-client";
  std::string fpt_secret = "fpt-secret";
  std::chrono::milliseconds fpt_token_life{3'600'000};
  std::string vietguys_user = "vietguys-user";
  std::string vietguys_passcode = "vietguys-passcode";
  std::string vietguys_refresh_token = "vietguys-refresh-1";  // the first of the chain
  std::chrono::milliseconds vietguys_token_life{3'600'000};
  std::string stringee_sid = "SKstandin";
  std::string stringee_secret = "stringee-secret";
  std::string vmg_token = "vmg-token";
  std::string twilio_sid = "ACstandin";
  std::string twilio_token = "twilio-token";
  std::string viettel_password = "viettel-password";
  std::string vnpt_password = "vnpt-password";
};

}  // namespace triand::standin
