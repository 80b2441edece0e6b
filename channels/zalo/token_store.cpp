#include "channels/zalo/token_store.hpp"

#include <algorithm>
#include <utility>

namespace triand::channels {
namespace {

constexpr const char* kKey = "tokens";

}  // namespace

TokenStore::TokenStore(Runtime& runtime) : runtime_(runtime) {
  const auto kept = runtime.load(kKey);
  if (auto pair = kept ? TokenPair::from_store(*kept) : std::nullopt) use(std::move(*pair));
}

void TokenStore::replace(TokenPair pair, std::function<void()> saved) {
  pair.generation = ++last_generation_;
  pair.issued_at =
      std::chrono::duration_cast<std::chrono::seconds>(runtime_.now().time_since_epoch()).count();
  std::string kept = pair.to_store();
  runtime_.save(kKey, std::move(kept),
                [weak = weak_from_this(), pair = std::move(pair), saved = std::move(saved)] {
                  const auto self = weak.lock();
                  // A later pair may have been faster.
                  if (self && (!self->pair_ || self->pair_->generation < pair.generation)) self->use(pair);
                  if (saved) saved();
                });
}

void TokenStore::refuse(std::uint64_t generation) {
  if (pair_ && pair_->generation == generation) refused_ = true;
}

const TokenPair* TokenStore::current() const { return pair_ && !refused_ ? &*pair_ : nullptr; }

void TokenStore::use(TokenPair pair) {
  headers_ = HeaderList::make({{"Content-Type", "application/json"}, {"access_token", pair.access_token}});
  last_generation_ = std::max(last_generation_, pair.generation);
  pair_ = std::move(pair);
  refused_ = false;
}

}  // namespace triand::channels
