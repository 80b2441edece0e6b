#pragma once

#include <string>

#include <curl/curl.h>

namespace triand::channels::email {

// How far a conversation got: the command whose reply was the last to be waited for, or the body once 354 was seen.
enum class Stage { hello, mail, recipient, data, body };

// What is known of one message when the conversation is over: the input of the judgement.
struct Exchange {
  // libcurl's while it opens the connection, and in its words from then on. CURLE_SEND_ERROR: a command was refused, or
  // could not leave; CURLE_WEIRD_SERVER_REPLY: the message was.
  CURLcode result = CURLE_OK;
  long code = 0;  // of the last reply; misleads alone: a lost connection keeps the code before it
  Stage stage = Stage::hello;
  bool saw_354 = false;
  bool all_handed = false;    // every byte of the message was written, the final dot too
  bool auth_missing = false;  // we have a user name and the server never asked for it
  std::string words;          // of the last reply whose code is `code`
  std::string error;          // libcurl's own words
};

}  // namespace triand::channels::email
