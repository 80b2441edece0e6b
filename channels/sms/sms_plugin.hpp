#pragma once

#include "channels/plugin.hpp"

namespace triand::channels {

extern const Plugin sms_plugin;

}  // namespace triand::channels
