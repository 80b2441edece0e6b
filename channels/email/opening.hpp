#pragma once

#include <string>

#include <curl/curl.h>

namespace triand::channels::email {

// How the opening of a connection ended.
struct Opening {
  CURLcode result = CURLE_OK;
  long code = 0;      // CURLINFO_RESPONSE_CODE: of the last reply that libcurl looked at
  std::string words;  // of the last reply with that code
  std::string error;  // libcurl's own words
};

}  // namespace triand::channels::email
