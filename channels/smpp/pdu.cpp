#include "channels/smpp/pdu.hpp"

namespace triand::channels::smpp {

const std::string* ShortMessage::find(std::uint16_t wanted) const {
  for (const Tlv& tlv : tlvs)
    if (tlv.tag == wanted) return &tlv.value;
  return nullptr;
}

}  // namespace triand::channels::smpp
