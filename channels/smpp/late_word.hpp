#pragma once

#include <string>

#include "channels/receipt.hpp"
#include "channels/smpp/session_event.hpp"
#include "channels/smpp/settings.hpp"

namespace triand::channels::smpp {

// A message that was given up before any part of it was taken: it is in doubt, and its answer may still come.
struct GivenUp {
  std::string reference;
  bool whole = true;        // it was one submit_sm, and not the first of several
  bool sent_again = false;  // since
};

// What the server's answer to it says. That the whole message was taken settles the doubt; a first part that was taken
// does not, as the others were never sent. That it was refused for its recipient settles it too, unless it was sent once
// more. What the account or the text was refused for says nothing of this message: it is kept in the history.
[[nodiscard]] Receipt late_word(const GivenUp& message, const LateAnswer& answer, const Settings& settings);

}  // namespace triand::channels::smpp
