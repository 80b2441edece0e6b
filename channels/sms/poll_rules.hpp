#pragma once

#include <chrono>
#include <set>
#include <string>

#include "channels/sms/answer.hpp"
#include "channels/sms/body_template.hpp"
#include "channels/sms/condition.hpp"
#include "channels/sms/report_rules.hpp"
#include "config/block.hpp"

namespace triand::channels {

// How a gateway is asked what became of a message, where it does not tell by itself: the `poll` group of a
// description.
struct PollRules {
  bool polls = false;
  bool always = false;                   // also where the gateway's own reports can reach us
  bool post = false;                     // else a GET
  BodyFormat format = BodyFormat::json;  // of a POST's body
  std::string path;                      // with placeholders
  PlaceholderText target;                // the same, compiled, values percent-encoded
  BodyTemplate body;                     // of a POST, or the query of a GET
  bool has_body = false;
  std::chrono::milliseconds first{30'000};  // after the message was taken
  double factor = 2;                        // between one question and the next
  std::chrono::milliseconds longest{600'000};
  std::chrono::milliseconds give_up{4 * 3600'000};
  Answer::Format answer = Answer::Format::json;
  Condition known;  // holds of an answer that is about the message
  ReportRules rules;

  static PollRules read(config::Block& description);
  void collect_credentials(std::set<std::string>& names) const;
};

}  // namespace triand::channels
