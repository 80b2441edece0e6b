#pragma once

#include "channels/plugin.hpp"

namespace triand::channels {

extern const Plugin zalo_plugin;

}  // namespace triand::channels
