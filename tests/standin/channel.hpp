#pragma once

#include <optional>
#include <string_view>

namespace triand::standin {

// Whose gateway is being imitated. `oauth` is Zalo's token service: it delivers nothing, but rules can make it fail.
enum class Channel { sms, zalo, email, website, oauth };

inline constexpr Channel kChannels[] = {Channel::sms, Channel::zalo, Channel::email, Channel::website,
                                        Channel::oauth};

[[nodiscard]] std::string_view to_string(Channel channel);
[[nodiscard]] std::optional<Channel> channel_named(std::string_view name);

}  // namespace triand::standin
