#include "daemon/app/pretending_sink.hpp"

#include <algorithm>
#include <utility>

#include "daemon/app/store_sink.hpp"
#include "daemon/store/customer_writer.hpp"

namespace triand::app {
namespace {

using domain::PutFate;
using Before = domain::RowMemory::Before;

// No import has this number, so whatever is known is known from before.
constexpr std::int64_t kNoImport = -1;

}  // namespace

PretendingSink::PretendingSink(store::Writer& writer, std::function<schedule::WallTime()> now)
    : writer_(writer), now_(std::move(now)) {}

void PretendingSink::begin(const domain::CustomerColumns& columns) { columns_ = columns; }

std::vector<PutFate> PretendingSink::put(std::span<const domain::Customer> customers) {
  std::vector<PutFate> fates;
  for (std::size_t at = 0; at < customers.size(); at += kCustomersTogether) {
    const auto some = try_some(customers.subspan(at, std::min(kCustomersTogether, customers.size() - at)));
    fates.insert(fates.end(), some.begin(), some.end());
  }
  for (std::size_t at = 0; at < fates.size(); ++at) {
    const Before before = seen_.remember(customers[at]);
    if (before == Before::never || fates[at] == PutFate::erased) continue;
    fates[at] = before == Before::same ? PutFate::unchanged : PutFate::conflict;
  }
  return fates;
}

std::vector<PutFate> PretendingSink::try_some(std::span<const domain::Customer> customers) {
  std::vector<PutFate> fates;
  struct TakeBack {};
  try {
    writer_.run([&](store::WriteSession& session) {
      fates = store::put_customers(session, kNoImport, customers, now_(), columns_);
      throw TakeBack{};
    });
  } catch (const TakeBack&) {
  }
  return fates;
}

}  // namespace triand::app
