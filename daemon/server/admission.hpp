#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "daemon/server/request.hpp"
#include "daemon/server/response.hpp"

namespace triand::server {

// What a route says to a request of which the head alone has come.
struct Admission {
  std::optional<Response> refusal = {};  // the answer; not a byte of the body is read then
  // Held until the request has been handled, or its client has left: what is counted goes with it.
  std::shared_ptr<void> pass = {};
};

// On a worker thread; may wait for the disk. What it throws becomes a 500 with a reference number.
using Admits = std::function<Admission(const Request&)>;

}  // namespace triand::server
