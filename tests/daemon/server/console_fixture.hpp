#pragma once

#include <unistd.h>

#include <fstream>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "daemon/server/account_reload.hpp"
#include "daemon/server/console/console.hpp"
#include "daemon/server/password_hash.hpp"
#include "daemon/store/account_writer.hpp"
#include "tests/daemon/server/api_fixture.hpp"

namespace triand::tests {

inline constexpr const char* kConsolePassword = "correct horse battery";

// The console over ApiFixture's store, and a browser that keeps its cookies and the token of the last form.
class ConsoleFixture : public ApiFixture {
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;

  explicit ConsoleFixture(const std::string& public_url = "") {
    world->accounts_changed = [this] { reload.changed(); };
    server::ConsoleOptions options;
    options.public_url = public_url;
    options.log = [](server::LogLevel, std::string_view, std::string_view) {};
    options.device_key = "device key";
    options.steady = [this] { return steady; };
    console = std::make_unique<server::Console>(*world, book, std::move(options));
    console->add_routes(router);
  }

  void add_account(const std::string& name, const std::string& role, std::vector<std::string> units = {}) {
    const store::NewAccount account{name, role, std::move(units), server::hash_password(kConsolePassword)};
    write([&](store::WriteSession& session) { store::add_account(session, account, {"root", now}); });
    world->accounts_changed();
  }

  server::Response get_page(const std::string& target,
                            std::vector<std::pair<std::string, std::string>> headers = {}) {
    return browse("GET", target, "", std::move(headers));
  }

  // With the token of the last page that had one, unless the fields name another.
  server::Response post_page(const std::string& target, Fields fields,
                             std::vector<std::pair<std::string, std::string>> headers = {}) {
    std::string body;
    bool named = false;
    for (const auto& [name, value] : fields) {
      named = named || name == "token";
      body += (body.empty() ? "" : "&") + name + "=" + encoded(value);
    }
    if (!named) body += (body.empty() ? "token=" : "&token=") + token;
    return browse("POST", target, body, std::move(headers));
  }

  // A form with a file, as a browser sends it, its token first; `first`: another token than that of the last page.
  server::Response send_file(const std::string& target, const std::string& field, const std::string& file,
                             const std::string& bytes, Fields fields = {},
                             std::optional<std::string> first = {},
                             std::vector<std::pair<std::string, std::string>> headers = {}) {
    std::string parts =
        form_part("token", first.value_or(token)) + form_part(field, bytes, "; filename=\"" + file + "\"");
    for (const auto& [name, value] : fields) parts += form_part(name, value);
    return send_parts(target, parts, std::move(headers));
  }

  // A form with a file of these parts, whatever they are, as the server hands it on.
  server::Response send_parts(const std::string& target, const std::string& parts,
                              std::vector<std::pair<std::string, std::string>> headers = {}) {
    const std::string body = parts + "--Bound--\r\n";
    server::Request request;
    request.method = "POST";
    request.path = target;
    request.headers = std::move(headers);
    request.headers.emplace_back("Content-Type", "multipart/form-data; boundary=Bound");
    request.headers.emplace_back("Content-Length", std::to_string(body.size()));
    request.headers.emplace_back("Cookie", jar());
    const auto match = router.match("POST", server::target_from(target).value(), nullptr, false);
    if (!match.route->upload) throw std::logic_error(target + " takes no file");
    server::Admission admission = match.route->admits(request);
    if (admission.refusal) return *admission.refusal;
    request.upload_file = folder / "upload-form";
    std::ofstream(request.upload_file, std::ios::binary) << body;
    server::Response answer = match.route->handler(request);
    if (!request.upload_file.empty()) ::unlink(request.upload_file.c_str());
    keep(answer);
    return answer;
  }

  static std::string form_part(const std::string& name, const std::string& data,
                               const std::string& more = "") {
    return "--Bound\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n" + data +
           "\r\n";
  }

  server::Response log_in(const std::string& name, const std::string& password = kConsolePassword) {
    get_page("/console/log-in");
    server::Response answer = post_page("/console/log-in", {{"name", name}, {"password", password}});
    if (answer.status == 303) get_page("/");
    return answer;
  }

  // The page of one customer, as the look-up leads there.
  server::Response look_up(const std::string& query) {
    server::Response answer = post_page("/console/look-up", {{"query", query}});
    return answer.status == 303 ? get_page(header(answer, "Location")) : answer;
  }

  static std::string header(const server::Response& response, const std::string& name) {
    for (const auto& [key, value] : response.headers)
      if (key == name) return value;
    return {};
  }

  // The cookies as a browser sends them.
  [[nodiscard]] std::string jar() const {
    std::string out;
    for (const auto& [name, value] : cookies) out += (out.empty() ? "" : "; ") + name + "=" + value;
    return out;
  }

  server::AccountBook book;
  server::TokenBook tokens;
  bool unreadable = false;  // the accounts
  server::AccountReload reload{book, tokens,
                               [this] {
                                 if (unreadable) throw std::runtime_error("the disk is gone");
                                 return world->reader();
                               },
                               [](server::LogLevel, std::string_view, std::string_view) {}};
  std::unique_ptr<server::Console> console;
  schedule::SteadyTime steady{std::chrono::hours(1000)};
  std::map<std::string, std::string> cookies;
  std::string token;
  std::string client = "192.0.2.7";  // where the browser is
  server::SignOn sign_on;            // what a proxy says of who is there

 private:
  static std::string encoded(const std::string& text) {
    static constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
    return out;
  }

  server::Response browse(const std::string& method, const std::string& target, const std::string& body,
                          std::vector<std::pair<std::string, std::string>> headers = {}) {
    server::Request request;
    request.method = method;
    request.body = body;
    request.client = client;
    request.sign_on = sign_on;
    request.headers = std::move(headers);
    request.headers.emplace_back("Cookie", jar());
    const auto parsed = server::target_from(target).value();
    const auto match = router.match(method, parsed, nullptr, false);
    if (match.route == nullptr) return match.refusal;
    request.path = parsed.path;
    request.parameters = match.parameters;
    request.query = parsed.query;
    server::Response response = handled(*match.route, request);
    keep(response);
    return response;
  }

  static server::Response handled(const server::Route& route, server::Request& request) {
    if (!route.later) return route.handler(request);
    auto given = std::make_shared<std::promise<server::Response>>();
    auto answer = given->get_future();
    route.later(request, server::Reply([given](server::Response response) { given->set_value(response); }));
    return answer.get();
  }

  void keep(const server::Response& response) {
    for (const auto& [name, value] : response.headers) {
      if (name != "Set-Cookie") continue;
      const std::size_t equals = value.find('=');
      const std::string content = value.substr(equals + 1, value.find(';') - equals - 1);
      if (content.empty()) {
        cookies.erase(value.substr(0, equals));
      } else {
        cookies[value.substr(0, equals)] = content;
      }
    }
    const std::string mark = "name=\"token\" value=\"";
    if (const std::size_t at = response.body.find(mark); at != std::string::npos)
      token = response.body.substr(at + mark.size(), 64);
  }
};

}  // namespace triand::tests
