#pragma once

#include <functional>
#include <span>
#include <vector>

#include "daemon/domain/customer_sink.hpp"
#include "daemon/domain/row_memory.hpp"
#include "daemon/schedule/moment.hpp"
#include "daemon/store/writer.hpp"

namespace triand::app {

// Does exactly what the store's sink does and takes it back at once: a dry run. What earlier rows of the same list would
// have changed is gone again, so it remembers them itself. The writer outlives it.
class PretendingSink : public domain::CustomerSink {
 public:
  PretendingSink(store::Writer& writer, std::function<schedule::WallTime()> now);

  void begin(const domain::CustomerColumns& columns) override;
  std::vector<domain::PutFate> put(std::span<const domain::Customer> customers) override;

 private:
  [[nodiscard]] std::vector<domain::PutFate> try_some(std::span<const domain::Customer> customers);

  store::Writer& writer_;
  domain::CustomerColumns columns_;
  std::function<schedule::WallTime()> now_;
  domain::RowMemory seen_;
};

}  // namespace triand::app
