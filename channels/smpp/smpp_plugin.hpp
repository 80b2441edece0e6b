#pragma once

#include "channels/plugin.hpp"

namespace triand::channels {

extern const Plugin smpp_plugin;

}  // namespace triand::channels
