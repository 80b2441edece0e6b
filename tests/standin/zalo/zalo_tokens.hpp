#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include "tests/standin/gateway.hpp"
#include "tests/standin/zalo/zalo_settings.hpp"

namespace triand::standin {

// Zalo's OAuth v4 for Official Accounts: POST /v4/oa/access_token. One pair is valid at a time; a refresh rotates
// both tokens, the old access token dies at once, and a refresh token that was used before earns an empty 200.
class ZaloTokens : public Gateway {
 public:
  struct Pair {
    std::string access_token;
    std::string refresh_token;
  };

  // The settings must outlive this.
  ZaloTokens(const ZaloSettings& settings, std::uint64_t salt);

  // The rules' view: address is the app id, reference the refresh token.
  [[nodiscard]] std::vector<Subject> subjects(const Request& request) const override;
  [[nodiscard]] Answer answer(const Request& request, const Actions& actions, TimePoint now) override;
  [[nodiscard]] std::optional<Receipt> receipt(const Message&, ReceiptKind, TimePoint) override { return {}; }
  void forget() override {}

  // The valid pair; a new one is made when there is none.
  [[nodiscard]] Pair current(TimePoint now);
  // The pair as it stands, run out or not.
  [[nodiscard]] Pair known(TimePoint now) { return pair_.access_token.empty() ? current(now) : pair_; }
  // Makes this pair the valid one. Empty members are made up.
  void set(Pair pair, TimePoint now);
  [[nodiscard]] bool valid(std::string_view access_token, TimePoint now) const;
  [[nodiscard]] std::uint64_t rotations() const { return rotations_; }

 private:
  [[nodiscard]] Reply refusal(int code, std::string_view name) const;
  [[nodiscard]] Reply rotate(TimePoint now);
  [[nodiscard]] std::string next_token(std::string_view kind);

  const ZaloSettings& settings_;
  std::uint64_t salt_;
  std::uint64_t count_ = 0;
  std::uint64_t rotations_ = 0;
  Pair pair_;
  TimePoint expires_at_;
  std::unordered_set<std::string> consumed_;
};

}  // namespace triand::standin
