#pragma once

#include "channels/plugin.hpp"

namespace triand::channels {

extern const Plugin exec_plugin;

}  // namespace triand::channels
