#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "daemon/server/admission.hpp"
#include "daemon/server/reply.hpp"
#include "daemon/server/request.hpp"
#include "daemon/server/response.hpp"
#include "daemon/server/role.hpp"

namespace triand::server {

// Who may call a route without having logged in.
enum class Open {
  no,
  loopback,    // from this machine, not through a proxy: /livez, /readyz, /metrics
  everywhere,  // whoever can reach us: webhooks prove themselves
};

enum class Runs {
  on_network,  // on the network thread: answers from memory, never blocks
  on_worker,   // on one of a few worker threads; may wait for the disk
  on_slow_worker,  // on one of a few others: may wait for a gateway, or work at something large. Whoever looks something
                   // up waits for none of these
};

// Answers at once. What it throws becomes a 500 with a reference number.
using Handler = std::function<Response(Request&)>;
// Starts on the network thread and answers through `reply` when it can.
using LaterHandler = std::function<void(Request&, Reply reply)>;

// The body goes to a file of its own in `directory`, which must exist, instead of into memory. What is large enough for
// that is written and handled by slow workers, whatever the route runs on.
struct Upload {
  std::string directory;
  std::uint64_t max_bytes = 0;
};

// One line of the table of everything the server answers.
struct Route {
  std::string method;
  std::string pattern;  // "/api/v1/campaigns/{id}/approve"; {name} is one segment
  Role least = Role::admin;
  Runs runs = Runs::on_worker;
  Handler handler;
  Open open = Open::no;
  LaterHandler later = nullptr;       // instead of `handler`
  std::optional<Upload> upload = {};  // not with `later`
  // The handler shows and changes nothing of other units than its caller's. Without it the route is refused to whoever
  // is limited to units.
  bool keeps_to_units = false;
  // Of a body that is held in memory; 0: as much as the server takes.
  std::uint64_t body_bytes = 0;
  // Asked before the body is read: for routes that are open to everybody and know their callers by something else, and
  // for those that take so many uploads at once and no more. By then the caller is known and allowed.
  Admits admits = nullptr;
};

}  // namespace triand::server
