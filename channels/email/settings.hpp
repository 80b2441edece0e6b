#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "channels/email/address.hpp"
#include "config/block.hpp"
#include "config/secret.hpp"

namespace triand::channels::email {

enum class StartTls {
  required,       // a server that does not offer it, or has a bad certificate, gets nothing
  opportunistic,  // used when offered; whoever could forge the certificate could as well hide the offer, so it is
                  // not verified
  off,
};

// What an email channel is told by its block.
struct Settings {
  std::string server;  // smtp://host:port or smtps://host:port
  StartTls starttls = StartTls::required;
  std::string username;  // empty: no AUTH; else a server that does not ask for it gets nothing
  config::Secret password;
  std::string ca_file;  // certificates to trust instead of the system's; empty: the system's
  Mailbox from;
  std::optional<Mailbox> reply_to;
  std::string bounce_address;   // envelope sender with {reference} in its local part; empty: from's address
  std::string bounce_maildir;   // where bounces are delivered to; empty: nobody reads them
  std::string unsubscribe_url;  // with {reference}, or a mailto address; empty: none of its own
  // For one reply of the server, the one behind the dot too, and for a message to leave. The opening of a connection has
  // as long for all of it, and 30 seconds at most.
  std::chrono::milliseconds timeout{0};
  std::size_t sessions = 8;  // threads, each with one SMTP session
};

// Whether the server is on this machine, where nobody listens on the way.
[[nodiscard]] bool is_near(const Settings& settings);

// What stands for a message's signed reference in bounce_address and unsubscribe_url.
inline constexpr std::string_view kReferencePlaceholder = "{reference}";

// Reads the plugin's keys: server, starttls, username, password, ca_file, from, reply_to, bounce_address,
// bounce_maildir, unsubscribe_url, timeout, concurrency. Faults go to the block's problems. `starttls` is `required` by default, but
// `opportunistic` for a server on the loopback interface, where there is nobody to listen.
[[nodiscard]] Settings read_settings(config::Block& block);

// `pattern` with each "{reference}" replaced.
[[nodiscard]] std::string with_reference(std::string pattern, std::string_view reference);

}  // namespace triand::channels::email
