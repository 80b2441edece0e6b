#pragma once

#include <cstdint>
#include <string>

namespace triand::channels {

// What a gateway says by itself about the account or one of its templates.
struct GatewayNotice {
  enum class Kind {
    template_stopped,  // nothing may be sent with the template any more, or soon
    template_usable,   // it may be sent with (again); who stopped a campaign decides whether it goes on
    daily_quota,       // the account's messages a day are now `limit`
    other,             // to be known
  };
  Kind kind = Kind::other;
  std::string template_id;
  std::int64_t limit = 0;
  std::string words;  // a sentence for people, bounded
};

}  // namespace triand::channels
