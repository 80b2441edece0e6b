#include "channels/exec/message_line.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace triand::channels::exec {

std::string message_line(const Envelope& envelope) {
  boost::json::object data;
  for (const auto& [name, value] : envelope.data) data[name] = value;
  boost::json::object line;
  line["reference"] = envelope.reference;
  line["campaign"] = envelope.campaign;
  line["customer_code"] = envelope.customer_code;
  line["to"] = envelope.to;
  line["text"] = envelope.text;
  line["subject"] = envelope.subject;
  if (!envelope.html.empty()) line["html"] = envelope.html;
  line["data"] = std::move(data);
  if (envelope.test) line["test"] = true;
  return boost::json::serialize(line) + "\n";
}

}  // namespace triand::channels::exec
