#pragma once

#include "channels/plugin.hpp"

namespace triand::channels {

extern const Plugin website_plugin;

}  // namespace triand::channels
