#include "channels/letter/letter_plugin.hpp"

#include "channels/letter/letter_channel.hpp"

namespace triand::channels {
namespace {

std::unique_ptr<Channel> create(config::Block& block, const PluginPlaces& places,
                                config::Problems& problems) {
  const std::size_t before = block.problems().size();
  letter::Settings settings = letter::read_settings(block, places);
  if (&block.problems() != &problems)
    problems.insert(problems.end(), block.problems().begin(), block.problems().end());
  if (block.problems().size() > before) return nullptr;
  return std::make_unique<letter::LetterChannel>(std::move(settings));
}

MessagePicture picture(const Channel& channel, const Envelope& envelope, letter::Time at) {
  return static_cast<const letter::LetterChannel&>(channel).picture(envelope, at);
}

}  // namespace

const Plugin letter_plugin = {.kind = "letter",
                              .address = AddressKind::postal,
                              .form = templates::MessageForm::letter,
                              .create = create,
                              .picture = picture};

}  // namespace triand::channels
