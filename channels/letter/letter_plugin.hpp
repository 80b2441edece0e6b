#pragma once

#include "channels/plugin.hpp"

namespace triand::channels {

extern const Plugin letter_plugin;

}  // namespace triand::channels
