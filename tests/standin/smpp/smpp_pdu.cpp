#include "tests/standin/smpp/smpp_pdu.hpp"

namespace triand::standin {
namespace {

constexpr std::size_t kHeader = 16;
constexpr std::uint32_t kLongest = 100'000;

void put(std::string& out, std::uint32_t value, int octets) {
  for (int at = octets - 1; at >= 0; --at)
    out.push_back(static_cast<char>((value >> (8U * static_cast<unsigned>(at))) & 0xFFU));
}

std::uint32_t number(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char one : bytes) value = (value << 8U) + static_cast<unsigned char>(one);
  return value;
}

// Fields one behind the other; `bad` once one runs past the end.
struct Fields {
  std::string_view left;
  bool bad = false;

  std::string text() {
    const std::size_t end = left.find('\0');
    if (end == std::string_view::npos) {
      bad = true;
      return {};
    }
    std::string out(left.substr(0, end));
    left.remove_prefix(end + 1);
    return out;
  }
  std::string_view octets(std::size_t count) {
    if (left.size() < count) {
      bad = true;
      return {};
    }
    const std::string_view out = left.substr(0, count);
    left.remove_prefix(count);
    return out;
  }
  unsigned octet() { return number(octets(1)); }
};

}  // namespace

std::string to_bytes(const SmppPdu& pdu) {
  std::string out;
  put(out, static_cast<std::uint32_t>(kHeader + pdu.body.size()), 4);
  put(out, pdu.command, 4);
  put(out, pdu.status, 4);
  put(out, pdu.sequence, 4);
  return out + pdu.body;
}

std::optional<SmppPdu> take_pdu(std::string& bytes, bool& broken) {
  broken = false;
  if (bytes.size() < 4) return std::nullopt;
  const std::uint32_t length = number(std::string_view(bytes).substr(0, 4));
  broken = length < kHeader || length > kLongest;
  if (broken || bytes.size() < length) return std::nullopt;
  const std::string_view all(bytes);
  SmppPdu pdu{number(all.substr(4, 4)), number(all.substr(8, 4)), number(all.substr(12, 4)),
              std::string(all.substr(kHeader, length - kHeader))};
  bytes.erase(0, length);
  return pdu;
}

std::optional<SmppBind> parse_bind(std::string_view body) {
  Fields fields{body};
  SmppBind bind;
  bind.system_id = fields.text();
  bind.password = fields.text();
  (void)fields.text();     // system_type
  (void)fields.octets(3);  // interface_version, addr_ton, addr_npi
  (void)fields.text();     // address_range
  if (fields.bad) return std::nullopt;
  return bind;
}

std::optional<SmppSubmit> parse_submit(std::string_view body) {
  Fields fields{body};
  SmppSubmit out;
  (void)fields.text();  // service_type
  out.source_ton = fields.octet();
  (void)fields.octet();
  out.source = fields.text();
  out.destination_ton = fields.octet();
  (void)fields.octet();
  out.destination = fields.text();
  out.esm_class = fields.octet();
  (void)fields.octets(2);  // protocol_id, priority_flag
  (void)fields.text();     // schedule_delivery_time
  out.validity = fields.text();
  out.registered_delivery = fields.octet();
  (void)fields.octet();  // replace_if_present_flag
  out.data_coding = fields.octet();
  (void)fields.octet();  // sm_default_msg_id
  const unsigned length = fields.octet();
  out.text = fields.octets(length);
  while (!fields.bad && !fields.left.empty()) {
    const unsigned tag = number(fields.octets(2));
    const unsigned size = number(fields.octets(2));
    out.parameters[tag] = fields.octets(size);
  }
  if (fields.bad) return std::nullopt;
  return out;
}

std::string deliver_body(const std::string& from, const std::string& to, unsigned esm_class,
                         const std::string& text, const std::map<unsigned, std::string>& parameters) {
  std::string out;
  put(out, 0, 1);       // service_type
  put(out, 0x0101, 2);  // the telephone: international, ISDN
  out += from;
  put(out, 0, 1);
  put(out, 0x0500, 2);  // the brandname: alphanumeric, unknown
  out += to;
  put(out, 0, 1);
  put(out, esm_class, 1);
  put(out, 0, 2);  // protocol_id, priority_flag
  put(out, 0, 2);  // schedule_delivery_time, validity_period
  put(out, 0, 4);  // registered_delivery, replace_if_present_flag, data_coding, sm_default_msg_id
  put(out, static_cast<std::uint32_t>(text.size()), 1);
  out += text;
  for (const auto& [tag, value] : parameters) {
    put(out, tag, 2);
    put(out, static_cast<std::uint32_t>(value.size()), 2);
    out += value;
  }
  return out;
}

}  // namespace triand::standin
