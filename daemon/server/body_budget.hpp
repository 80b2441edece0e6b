#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace triand::server {

// Bytes, up to which a body is small. What anybody may send without an account is no larger, but for receipts.
inline constexpr std::uint64_t kSmallBody = 16 * 1024;

// How much memory the bodies take that are being read or answered, in all and of each client: an address, or a uid. Small
// ones are never refused, so that receipts and log-ins come in while others send as much, and as slowly, as they may.
// Network thread only.
class BodyBudget {
 public:
  // What one request holds of it, as long as this lives. The budget outlives it.
  class Share {
   public:
    explicit Share(BodyBudget& budget) noexcept : budget_(&budget) {}
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    ~Share() { give_back(); }

    // Whose it is from now on; nobody's is limited only by the total. Holds nothing yet.
    void belongs_to(std::string client) { client_ = std::move(client); }
    // To hold so many bytes from now on, no fewer than until now; false: there is no room, and it holds what it did.
    [[nodiscard]] bool grow_to(std::uint64_t bytes);
    void give_back() noexcept;

   private:
    BodyBudget* budget_;
    std::string client_;
    std::uint64_t held_ = 0;
  };

  struct Limits {
    std::uint64_t most = 0;   // bytes of all that are not small
    std::uint64_t each = 0;   // of those of one client
    std::uint64_t kept = 0;   // of `most`, for those of nobody alone
    std::uint64_t small = 0;  // up to here a body is small
  };
  explicit BodyBudget(const Limits& limits) : limits_(limits) {}
  BodyBudget(const BodyBudget&) = delete;
  BodyBudget& operator=(const BodyBudget&) = delete;

 private:
  const Limits limits_;
  std::uint64_t held_ = 0;
  std::map<std::string, std::uint64_t> each_;
};

}  // namespace triand::server
