#include "channels/zalo/zalo_plugin.hpp"

#include "channels/zalo/zalo_channel.hpp"
#include "channels/zalo/zalo_settings.hpp"

namespace triand::channels {
namespace {

std::unique_ptr<Channel> create(config::Block& block, const PluginPlaces&, config::Problems& problems) {
  auto settings = ZaloSettings::read(block, problems);
  if (!settings) return nullptr;
  return std::make_unique<ZaloChannel>(std::move(settings));
}

}  // namespace

const Plugin zalo_plugin = {.kind = "zalo",
                            .address = AddressKind::telephone,
                            .form = templates::MessageForm::zalo,
                            .create = create};

}  // namespace triand::channels
