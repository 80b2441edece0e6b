#include "channels/email/settings.hpp"

#include <algorithm>
#include <charconv>

#include "channels/ca_file.hpp"
#include "channels/email/header_guard.hpp"
#include "channels/email/maildir.hpp"

namespace triand::channels::email {
namespace {

using namespace std::chrono_literals;

// As long as a signed reference can be, so that what passes with it passes with every reference.
constexpr std::string_view kLongestReference = "abcdefghijklmnopqrstuvwxyz012345-0123456789ab";

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

// Where the placeholder stands, it stands alone: between two slashes, or as a value of the query.
bool names_message_well(std::string_view url) {
  const std::size_t at = url.find(kReferencePlaceholder);
  if (at == std::string_view::npos || url.find(kReferencePlaceholder, at + 1) != std::string_view::npos)
    return false;
  const char before = url[at - 1];
  const std::string_view behind = url.substr(at + kReferencePlaceholder.size());
  const bool in_query = url.find('?') < at;
  return in_query ? before == '=' && (behind.empty() || behind.front() == '&')
                  : before == '/' && (behind.empty() || behind.front() == '/' || behind.front() == '?');
}

void read_server(config::Block& block, Settings& settings) {
  settings.server = block.text("server");
  const std::optional<Server> server = parse_server(settings.server);
  if (!settings.server.empty() && (!server || !safe_header_value(settings.server)))
    block.complain("server", "not a mail server; write smtp://host:port or smtps://host:port");
  const bool near = is_near(settings);
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
  settings.ca_file =
      read_ca_file(block, settings.starttls != StartTls::off || settings.server.starts_with("smtps:"));
  // Whoever stands between takes the offer of STARTTLS away, and is told the password.
  if (settings.starttls == StartTls::opportunistic && !near && !settings.username.empty())
    block.complain(
        "starttls",
        "with `username` it would send the password in clear to whoever hides the server's STARTTLS; "
        "write `required`");
}

void read_bounces(config::Block& block, Settings& settings) {
  const std::string pattern = block.text("bounce_address", "");
  const std::size_t place = pattern.find(kReferencePlaceholder);
  const bool names_message = place != std::string::npos && place < pattern.rfind('@') &&
                             pattern.find(kReferencePlaceholder, place + 1) == std::string::npos;
  const auto usable = usable_address(with_reference(pattern, kLongestReference));
  if (!pattern.empty() && (!usable || !names_message))
    block.complain("bounce_address",
                   "not an address; write something like bounces+{reference}@domain, with at most 19 "
                   "characters before the @ besides {reference}");
  else if (usable)
    settings.bounce_address = pattern.substr(0, pattern.rfind('@') + 1) + std::string(domain_of(*usable));
  settings.bounce_maildir = block.text("bounce_maildir", "");
  while (settings.bounce_maildir.size() > 1 && settings.bounce_maildir.ends_with('/'))
    settings.bounce_maildir.pop_back();
  if (settings.bounce_maildir.empty()) return;
  if (pattern.empty())
    block.complain("bounce_maildir",
                   "no bounce can be told whose it is without `bounce_address`; write something like "
                   "bounces+{reference}@domain there");
  if (settings.bounce_maildir.front() != '/')
    block.complain("bounce_maildir", "is not an absolute path; write one such as /var/lib/triand/bounces");
  else if (const std::string fault = Maildir(settings.bounce_maildir).fault(); !fault.empty())
    block.complain("bounce_maildir", settings.bounce_maildir + " " + fault);
}

void read_unsubscribing(config::Block& block, Settings& settings) {
  std::string url = block.text("unsubscribe_url", "");
  if (url.empty()) return;
  const bool page = !url.starts_with("mailto:");
  if (page && url.find(kReferencePlaceholder) == std::string::npos && url.find('?') == std::string::npos)
    url.append(url.ends_with('/') ? "" : "/").append(kReferencePlaceholder);
  if (!is_unsubscribe_url(url) || url.size() > 700)
    block.complain("unsubscribe_url", "not an address of a page; write https://host/path/{reference}");
  else if (page && !names_message_well(url))
    block.complain("unsubscribe_url",
                   "names the message in a way that the service could not read; write {reference} once, as "
                   "https://host/path/{reference} or https://host/path?m={reference}");
  settings.unsubscribe_url = std::move(url);
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
  read_bounces(block, settings);
  read_unsubscribing(block, settings);
}

}  // namespace

bool is_near(const Settings& settings) {
  const std::optional<Server> server = parse_server(settings.server);
  return server && is_loopback(server->host);
}

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
  for (std::size_t at = pattern.find(kReferencePlaceholder); at != std::string::npos;
       at = pattern.find(kReferencePlaceholder, at + reference.size()))
    pattern.replace(at, kReferencePlaceholder.size(), reference);
  return pattern;
}

}  // namespace triand::channels::email
