#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "channels/outcome.hpp"

namespace triand::channels::smpp {

// command_status (SMPP 3.4, 5.1.3). Those with a name in the code; the table has them all.
namespace status {
inline constexpr std::uint32_t kOk = 0x00;
inline constexpr std::uint32_t kInvalidLength = 0x02;
inline constexpr std::uint32_t kInvalidCommand = 0x03;
inline constexpr std::uint32_t kInvalidBindState = 0x04;
inline constexpr std::uint32_t kThrottled = 0x58;
inline constexpr std::uint32_t kReceiverTemporary = 0x64;  // ESME_RX_T_APPN: the message is sent again
}  // namespace status

// What a status means: a class and a word of daemon/domain/reason.hpp.
struct StatusMeaning {
  std::uint32_t status = 0;
  std::string_view name;  // "ESME_RTHROTTLED"
  FailureClass failure = FailureClass::transient;
  std::string_view reason = "unknown_answer";
};

// A vendor's own codes, or another reading of the standard's: of one channel's config. The words live as long as it.
using StatusOverrides = std::map<std::uint32_t, std::pair<FailureClass, std::string>>;

// "0x00000058 ESME_RTHROTTLED", as `deliveries show` has it.
[[nodiscard]] std::string status_text(std::uint32_t status);

// How a refused submit_sm ended: nothing of it was taken.
[[nodiscard]] Outcome submit_refused(std::uint32_t status, const StatusOverrides& overrides);

// How every message ends while no session can be bound because of that answer to a bind.
[[nodiscard]] Outcome bind_refused(std::uint32_t status);

// Whether a bind that was refused so is to be tried again only after a long while: the account is at fault.
[[nodiscard]] bool is_account_fault(std::uint32_t status);

}  // namespace triand::channels::smpp
