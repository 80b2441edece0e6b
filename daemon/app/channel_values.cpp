#include "daemon/app/channel_values.hpp"

#include "daemon/store/channel_writer.hpp"

namespace triand::app {

ChannelValues::ChannelValues(store::Writer& writer, std::int64_t channel)
    : writer_(writer), channel_(channel) {
  for (auto& [key, value] :
       writer_.run([&](store::WriteSession& session) { return store::channel_values(session, channel_); }))
    values_.emplace(key, value);
}

std::optional<std::string> ChannelValues::load(std::string_view key) const {
  const auto found = values_.find(key);
  return found == values_.end() ? std::nullopt : std::optional(found->second);
}

void ChannelValues::save(const std::string& key, const std::string& value, std::function<void()> saved) {
  values_.insert_or_assign(key, value);
  writer_.must([channel = channel_, key, value](
                   store::WriteSession& session) { store::put_channel_value(session, channel, key, value); },
               [saved = std::move(saved)](std::exception_ptr error) {
                 if (!error && saved) saved();
               });
}

}  // namespace triand::app
