#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/store/plan_writer.hpp"

namespace triand::app {

// SHA-256 over values, each told apart from the next, as hex: what a plan is pinned by.
class PinHash {
 public:
  PinHash();
  ~PinHash();
  PinHash(const PinHash&) = delete;
  PinHash& operator=(const PinHash&) = delete;

  void add(std::string_view value);
  void add(std::int64_t value);
  [[nodiscard]] std::string hex();  // once, at the end

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// Of a campaign's message files.
[[nodiscard]] std::string hash_of(const std::vector<store::PinnedMessage>& messages);

}  // namespace triand::app
