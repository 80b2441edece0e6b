#include "channels/sms/sms_plugin.hpp"

#include "channels/sms/sms_channel.hpp"
#include "channels/sms/sms_settings.hpp"

namespace triand::channels {
namespace {

std::unique_ptr<Channel> create(config::Block& block, const PluginPlaces& places,
                                config::Problems& problems) {
  auto settings = SmsSettings::read(block, places, problems);
  if (!settings) return nullptr;
  return std::make_unique<SmsChannel>(std::move(settings));
}

}  // namespace

const Plugin sms_plugin = {
    .kind = "sms", .address = AddressKind::telephone, .form = templates::MessageForm::text, .create = create};

}  // namespace triand::channels
