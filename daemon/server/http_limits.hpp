#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "daemon/server/body_budget.hpp"

namespace triand::server {

// How much a client may take. The sizes and times answer slow and greedy clients: 500 slow heads, and 500 slow bodies,
// keep nobody out (tests/scenario/flood_test.py).
struct HttpLimits {
  std::size_t head_bytes = 8 * 1024;
  std::uint64_t body_bytes = 1024 * 1024;  // of a body that is held in memory
  // Of all bodies together, over TCP, and as much over the control socket; of one client's; of those for root and the
  // service's own user alone; and up to which size one is taken however many others there are.
  BodyBudget::Limits bodies = {
      .most = 64 * 1024 * 1024, .each = 16 * 1024 * 1024, .kept = 16 * 1024 * 1024, .small = kSmallBody};
  std::chrono::milliseconds idle_time = std::chrono::seconds(60);  // between two requests of one connection
  std::chrono::milliseconds head_time =
      std::chrono::seconds(5);  // from accept, or from a later request's begin
  std::chrono::milliseconds body_time = std::chrono::seconds(30);   // a whole body; of an upload, each piece
  std::chrono::milliseconds write_time = std::chrono::seconds(30);  // a whole answer; of a file, each piece
  std::chrono::milliseconds linger_time = std::chrono::seconds(2);  // for a refused client to read the answer
  std::size_t connections = 512;                                    // over TCP
  std::size_t connections_each = 64;        // of one address; loopback, where a proxy sits, is exempt
  std::size_t local_connections = 128;      // over the control socket, so that TCP cannot use these up
  std::size_t local_connections_each = 32;  // of one uid; root and the service's own user are exempt
  std::size_t local_connections_kept = 16;  // of all local ones, for those two alone
  std::size_t workers = 4;                  // threads for handlers that block
  std::size_t slow_workers = 4;             // threads for those that may take long
};

}  // namespace triand::server
