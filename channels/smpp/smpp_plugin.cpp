#include "channels/smpp/smpp_plugin.hpp"

#include "channels/smpp/smpp_channel.hpp"

namespace triand::channels {
namespace {

std::unique_ptr<Channel> create(config::Block& block, const PluginPlaces&, config::Problems&) {
  const std::size_t before = block.problems().size();
  smpp::Settings settings = smpp::Settings::read(block);
  if (block.problems().size() > before) return nullptr;
  return std::make_unique<smpp::SmppChannel>(std::move(settings));
}

}  // namespace

const Plugin smpp_plugin = {.kind = "smpp",
                            .address = AddressKind::telephone,
                            .form = templates::MessageForm::text,
                            .create = create};

}  // namespace triand::channels
