#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "daemon/domain/customer_sink.hpp"
#include "daemon/schedule/moment.hpp"
#include "daemon/store/writer.hpp"

namespace triand::app {

// As many customers to a transaction: what a campaign sends meanwhile waits no longer for its records than that takes.
inline constexpr std::size_t kCustomersTogether = 4000;

// Stores the customers of one import, in the order of their codes: their places in the index are neighbours. Used by one
// thread at a time; blocks until what it was given is durable. The writer outlives it.
class StoreSink : public domain::CustomerSink {
 public:
  StoreSink(store::Writer& writer, std::int64_t import, std::function<schedule::WallTime()> now);

  void begin(const domain::CustomerColumns& columns) override;
  std::vector<domain::PutFate> put(std::span<const domain::Customer> customers) override;

 private:
  store::Writer& writer_;
  domain::CustomerColumns columns_;
  std::int64_t import_;
  std::function<schedule::WallTime()> now_;
};

}  // namespace triand::app
