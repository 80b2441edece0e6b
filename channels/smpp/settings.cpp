#include "channels/smpp/settings.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "channels/ca_file.hpp"

namespace triand::channels::smpp {
namespace {

using namespace std::chrono_literals;

// What a 3.4 field holds without its final zero.
constexpr std::size_t kSystemId = 15;
constexpr std::size_t kPassword = 8;
constexpr std::size_t kSystemType = 12;
constexpr std::size_t kServiceType = 5;
constexpr std::size_t kBrandName = 11;
constexpr std::size_t kSourceAddress = 20;

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::string read_field(config::Block& block, std::string_view key, std::string value, std::size_t longest) {
  if (value.size() > longest || !is_printable(value))
    block.complain(key, "expected at most " + std::to_string(longest) + " printable ASCII characters");
  return value;
}

void read_server(config::Block& block, Settings& settings) {
  const std::string url = block.text("server");
  if (const auto server = ServerAddress::parse(url))
    settings.link.server = *server;
  else if (!url.empty())
    block.complain("server", "not an SMPP server; write smpp://host:port, or smpps://host:port for TLS");
  SessionSettings& session = settings.link.session;
  session.system_id = read_field(block, "system_id", block.text("system_id"), kSystemId);
  session.password = block.secret("password").reveal();
  if (session.password.size() > kPassword || !is_printable(session.password))
    block.complain("password", "SMPP takes at most 8 printable ASCII characters");
  session.system_type = read_field(block, "system_type", block.text("system_type", ""), kSystemType);
  settings.ca_file = read_ca_file(block, settings.link.server.tls || url.empty());
}

void read_sender(config::Block& block, Settings& settings) {
  settings.sender = block.text("sender");
  settings.source_ton = static_cast<std::uint8_t>(block.integer("source_ton", 0, 6, 5));
  settings.source_npi = static_cast<std::uint8_t>(block.integer("source_npi", 0, 18, 0));
  const std::size_t longest = settings.source_ton == 5 ? kBrandName : kSourceAddress;
  if (block.has("sender") && (settings.sender.empty() || settings.sender.size() > longest))
    block.complain("sender", "expected the registered sender name, such as EVNNPC, of at most " +
                                 std::to_string(longest) + " characters");
  else if (!is_printable(settings.sender))
    block.complain("sender", "expected ASCII letters, digits and signs only");
}

std::optional<std::uint32_t> status_code(std::string_view text) {
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    text.remove_prefix(2);
    base = 16;
  }
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

StatusOverrides read_statuses(config::Block block) {
  StatusOverrides out;
  for (const std::string& key : block.keys()) {
    config::Block one = block.child(key);
    const auto code = status_code(key);
    if (!code || *code == 0) block.complain(key, "expected a command_status other than 0, such as \"0x400\"");
    const std::string word = one.text("class");
    const auto failure = failure_class_from(word);
    if (!word.empty() && (!failure || *failure == FailureClass::none))
      one.complain("class", "expected recipient, content, configuration, throttled, money or transient");
    const std::string reason = one.text("reason", "unknown_answer");
    if (code && failure) out[*code] = {*failure, reason};
  }
  return out;
}

std::chrono::milliseconds read_time(config::Block& block, std::string_view key,
                                    std::chrono::milliseconds usual, std::chrono::milliseconds longest) {
  const auto time = block.duration(key, usual);
  if (time < 10ms || time > longest)
    block.complain(
        key, "expected a time from 10ms to " +
                 std::to_string(std::chrono::duration_cast<std::chrono::minutes>(longest).count()) + "min");
  return time;
}

}  // namespace

Settings Settings::read(config::Block& block) {
  Settings out;
  read_server(block, out);
  read_sender(block, out);
  out.sessions = static_cast<std::size_t>(block.integer("sessions", 1, 64, 1));
  SessionSettings& session = out.link.session;
  session.window = static_cast<std::size_t>(block.integer("window", 1, 1000, 10));
  session.timeout = read_time(block, "timeout", 30s, 10min);
  session.enquire_link = read_time(block, "enquire_link", 30s, 60min);
  config::Block reconnect = block.child_or_empty("reconnect");
  out.link.reconnect_first = read_time(reconnect, "first", 1s, 60min);
  out.link.reconnect_longest = read_time(reconnect, "max", 60s, 60min);
  if (out.link.reconnect_longest < out.link.reconnect_first)
    reconnect.complain("max", "is shorter than `first`");
  out.long_messages = static_cast<LongMessages>(block.choice("long_messages", {"udh", "sar", "payload"}, 0));
  out.alphabet = static_cast<DefaultAlphabet>(block.choice("alphabet", {"gsm7", "latin1"}, 0));
  out.message_ids =
      static_cast<MessageIds>(block.choice("message_ids", {"same", "answer_hex", "receipt_hex"}, 0));
  out.validity = static_cast<Validity>(block.choice("validity", {"absolute", "relative", "none"}, 0));
  out.receipts = block.choice("receipts", {"expected", "none"}, 0) == 0;
  out.service_type = read_field(block, "service_type", block.text("service_type", ""), kServiceType);
  out.statuses = read_statuses(block.child_or_empty("statuses"));
  return out;
}

}  // namespace triand::channels::smpp
