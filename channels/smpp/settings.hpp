#pragma once

#include <cstdint>
#include <string>

#include "channels/smpp/link_settings.hpp"
#include "channels/smpp/long_message.hpp"
#include "channels/smpp/message_id.hpp"
#include "channels/smpp/short_text.hpp"
#include "channels/smpp/status_table.hpp"
#include "config/block.hpp"

namespace triand::channels::smpp {

// How long the server may try to deliver: not beyond the hours in which the campaign may send.
enum class Validity { absolute, relative, none };

// One channel of kind smpp, read and checked. Immutable.
struct Settings {
  LinkSettings link;
  std::size_t sessions = 1;
  std::string sender;
  std::uint8_t source_ton = 5;  // alphanumeric
  std::uint8_t source_npi = 0;
  std::string service_type;
  DefaultAlphabet alphabet = DefaultAlphabet::gsm7;
  LongMessages long_messages = LongMessages::udh;
  MessageIds message_ids = MessageIds::same;
  Validity validity = Validity::absolute;
  bool receipts = true;  // asked for
  StatusOverrides statuses;
  std::string ca_file;  // instead of the system's certificates

  // Reads server, system_id, password, system_type, window, sessions, long_messages, sender, source_ton, source_npi,
  // service_type, alphabet, message_ids, validity, statuses, enquire_link, reconnect, ca_file, timeout and (with the
  // lane) receipts. Every fault goes to the block's problems.
  static Settings read(config::Block& block);
};

}  // namespace triand::channels::smpp
