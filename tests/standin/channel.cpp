#include "tests/standin/channel.hpp"

namespace triand::standin {

std::string_view to_string(Channel channel) {
  switch (channel) {
    case Channel::sms:
      return "sms";
    case Channel::zalo:
      return "zalo";
    case Channel::email:
      return "email";
    case Channel::website:
      return "website";
    case Channel::oauth:
      return "oauth";
  }
  return "";
}

std::optional<Channel> channel_named(std::string_view name) {
  for (Channel channel : kChannels) {
    if (to_string(channel) == name) return channel;
  }
  return std::nullopt;
}

}  // namespace triand::standin
