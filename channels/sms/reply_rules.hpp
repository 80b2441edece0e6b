#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "channels/curl/http_response.hpp"
#include "channels/outcome.hpp"
#include "channels/sms/code_table.hpp"
#include "channels/sms/condition.hpp"
#include "channels/sms/meaning.hpp"
#include "config/block.hpp"

namespace triand::channels {

// How a gateway's answer to a message is read: the `reply` group of its description.
class ReplyRules {
 public:
  static ReplyRules read(config::Block& description);

  // Never throws for what a gateway says; what is not understood is in doubt.
  [[nodiscard]] Outcome outcome(const HttpResponse& response,
                                std::chrono::system_clock::time_point now) const;

 private:
  struct Shape {
    Condition when;
    Meaning meaning;
    std::string code;
  };
  [[nodiscard]] Outcome by_meaning(const Meaning& meaning, std::string code, std::string words,
                                   const HttpResponse& response) const;

  CodeTable statuses_;  // HTTP statuses that decide by themselves, unless the body has a known code
  Condition success_;
  std::string id_;             // path; empty: the gateway gives none
  std::string code_;           // path
  std::string message_;        // path; empty: none
  std::vector<Shape> shapes_;  // answers that have no code, or one that means several things
  CodeTable codes_;
  Meaning unknown_;  // a code that is not in the table
};

}  // namespace triand::channels
