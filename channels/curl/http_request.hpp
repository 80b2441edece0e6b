#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "channels/curl/header_list.hpp"

namespace triand::channels {

// One HTTP request to a gateway.
struct HttpRequest {
  enum class Method { get, post };

  Method method = Method::post;
  std::string url;                            // http or https
  std::shared_ptr<const HeaderList> headers;  // null: none of our own
  std::string body;                           // post
  std::chrono::milliseconds timeout{10'000};  // from the start to the last byte of the answer; above 0
};

}  // namespace triand::channels
