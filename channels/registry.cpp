#include <array>

#include "channels/email/email_plugin.hpp"
#include "channels/exec/exec_plugin.hpp"
#include "channels/letter/letter_plugin.hpp"
#include "channels/plugin.hpp"
#include "channels/smpp/smpp_plugin.hpp"
#include "channels/sms/sms_plugin.hpp"
#include "channels/website/website_plugin.hpp"
#include "channels/zalo/zalo_plugin.hpp"

namespace triand::channels {
namespace {

constexpr std::array kPlugins = {&sms_plugin,    &smpp_plugin,    &zalo_plugin, &email_plugin,
                                 &letter_plugin, &website_plugin, &exec_plugin};

}  // namespace

const Plugin* find_plugin(std::string_view kind) {
  for (const Plugin* plugin : kPlugins)
    if (plugin->kind == kind) return plugin;
  return nullptr;
}

std::string plugin_kinds() {
  std::string out;
  for (const Plugin* plugin : kPlugins) {
    if (!out.empty()) out += ", ";
    out += plugin->kind;
  }
  return out;
}

}  // namespace triand::channels
