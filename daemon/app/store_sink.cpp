#include "daemon/app/store_sink.hpp"

#include <algorithm>
#include <deque>
#include <future>
#include <utility>

#include "daemon/store/customer_writer.hpp"

namespace triand::app {
namespace {

// While one part is written the next waits already.
constexpr std::size_t kPartsAtOnce = 2;

using Customers = std::span<const domain::Customer* const>;

struct Part {
  Customers customers;
  std::future<std::vector<domain::PutFate>> fates;
};

// Rows of the same code stay as they came.
std::vector<const domain::Customer*> by_code(std::span<const domain::Customer> customers) {
  std::vector<const domain::Customer*> sorted;
  sorted.reserve(customers.size());
  for (const domain::Customer& customer : customers) sorted.push_back(&customer);
  std::ranges::stable_sort(sorted, {}, &domain::Customer::code);
  return sorted;
}

}  // namespace

StoreSink::StoreSink(store::Writer& writer, std::int64_t import, std::function<schedule::WallTime()> now)
    : writer_(writer), import_(import), now_(std::move(now)) {}

void StoreSink::begin(const domain::CustomerColumns& columns) { columns_ = columns; }

std::vector<domain::PutFate> StoreSink::put(std::span<const domain::Customer> customers) {
  const auto sorted = by_code(customers);
  std::vector<domain::PutFate> fates(customers.size());
  std::deque<Part> under_way;
  const auto take_first = [&] {
    Part part = std::move(under_way.front());
    under_way.pop_front();
    const auto put = part.fates.get();
    for (std::size_t i = 0; i < put.size(); ++i)
      fates[static_cast<std::size_t>(part.customers[i] - customers.data())] = put[i];
  };
  try {
    for (std::size_t at = 0; at < sorted.size(); at += kCustomersTogether) {
      if (under_way.size() == kPartsAtOnce) take_first();
      const Customers some = std::span(sorted).subspan(at, std::min(kCustomersTogether, sorted.size() - at));
      under_way.push_back({some, writer_.begin([this, some](store::WriteSession& session) {
                             return store::put_customers(session, import_, some, now_(), columns_);
                           })});
    }
    while (!under_way.empty()) take_first();
  } catch (...) {
    // The writer reads the customers until it is done with them.
    for (const Part& part : under_way) part.fates.wait();
    throw;
  }
  return fates;
}

}  // namespace triand::app
