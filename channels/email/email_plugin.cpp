#include "channels/email/email_plugin.hpp"

#include "channels/email/email_channel.hpp"

namespace triand::channels {
namespace {

std::unique_ptr<Channel> create(config::Block& block, const PluginPlaces&, config::Problems& problems) {
  const std::size_t before = block.problems().size();
  email::Settings settings = email::read_settings(block);
  if (&block.problems() != &problems)
    problems.insert(problems.end(), block.problems().begin(), block.problems().end());
  if (block.problems().size() > before) return nullptr;
  return std::make_unique<email::EmailChannel>(std::move(settings));
}

}  // namespace

const Plugin email_plugin = {
    .kind = "email", .address = AddressKind::email, .form = templates::MessageForm::email, .create = create};

}  // namespace triand::channels
