#include "channels/smpp/frame_buffer.hpp"

#include "channels/smpp/octets.hpp"
#include "channels/smpp/pdu.hpp"

namespace triand::channels::smpp {

void FrameBuffer::append(std::string_view bytes) {
  bytes_.erase(0, begin_);
  begin_ = 0;
  bytes_ += bytes;
}

std::optional<std::string_view> FrameBuffer::next() {
  const std::string_view rest = std::string_view(bytes_).substr(begin_);
  if (fault_ || rest.size() < 4) return std::nullopt;
  const std::uint32_t length = u32_at(rest, 0);
  if (length < kHeaderSize || length > kLongest) {
    fault_ = true;
    return std::nullopt;
  }
  if (rest.size() < length) return std::nullopt;
  begin_ += length;
  return rest.substr(0, length);
}

std::uint32_t FrameBuffer::faulty_sequence() const {
  const std::string_view rest = std::string_view(bytes_).substr(begin_);
  return fault_ && rest.size() >= kHeaderSize ? u32_at(rest, 12) : 0;
}

}  // namespace triand::channels::smpp
