#include "channels/email/settings.hpp"

#include <algorithm>
#include <charconv>

#include "channels/email/header_guard.hpp"

namespace triand::channels::email {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kPlaceholder = "{reference}";
// As long as a reference can be, so that what passes with it passes with every reference.
constexpr std::string_view kLongestReference = "abcdefghijklmnopqrstuvwxyz012345";

struct Server {
  std::string_view scheme;
  std::string_view host;
};

std::optional<Server> parse_server(std::string_view url) {
  const std::size_t scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  Server server{.scheme = url.substr(0, scheme_end), .host = url.substr(scheme_end + 3)};
  if (server.scheme != "smtp" && server.scheme != "smtps") return std::nullopt;
  if (server.host.ends_with('/')) server.host.remove_suffix(1);
  if (server.host.find_first_of("/@?# ") != std::string_view::npos) return std::nullopt;
  const std::size_t colon = server.host.rfind(':');
  if (colon != std::string_view::npos && server.host.find(']', colon) == std::string_view::npos) {
    const std::string_view digits = server.host.substr(colon + 1);
    unsigned port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc{} || end != digits.data() + digits.size() || port == 0 || port > 65535)
      return std::nullopt;
    server.host = server.host.substr(0, colon);
  }
  if (server.host.empty()) return std::nullopt;
  return server;
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

bool is_unsubscribe_url(std::string_view url) {
  const bool known = url.starts_with("https://") || url.starts_with("http://") || url.starts_with("mailto:");
  return known && std::all_of(url.begin(), url.end(), [](char c) {
           return c > 0x20 && c < 0x7F && c != '<' && c != '>' && c != ',';
         });
}

void read_server(config::Block& block, Settings& settings) {
  settings.server = block.text("server");
  const std::optional<Server> server = parse_server(settings.server);
  if (!settings.server.empty() && (!server || !safe_header_value(settings.server)))
    block.complain("server", "not a mail server; write smtp://host:port or smtps://host:port");
  const bool near = server && is_loopback(server->host);
  settings.starttls = static_cast<StartTls>(
      block.choice("starttls", {"required", "opportunistic", "off"},
                   static_cast<std::size_t>(near ? StartTls::opportunistic : StartTls::required)));
  settings.username = block.text("username", "");
  settings.password = block.secret_or_empty("password");
  if (!settings.username.empty() && !block.has("password"))
    block.complain("username",
                   "has no `password` beside it; add one, such as `password: !credential smtp-password`");
  if (settings.username.empty() && block.has("password"))
    block.complain("password", "has no `username` beside it; add one, or take the password away");
  settings.ca_file = block.text("ca_file", "");
}

void read_addresses(config::Block& block, Settings& settings) {
  const std::string from = block.text("from");
  if (std::optional<Mailbox> mailbox = parse_mailbox(from))
    settings.from = std::move(*mailbox);
  else if (!from.empty())
    block.complain("from", "not an address; write name@domain or Name <name@domain>");
  if (block.has("reply_to")) {
    settings.reply_to = parse_mailbox(block.text("reply_to"));
    if (!settings.reply_to)
      block.complain("reply_to", "not an address; write name@domain or Name <name@domain>");
  }
  settings.bounce_address = block.text("bounce_address", "");
  if (!settings.bounce_address.empty() &&
      !usable_address(with_reference(settings.bounce_address, kLongestReference)))
    block.complain("bounce_address",
                   "not an address; write something like bounces+{reference}@domain, with at most "
                   "64 characters before the @ when the reference is filled in");
  settings.unsubscribe_url = block.text("unsubscribe_url", "");
  if (!settings.unsubscribe_url.empty() &&
      (!is_unsubscribe_url(settings.unsubscribe_url) || settings.unsubscribe_url.size() > 700))
    block.complain("unsubscribe_url", "not an address of a page; write https://host/path/{reference}");
  else if (!settings.unsubscribe_url.empty() &&
           settings.unsubscribe_url.find(kPlaceholder) == std::string::npos)
    block.complain("unsubscribe_url", "does not name the message; put {reference} into it");
}

}  // namespace

Settings read_settings(config::Block& block) {
  Settings settings;
  read_server(block, settings);
  read_addresses(block, settings);
  // RFC 5321 section 4.5.3.2 asks for five minutes at most commands.
  settings.timeout = block.duration("timeout", 5min);
  settings.sessions = static_cast<std::size_t>(block.integer("concurrency", 1, 64, 8));
  return settings;
}

std::string with_reference(std::string pattern, std::string_view reference) {
  for (std::size_t at = pattern.find(kPlaceholder); at != std::string::npos;
       at = pattern.find(kPlaceholder, at + reference.size()))
    pattern.replace(at, kPlaceholder.size(), reference);
  return pattern;
}

}  // namespace triand::channels::email
