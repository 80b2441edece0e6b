#pragma once

#include <cstdint>

namespace triand::server {

// How much of the bodies that are being read, or answered, is held in memory altogether. Small ones are never refused, so
// that receipts and log-ins come in while others send as much, and as slowly, as they may. Network thread only.
class BodyBudget {
 public:
  // What one request holds of it, as long as this lives. The budget outlives it.
  class Share {
   public:
    explicit Share(BodyBudget& budget) noexcept : budget_(&budget) {}
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    ~Share() { give_back(); }

    // To hold so many bytes from now on, no fewer than until now; false: there is no room, and it holds what it did.
    [[nodiscard]] bool grow_to(std::uint64_t bytes) noexcept;
    void give_back() noexcept;

   private:
    BodyBudget* budget_;
    std::uint64_t held_ = 0;
  };

  // Bytes: of all that are not small together, and the largest that is small.
  BodyBudget(std::uint64_t most, std::uint64_t small) noexcept : most_(most), small_(small) {}
  BodyBudget(const BodyBudget&) = delete;
  BodyBudget& operator=(const BodyBudget&) = delete;

 private:
  const std::uint64_t most_;
  const std::uint64_t small_;
  std::uint64_t held_ = 0;
};

}  // namespace triand::server
