#pragma once

#include <set>
#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/thread_pool.hpp>

#include "daemon/server/bearer_gate.hpp"
#include "daemon/server/body_budget.hpp"
#include "daemon/server/connection_count.hpp"
#include "daemon/server/http_limits.hpp"
#include "daemon/server/log.hpp"
#include "daemon/server/proxy_trust.hpp"
#include "daemon/server/router.hpp"
#include "daemon/server/system_user.hpp"

namespace triand::server {

class Connection;

// What all connections of one server share. Network thread, except where noted.
struct ServerContext {
  ServerContext(boost::asio::any_io_executor on, const Router& routes, const HttpLimits& bounds,
                ProxyTrust proxies, RoleOf roles, BearerOf bearers, Log to, Answered tell)
      : executor(std::move(on)),
        router(routes),
        limits(bounds),
        proxy(std::move(proxies)),
        role_of(std::move(roles)),
        bearer_of(std::move(bearers)),
        log(std::move(to)),
        answered(std::move(tell)),
        workers(bounds.workers),
        slow_workers(bounds.slow_workers),
        remote(bounds.connections, bounds.connections_each),
        local(bounds.local_connections, bounds.local_connections_each, bounds.local_connections_kept),
        remote_bodies(bounds.bodies),
        local_bodies(bounds.bodies) {}

  boost::asio::any_io_executor executor;
  const Router& router;
  const HttpLimits limits;
  const ProxyTrust proxy;
  const RoleOf role_of;
  const BearerOf bearer_of;  // empty: tokens are not taken
  const Log log;             // any thread
  const Answered answered;
  boost::asio::thread_pool workers;
  boost::asio::thread_pool slow_workers;
  ConnectionCount remote;
  ConnectionCount local;
  BodyBudget remote_bodies;
  BodyBudget local_bodies;  // its own, so that TCP cannot use it up
  std::set<Connection*> connections;
  bool stopping = false;
};

}  // namespace triand::server
