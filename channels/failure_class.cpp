#include "channels/failure_class.hpp"

#include <array>

namespace triand::channels {
namespace {

constexpr std::array<std::string_view, 7> kWords = {"none",      "recipient", "content",  "configuration",
                                                    "throttled", "money",     "transient"};

}  // namespace

std::string_view to_string(FailureClass value) { return kWords[static_cast<std::size_t>(value)]; }

std::optional<FailureClass> failure_class_from(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i)
    if (kWords[i] == word) return static_cast<FailureClass>(i);
  return std::nullopt;
}

}  // namespace triand::channels
