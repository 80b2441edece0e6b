#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace triand::channels::smpp {

// Cuts a stream of bytes into PDUs by their command_length: two PDUs may come in one segment, one in many.
class FrameBuffer {
 public:
  // No PDU of ours is near that long; message_payload takes 64 KB.
  static constexpr std::uint32_t kLongest = 70'000;

  void append(std::string_view bytes);

  // The next whole PDU; valid until append() is called. nullopt: more bytes are needed, or fault().
  [[nodiscard]] std::optional<std::string_view> next();

  // A length below that of a header or above kLongest was read: nothing behind it can be found any more.
  [[nodiscard]] bool fault() const { return fault_; }
  // Of the PDU with the fault, if so much of it has come; else 0.
  [[nodiscard]] std::uint32_t faulty_sequence() const;

 private:
  std::string bytes_;
  std::size_t begin_ = 0;
  bool fault_ = false;
};

}  // namespace triand::channels::smpp
