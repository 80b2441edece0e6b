#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "channels/curl/http_response.hpp"
#include "channels/outcome.hpp"
#include "channels/sms/answer.hpp"
#include "channels/sms/code_table.hpp"
#include "channels/sms/condition.hpp"
#include "channels/sms/meaning.hpp"
#include "channels/sms/prefix_table.hpp"
#include "config/block.hpp"

namespace triand::channels {

// How a gateway's answer to a request is read: the `reply` group of its description.
class ReplyRules {
 public:
  static ReplyRules read(config::Block& description);

  // What an answer means.
  struct Reading {
    std::vector<Outcome> outcomes;  // one for each telephone, in their order
    bool renew = false;             // the token has run out; nothing was taken
    // Which were not taken because of another telephone in the request: to be sent anew, in fewer together. Ascending.
    std::vector<std::size_t> again;
  };
  // Of a request for these telephones, as they were written, at least one. Never throws for what a gateway says; what
  // is not understood is in doubt. `tag_key`: see phone_tag().
  [[nodiscard]] Reading outcomes(const HttpResponse& response, std::span<const std::string_view> phones,
                                 std::chrono::system_clock::time_point now,
                                 std::string_view tag_key = {}) const;
  // The same of a request for one message.
  [[nodiscard]] Outcome outcome(const HttpResponse& response,
                                std::chrono::system_clock::time_point now) const;

  [[nodiscard]] bool has_items() const { return items_.has_value(); }
  [[nodiscard]] bool has_refused_phones() const { return !refused_phones_.empty(); }
  [[nodiscard]] bool gives_ids() const { return !id_.empty() || (items_ && !items_->id.empty()); }

 private:
  struct Shape {
    Condition when;
    Meaning meaning;
    std::string code;
  };
  // The answer has a result for each message, in the order of the request.
  struct Items {
    std::string list;  // path
    Condition success;
    std::string id;
    std::string code;
    std::string message;
  };
  struct Judgement {
    Outcome outcome;
    bool renew = false;
  };
  void read_items(config::Block& block);
  [[nodiscard]] Judgement judge(const Answer& answer, const HttpResponse& response,
                                std::chrono::system_clock::time_point now) const;
  [[nodiscard]] Judgement by_meaning(const Meaning& meaning, std::string code, std::string words,
                                     const HttpResponse& response) const;
  void judge_items(const Answer& answer, const HttpResponse& response, Reading& reading) const;
  // Which were refused by the list at that path.
  std::vector<std::size_t> refuse_phones(const Answer& answer, const std::string& path,
                                         std::span<const std::string_view> phones, Reading& reading) const;
  void set_apart(const Answer& answer, std::span<const std::string_view> phones, Reading& reading) const;
  [[nodiscard]] std::string id_of(std::string id, std::string_view phone, std::string_view tag_key) const;

  Answer::Format format_ = Answer::Format::json;
  CodeTable statuses_;  // HTTP statuses that decide by themselves, unless the body has a known code
  std::vector<Condition> success_;  // any of them
  std::string id_;                  // path; empty: the gateway gives none
  bool id_with_phone_ = false;      // one id for a whole batch: ours is the two together
  std::string code_;                // path; empty: none
  std::string message_;             // path; empty: none
  std::string reset_header_;        // says when a throttled request may come again; empty: Retry-After alone
  std::vector<Shape> shapes_;       // answers that have no code, or one that means several things
  PrefixTable messages_;
  CodeTable codes_;
  Meaning unknown_;  // a code that is not in the table
  std::optional<Items> items_;
  std::string refused_phones_;           // path of the list of telephones that were not taken
  std::string refused_phones_of_error_;  // the same where the whole request was refused for them; empty: none
  Meaning refused_meaning_;
};

}  // namespace triand::channels
