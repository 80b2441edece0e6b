#include "channels/website/website_plugin.hpp"

#include "channels/website/website_channel.hpp"
#include "channels/website/website_settings.hpp"

namespace triand::channels {
namespace {

std::unique_ptr<Channel> create(config::Block& block, const PluginPlaces&, config::Problems& problems) {
  auto settings = website::WebsiteSettings::read(block, problems);
  if (!settings) return nullptr;
  return std::make_unique<website::WebsiteChannel>(std::move(settings));
}

}  // namespace

const Plugin website_plugin = {.kind = "website",
                               .address = AddressKind::customer_code,
                               .form = templates::MessageForm::website,
                               .create = create};

}  // namespace triand::channels
