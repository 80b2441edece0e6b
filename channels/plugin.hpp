#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "channels/address_kind.hpp"
#include "channels/channel.hpp"
#include "channels/preview_file.hpp"
#include "config/block.hpp"
#include "templates/commune_table.hpp"
#include "templates/message_form.hpp"

namespace triand::channels {

// What a plugin finds besides its block.
struct PluginPlaces {
  // Folder of gateway descriptions.
  std::string gateways = {};
  // What the old communes became; null: nobody says.
  std::shared_ptr<const templates::CommuneTable> communes = {};
};

// One kind of channel. A plugin is one constant record; the registry is an array of them.
struct Plugin {
  std::string_view kind;  // "sms"
  AddressKind address;
  templates::MessageForm form;
  // Reads the plugin's own keys from its block and makes a channel that does nothing until start().
  // Every fault goes to `problems`; returns null only if there was one.
  std::unique_ptr<Channel> (*create)(config::Block& block, const PluginPlaces& places,
                                     config::Problems& problems);
  // What a message looks like where its text does not show it, or null. Any thread; `channel` is one of create()'s.
  MessagePicture (*picture)(const Channel& channel, const Envelope& envelope,
                            std::chrono::system_clock::time_point at) = nullptr;
  // Whether envelopes carry the customer's columns as Envelope::data, whatever the message says.
  bool takes_columns = false;
};

// The plugin of that kind, or null.
[[nodiscard]] const Plugin* find_plugin(std::string_view kind);
// "sms, zalo, email, letter": for messages.
[[nodiscard]] std::string plugin_kinds();

}  // namespace triand::channels
