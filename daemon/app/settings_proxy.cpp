#include "daemon/app/settings_proxy.hpp"

#include <pwd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace triand::app {
namespace {

constexpr std::size_t kMostAddresses = 32;
constexpr std::size_t kLongestPath = 107;  // sockaddr_un holds 108 bytes with the final zero
constexpr std::size_t kLongestHeader = 64;

// What browsers send by themselves, or what means something else.
constexpr std::array<std::string_view, 13> kOthers{
    "accept",    "authorization", "connection", "content-length", "content-type",      "cookie",    "expect",
    "forwarded", "host",          "origin",     "referer",        "transfer-encoding", "user-agent"};

std::string lower_case(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool is_of_a_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

// Why a header cannot be the one that names people; empty: it can.
std::string header_fault(const std::string& header) {
  if (header.empty() || header.size() > kLongestHeader ||
      !std::all_of(header.begin(), header.end(), is_of_a_name))
    return "a header's name has letters, digits and hyphens; write for example X-Remote-User";
  const std::string name = lower_case(header);
  const bool other = std::find(kOthers.begin(), kOthers.end(), name) != kOthers.end();
  if (other || name.starts_with("sec-") || name.starts_with("x-forwarded-for"))
    return "browsers and proxies send " + header + " for something else; take one like X-Remote-User";
  return {};
}

std::optional<uid_t> uid_of(const std::string& user) {
  std::vector<char> room(16 * 1024);
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwnam_r(user.c_str(), &entry, room.data(), room.size(), &found) != 0 || found == nullptr)
    return std::nullopt;
  return found->pw_uid;
}

void read_socket(config::Block& block, server::ProxyTrust& proxy) {
  const std::string path = block.text("socket", "");
  const std::string user = block.text("socket_user", "");
  if (path.empty()) {
    if (!user.empty()) block.complain("socket_user", "there is no `socket` that the user could open");
    return;
  }
  proxy.socket = (std::filesystem::absolute(block.file()).parent_path() / path).lexically_normal().string();
  if (proxy.socket.size() > kLongestPath)
    block.complain("socket", "the path is longer than 107 characters; choose a shorter one");
  if (user.empty()) {
    block.complain("socket",
                   "say with `socket_user` as whom the proxy runs (www-data): everybody else is sent away");
    return;
  }
  const auto uid = uid_of(user);
  if (!uid)
    block.complain("socket_user",
                   "this system has no user " + user + "; name the one that the proxy runs as");
  proxy.socket_uid = uid.value_or(0);
}

}  // namespace

server::ProxyTrust read_proxy(config::Block block) {
  server::ProxyTrust proxy;
  const std::vector<std::string> addresses = block.list("addresses");
  for (const std::string& text : addresses) {
    auto range = server::AddressRange::read(text);
    if (const auto* fault = std::get_if<std::string>(&range)) {
      block.complain("addresses", *fault);
    } else {
      proxy.addresses.push_back(std::get<server::AddressRange>(range));
    }
  }
  if (addresses.size() > kMostAddresses)
    block.complain("addresses", "more than 32 of them; name networks of the proxies alone");
  read_socket(block, proxy);
  if (addresses.empty() && proxy.socket.empty())
    block.complain("addresses", "say who is believed: the proxy's `addresses`, or a `socket` for it");
  proxy.says = static_cast<server::ProxyTrust::Says>(
      block.choice("client_header", {"X-Forwarded-For", "Forwarded"}, 0));
  if (block.has("user_header")) {
    proxy.user_header = block.text("user_header");
    if (const std::string fault = header_fault(proxy.user_header); !fault.empty())
      block.complain("user_header", fault);
  }
  return proxy;
}

bool believes_every_user(const server::ProxyTrust& proxy) {
  return !proxy.user_header.empty() &&
         std::any_of(proxy.addresses.begin(), proxy.addresses.end(),
                     [](const server::AddressRange& range) { return range.is_loopback(); });
}

}  // namespace triand::app
