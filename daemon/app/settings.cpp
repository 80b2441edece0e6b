#include "daemon/app/settings.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "daemon/app/list_limits.hpp"
#include "daemon/app/settings_proxy.hpp"
#include "daemon/app/unsubscribe_address.hpp"
#include "daemon/domain/reference.hpp"

namespace triand::app {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kDefaultHotline = "19006769";

std::string beside(const std::string& file, const std::string& path) {
  if (path.empty() || path.front() == '/') return path;
  return (std::filesystem::absolute(file).parent_path() / path).lexically_normal().string();
}

bool is_folder(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::string folder(config::Block& block, std::string_view key) {
  std::string path = beside(block.file(), block.text(key));
  if (!path.empty() && !is_folder(path))
    block.complain(key, path + " is not a folder; name the folder that holds the files");
  return path;
}

// A CSV file that a key names, as a table; without it, or with a fault, an empty one.
template <class Table>
Table read_table(config::Block& block, std::string_view key, const std::string& what,
                 config::Problems& problems) {
  const std::string path = beside(block.file(), block.text(key));
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!path.empty() && (!file || is_folder(path) || !(text << file.rdbuf()))) {
    block.complain(key, "cannot read " + path + "; name the CSV file of the " + what);
    return {};
  }
  auto loaded = Table::load(text.str());
  if (auto* table = std::get_if<Table>(&loaded)) return std::move(*table);
  for (const auto& fault : std::get<1>(loaded)) problems.push_back({path, fault.line, "", fault.message});
  return {};
}

schedule::RetryPolicy read_retry(config::Block block) {
  schedule::RetryPolicy retry;
  retry.attempts = static_cast<int>(block.integer("attempts", 1, 100, retry.attempts));
  retry.first = block.duration("first", retry.first);
  retry.factor = block.number("factor", 1, 100, retry.factor);
  retry.max = block.duration("max", retry.max);
  if (retry.max < retry.first) block.complain("max", "is shorter than `first`; give at least as much");
  return retry;
}

domain::AddressKind address_of(channels::AddressKind kind) {
  switch (kind) {
    case channels::AddressKind::telephone:
      return domain::AddressKind::telephone;
    case channels::AddressKind::email:
      return domain::AddressKind::email;
    case channels::AddressKind::postal:
      return domain::AddressKind::postal;
    case channels::AddressKind::customer_code:
      break;
  }
  return domain::AddressKind::customer_code;
}

dispatch::LaneSettings read_lane(config::Block& block, const std::string& name) {
  dispatch::LaneSettings lane;
  lane.name = name;
  if (const auto rate = block.rate("rate")) lane.rate = schedule::Rate{rate->count, rate->per};
  lane.concurrency = block.integer("concurrency", 1, 1024, lane.concurrency);
  const config::Hours hours = block.hours("hours", {});
  lane.hours = {hours.from, hours.to};
  if (block.has("daily_quota")) lane.daily_quota = block.integer("daily_quota", 1, 1'000'000'000);
  lane.retry = read_retry(block.child_or_empty("retry"));
  lane.in_doubt =
      static_cast<dispatch::InDoubtPolicy>(block.choice("in_doubt", {"hold", "resend", "fallback"}, 0));
  lane.over_quota =
      static_cast<dispatch::OverQuotaPolicy>(block.choice("over_quota", {"wait", "fallback"}, 0));
  lane.receipts_expected = block.choice("receipts", {"expected", "none"}, 0) == 0;
  if (block.has("receipt_timeout")) lane.receipt_timeout = block.duration("receipt_timeout", {});
  return lane;
}

void read_channel(config::Block block, const std::string& name, config::Problems& problems,
                  Settings& settings) {
  const std::string kind = block.text("kind");
  ChannelSettings channel;
  channel.plugin = channels::find_plugin(kind);
  if (channel.plugin == nullptr) {
    if (!kind.empty())
      block.complain("kind", "there is no kind `" + kind + "`; kinds are " + channels::plugin_kinds());
    return;
  }
  channel.lane = read_lane(block, name);
  channel.rate = channel.lane.rate;
  channel.facts.name = name;
  channel.facts.kind = kind;
  channel.facts.address = address_of(channel.plugin->address);
  channel.facts.form = channel.plugin->form;
  channel.facts.takes_columns = channel.plugin->takes_columns;
  channel.facts.price = block.integer("price", 0, 1'000'000'000, 0);
  if (channel.facts.is_sms())
    channel.facts.text =
        static_cast<templates::SmsTextMode>(block.choice("text", {"plain", "unicode", "auto"}, 0));
  channel.webhook_secret = block.secret_or_empty("webhook_secret");
  channel.channel =
      channel.plugin->create(block, {.gateways = settings.gateways, .communes = settings.communes}, problems);
  if (!channel.channel) return;
  if (const auto address = channel.channel->address()) channel.facts.address = address_of(*address);
  if (const auto form = channel.channel->form()) channel.facts.form = *form;
  if (channel.channel->may_repeat() && !block.has("in_doubt"))
    channel.lane.in_doubt = dispatch::InDoubtPolicy::resend;
  if (const std::string url = channel.channel->unsubscribe_url();
      !url.empty() && !read_unsubscribe_address(url))
    block.complain("unsubscribe_url",
                   "leads to an address that the service needs for itself; write something like "
                   "https://host/u/{reference}");
  if (const auto* limits = channel.channel->text_limits()) channel.facts.limits = *limits;
  if (const auto usual = channel.channel->usual_rate(); usual && !channel.lane.rate) {
    channel.lane.rate = schedule::Rate{usual->count, usual->per};
    channel.rate = channel.lane.rate;
  }
  settings.channels.push_back(std::move(channel));
}

// A reference names the channel by three characters: two channels must not share them.
void refuse_same_tags(config::Block& channels, const Settings& settings) {
  for (const auto& one : settings.channels)
    for (const auto& other : settings.channels)
      if (one.facts.name < other.facts.name &&
          domain::channel_tag(one.facts.name) == domain::channel_tag(other.facts.name))
        channels.complain(other.facts.name, "its name gives the same references as `" + one.facts.name +
                                                "` does; choose another name");
}

}  // namespace

bool receipts_can_come(const Settings& settings, const ChannelSettings& channel) {
  // Letters are acknowledged by hand.
  if (channel.channel->holds() > 0 || channel.channel->asks_for_receipts()) return true;
  // Nor can anything be missed where the gateway can be asked.
  if (channel.channel->tells_of_messages()) return true;
  if (!channel.channel->reports_by_webhook() || settings.listen.empty()) return false;
  return channel.channel->signs_receipts() ||
         (!settings.public_url.empty() && !channel.webhook_secret.empty());
}

std::optional<Settings> load_settings(const std::string& path, config::Problems& problems) {
  const std::size_t before = problems.size();
  Settings settings;
  settings.file = path;
  config::Block top = config::Block::load(path, problems);
  if (problems.size() > before) return std::nullopt;
  settings.database = beside(path, top.text("database"));
  settings.control_socket = beside(path, top.text("control_socket"));
  // sockaddr_un holds 108 bytes with the final zero.
  if (settings.control_socket.size() > 107)
    top.complain("control_socket", "the path is longer than 107 characters; choose a shorter one");
  if (top.has("http")) {
    config::Block http = top.child("http");
    settings.listen = http.text("listen");
    settings.public_url = http.text("public_url", "");
    while (settings.public_url.ends_with('/')) settings.public_url.pop_back();
    if (http.has("proxy")) settings.proxy = read_proxy(http.child("proxy"));
    if (!settings.proxy.socket.empty() && settings.proxy.socket == settings.control_socket)
      http.complain("proxy", "`socket` is the control socket; the proxy needs one of its own");
  }
  const std::string zone = top.text("timezone", "Asia/Ho_Chi_Minh");
  settings.zone = schedule::TimeZone::find(zone);
  if (!settings.zone)
    top.complain("timezone", "there is no time zone `" + zone + "`; Asia/Ho_Chi_Minh is Viet Nam's");
  settings.templates = folder(top, "templates");
  settings.gateways = folder(top, "gateways");
  settings.units = read_table<domain::UnitTable>(top, "units", "units", problems);
  if (top.has("communes"))
    settings.communes = std::make_shared<const templates::CommuneTable>(
        read_table<templates::CommuneTable>(top, "communes", "communes", problems));
  settings.law = top.has("law")
                     ? plan::LawWords::read(config::Block::load(beside(path, top.text("law")), problems))
                     : plan::LawWords::shipped();
  settings.list_limits = read_list_limits(top.child_or_empty("list_limits"));
  settings.hotline = top.text("hotline", kDefaultHotline);
  settings.drain = top.duration("drain", settings.drain);
  config::Block retention = top.child_or_empty("retention");
  settings.retention.customers = retention.duration("customers", settings.retention.customers);
  settings.retention.deliveries = retention.duration("deliveries", settings.retention.deliveries);
  config::Block channels = top.child("channels");
  for (const std::string& name : channels.keys())
    read_channel(channels.child(name), name, problems, settings);
  if (settings.channels.size() > 255) top.complain("channels", "more than 255 channels");
  refuse_same_tags(channels, settings);
  top.complain_unused();
  if (problems.size() > before) return std::nullopt;
  return settings;
}

}  // namespace triand::app
