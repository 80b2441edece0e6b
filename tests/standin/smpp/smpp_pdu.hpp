#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace triand::standin {

// One SMPP 3.4 PDU: its header and its body as it came.
struct SmppPdu {
  std::uint32_t command = 0;
  std::uint32_t status = 0;
  std::uint32_t sequence = 0;
  std::string body;
};

namespace smpp {
inline constexpr std::uint32_t kAnswer = 0x80000000;
inline constexpr std::uint32_t kBindReceiver = 1;
inline constexpr std::uint32_t kBindTransmitter = 2;
inline constexpr std::uint32_t kSubmit = 4;
inline constexpr std::uint32_t kDeliver = 5;
inline constexpr std::uint32_t kUnbind = 6;
inline constexpr std::uint32_t kBindTransceiver = 9;
inline constexpr std::uint32_t kEnquireLink = 0x15;
}  // namespace smpp

[[nodiscard]] std::string to_bytes(const SmppPdu& pdu);

// Takes the first whole PDU off the front of what was read. `broken`: its length cannot be.
[[nodiscard]] std::optional<SmppPdu> take_pdu(std::string& bytes, bool& broken);

struct SmppBind {
  std::string system_id;
  std::string password;
};
[[nodiscard]] std::optional<SmppBind> parse_bind(std::string_view body);

// A submit_sm, its numbers as they stand there.
struct SmppSubmit {
  std::string source;
  std::string destination;
  unsigned source_ton = 0;
  unsigned destination_ton = 0;
  unsigned esm_class = 0;
  std::string validity;
  unsigned registered_delivery = 0;
  unsigned data_coding = 0;
  std::string text;
  std::map<unsigned, std::string> parameters;
};
[[nodiscard]] std::optional<SmppSubmit> parse_submit(std::string_view body);

// The body of a deliver_sm from a telephone to a sender.
[[nodiscard]] std::string deliver_body(const std::string& from, const std::string& to, unsigned esm_class,
                                       const std::string& text,
                                       const std::map<unsigned, std::string>& parameters);

}  // namespace triand::standin
