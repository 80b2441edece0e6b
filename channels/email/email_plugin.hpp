#pragma once

#include "channels/plugin.hpp"

namespace triand::channels {

extern const Plugin email_plugin;

}  // namespace triand::channels
