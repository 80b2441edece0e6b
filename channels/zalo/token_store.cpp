#include "channels/zalo/token_store.hpp"

#include <algorithm>
#include <utility>

#include "channels/digest.hpp"

namespace triand::channels {
namespace {

constexpr const char* kKey = "tokens";

}  // namespace

TokenStore::TokenStore(Runtime& runtime, config::Secret proof_key)
    : runtime_(runtime), proof_key_(std::move(proof_key)) {
  const auto kept = runtime.load(kKey);
  if (auto pair = kept ? TokenPair::from_store(*kept) : std::nullopt) use(std::move(*pair));
}

void TokenStore::replace(TokenPair pair, std::function<void()> saved) {
  pair.generation = ++last_generation_;
  ++saving_;
  std::string kept = pair.to_store();
  runtime_.save(kKey, std::move(kept),
                [weak = weak_from_this(), pair = std::move(pair), saved = std::move(saved)] {
                  if (const auto self = weak.lock()) {
                    --self->saving_;
                    // A later pair may have been faster.
                    if (!self->pair_ || self->pair_->generation < pair.generation) self->use(pair);
                  }
                  if (saved) saved();
                });
}

void TokenStore::mark_spent(std::uint64_t generation, std::string why) {
  // What is on its way to the disk is newer than what was refused.
  if (!pair_ || pair_->generation != generation || last_generation_ != generation) return;
  pair_->spent = std::move(why);
  runtime_.save(kKey, pair_->to_store(), [] {});
}

void TokenStore::refuse(std::uint64_t generation) {
  if (pair_ && pair_->generation == generation) refused_ = true;
}

void TokenStore::use(TokenPair pair) {
  HeaderList::Fields fields = {{"Content-Type", "application/json"}, {"access_token", pair.access_token}};
  if (!proof_key_.empty())
    fields.emplace_back("appsecret_proof", hmac_sha256_hex(proof_key_.reveal(), pair.access_token));
  headers_ = HeaderList::make(fields);
  last_generation_ = std::max(last_generation_, pair.generation);
  pair_ = std::move(pair);
  refused_ = false;
}

}  // namespace triand::channels
