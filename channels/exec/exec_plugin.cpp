#include "channels/exec/exec_plugin.hpp"

#include "channels/exec/exec_channel.hpp"
#include "channels/exec/exec_settings.hpp"

namespace triand::channels {
namespace {

std::unique_ptr<Channel> create(config::Block& block, const PluginPlaces&, config::Problems& problems) {
  auto settings = exec::ExecSettings::read(block, problems);
  if (!settings) return nullptr;
  return std::make_unique<exec::ExecChannel>(std::move(settings));
}

}  // namespace

const Plugin exec_plugin = {.kind = "exec",
                            .address = AddressKind::telephone,
                            .form = templates::MessageForm::text,
                            .create = create,
                            .takes_columns = true};

}  // namespace triand::channels
