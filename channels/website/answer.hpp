#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "channels/curl/http_response.hpp"
#include "channels/outcome.hpp"

namespace triand::channels::website {

// What a portal's answer to a batch means for what follows.
struct Judged {
  enum class Kind {
    each,   // every notice has its outcome
    again,  // the same batch once more, unchanged
    split,  // it was refused as a whole: one of its notices is at fault
    all,    // one outcome for every notice
  };
  Kind kind = Kind::all;
  // each: by notice id. One that is missing was left out by the portal, one too many was never asked for.
  std::map<std::string, Outcome> outcomes;
  Outcome outcome;                // again, split, all: of every notice, when it ends with this
  bool may_have_arrived = false;  // again: the portal may have stored the batch
};

// Reads an answer as the reference's table has it (website.md, 2.1). `whole_answers`: a 2xx without results counts for
// every notice.
[[nodiscard]] Judged judge_answer(const HttpResponse& response, bool whole_answers,
                                  std::chrono::system_clock::time_point now);

// The outcome of a notice that a 2xx answer says nothing of.
[[nodiscard]] Outcome left_out();

// What an outcome means for a notice that is taken back: a portal that knows neither notice nor customer shows it to
// nobody, which is all that was wanted; whatever else it refuses may still stand there.
[[nodiscard]] Outcome of_withdrawal(Outcome outcome);

}  // namespace triand::channels::website
