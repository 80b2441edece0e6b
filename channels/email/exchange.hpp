#pragma once

#include <string>

#include <curl/curl.h>

namespace triand::channels::email {

// How far a conversation got: the last command that left, or the body once 354 was seen.
enum class Stage { hello, mail, recipient, data, body };

// What is known of one message after libcurl has given it back: the input of the judgement.
struct Exchange {
  CURLcode result = CURLE_OK;
  long code = 0;  // CURLINFO_RESPONSE_CODE; misleads alone: a lost connection keeps the code before it
  Stage stage = Stage::hello;
  bool saw_354 = false;
  bool any_handed = false;    // a byte of the message was given to libcurl
  bool all_handed = false;    // every byte was: libcurl writes the final dot only then
  bool auth_missing = false;  // we have a user name and the server never asked for it
  std::string words;          // of the last reply whose code is `code`
  std::string error;          // libcurl's own words
};

}  // namespace triand::channels::email
