#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "daemon/domain/customer.hpp"
#include "daemon/domain/customer_columns.hpp"

namespace triand::domain {

// What became of a customer that was put into the store.
enum class PutFate : std::uint8_t {
  inserted,
  updated,    // known with other data; the old data is kept in the history
  unchanged,  // known with the same data
  conflict,   // put before in this same import with other data: not taken
  erased,     // the customer asked to be forgotten: the code stays known, the data is not stored
};

// Takes checked customers, a batch at a time. Called for one batch after the other, on threads of the import's own; may block until the
// batch is durable. Throws when the store cannot write; the import then ends as failed.
class CustomerSink {
 public:
  virtual ~CustomerSink() = default;
  // What the list speaks of, once, before the first customer.
  virtual void begin(const CustomerColumns& columns) = 0;
  // One fate for each customer, in order.
  virtual std::vector<PutFate> put(std::span<const Customer> customers) = 0;
};

}  // namespace triand::domain
