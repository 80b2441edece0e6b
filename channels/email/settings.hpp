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
  std::string unsubscribe_url;  // with {reference}; empty: no List-Unsubscribe
  std::chrono::milliseconds timeout{0};  // for one reply of the server, the one behind the dot too
  std::size_t sessions = 8;              // threads, each with one SMTP session
};

// Reads the plugin's keys: server, starttls, username, password, ca_file, from, reply_to, bounce_address,
// unsubscribe_url, timeout, concurrency. Faults go to the block's problems. `starttls` is `required` by default, but
// `opportunistic` for a server on the loopback interface, where there is nobody to listen.
[[nodiscard]] Settings read_settings(config::Block& block);

// `pattern` with each "{reference}" replaced.
[[nodiscard]] std::string with_reference(std::string pattern, std::string_view reference);

}  // namespace triand::channels::email
