#pragma once

#include <span>
#include <string_view>

namespace triand::store {

// "tria" in ASCII: `PRAGMA application_id` of every database of ours.
inline constexpr int kApplicationId = 0x74726961;

// The migrations, oldest first; number N (from 1) is what `PRAGMA user_version` says after it ran. Forward only.
// A migration that was released is never changed: add the next one.
[[nodiscard]] std::span<const std::string_view> migrations();

}  // namespace triand::store
