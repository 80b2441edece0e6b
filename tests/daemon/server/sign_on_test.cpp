#include "daemon/server/sign_on.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/daemon/server/served.hpp"
#include "tests/daemon/server/wire.hpp"

using namespace triand;
using namespace triand::tests;
using Kind = server::SignOn::Kind;

namespace {

constexpr const char* kHeader = "X-Remote-User";

Kind kind_of(const server::Headers& headers) { return server::sign_on_in(headers, kHeader).kind; }

// A server that says whom it takes a caller for, and where he is.
struct Door : Served {
  Door() {
    router.add(open_route("GET", "/who", [](server::Request& request) {
      const char* kinds[] = {"nobody", "unusable", "named "};
      return server::Response::text(kinds[static_cast<int>(request.sign_on.kind)] + request.sign_on.name +
                                    "@" + request.client + "/" + request.caller.name);
    }));
    server::Route live;
    live.method = "GET";
    live.pattern = "/livez";
    live.open = server::Open::loopback;
    live.handler = [](server::Request&) { return server::Response::text("ok"); };
    router.add(std::move(live));
    options.proxy = {};
    options.proxy.user_header = kHeader;
  }

  void believe(const std::string& address) {
    options.proxy.addresses.push_back(std::get<server::AddressRange>(server::AddressRange::read(address)));
  }

  std::size_t logged(const std::string& event) {
    const auto all = lines();
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [&](const auto& line) { return line.starts_with(event + ":"); }));
  }
};

std::string ask(Wire wire, const std::string& headers, const std::string& path = "/who") {
  wire.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
  return wire.response();
}

std::string who(Wire wire, const std::string& headers) { return body_of(ask(std::move(wire), headers)); }

}  // namespace

TEST_CASE("the proxy's header names somebody when it is there once with what can be an account's name") {
  CHECK(kind_of({}) == Kind::none);
  CHECK(kind_of({{"Remote-User", "lan"}, {"X-Remote-User2", "lan"}, {"X-Remote_User", "lan"}}) == Kind::none);
  const auto named = server::sign_on_in({{"x-rEMOTE-user", "nguyen.lan@npc.example"}}, kHeader);
  CHECK(named.kind == Kind::named);
  CHECK(named.name == "nguyen.lan@npc.example");
  CHECK(kind_of({{kHeader, std::string(64, 'a')}}) == Kind::named);
}

TEST_CASE("a header that is there twice, is empty, too long, ill-formed or no name names nobody") {
  for (const server::Headers& headers :
       std::vector<server::Headers>{{{kHeader, "lan"}, {kHeader, "lan"}},
                                    {{kHeader, "lan"}, {"x-remote-user", "admin"}},
                                    {{kHeader, ""}, {kHeader, "lan"}},
                                    {{kHeader, ""}},
                                    {{kHeader, std::string(65, 'a')}},
                                    {{kHeader, std::string(4000, 'a')}},
                                    {{kHeader, "l\xC3"}},
                                    {{kHeader, "\xFF\xFE"}},
                                    {{kHeader, "l\xC0\xAFn"}},
                                    {{kHeader, "l\xC3\xA2n"}},
                                    {{kHeader, std::string("lan\0", 4)}},
                                    {{kHeader, "lan, admin"}},
                                    {{kHeader, "lan admin"}},
                                    {{kHeader, "NPC\\lan"}},
                                    {{kHeader, "<lan>"}},
                                    {{kHeader, "lan\r\nX: y"}},
                                    {{kHeader, "-lan"}}}) {
    const auto found = server::sign_on_in(headers, kHeader);
    CAPTURE(headers.front().second);
    CHECK(found.kind == Kind::unusable);
    CHECK(found.name.empty());
    CHECK_FALSE(found.fault.empty());
  }
}

TEST_CASE("only a believed proxy's word counts; anybody else's is ignored and in the log without the name") {
  Door door;
  door.believe("10.0.4.7");
  door.start();
  const std::string header = "X-Remote-User: lan\r\nX-Forwarded-For: 198.51.100.1\r\n";
  CHECK(who(Wire::tcp(door.port), header) == "nobody@loopback/");
  CHECK(who(Wire::local(door.options.control_socket), header) ==
        "nobody@/" + server::user_name_of(::geteuid()));
  CHECK(door.logged("sign_on_ignored") == 2);
  CHECK(who(Wire::tcp(door.port), "") == "nobody@loopback/");
  CHECK(door.logged("sign_on_ignored") == 2);
  CHECK(door.logged("sign_on_refused") == 0);
  for (const std::string& line : door.lines()) CHECK(line.find("lan") == std::string::npos);
}

TEST_CASE("without a header to name people nobody's word counts, not even the proxy's") {
  Door door;
  door.options.proxy.user_header.clear();
  door.believe("127.0.0.1");
  door.start();
  CHECK(who(Wire::tcp(door.port), "X-Remote-User: lan\r\n") == "nobody@loopback/");
  CHECK(door.lines().empty());
}

TEST_CASE("a believed proxy names who is there and where; what it says badly is refused and in the log") {
  Door door;
  door.believe("127.0.0.1");
  door.start();
  const std::string from = "X-Forwarded-For: 6.6.6.6, 198.51.100.1\r\n";
  CHECK(who(Wire::tcp(door.port), from + "X-Remote-User: lan\r\n") == "named lan@198.51.100.1/");
  CHECK(who(Wire::tcp(door.port), from + "X-Remote-User:   lan \t\r\n") == "named lan@198.51.100.1/");
  CHECK(door.lines().empty());
  std::size_t refused = 0;
  for (const std::string& bad :
       {std::string("X-Remote-User: lan\r\nX-Remote-User: lan\r\n"), std::string("X-Remote-User:\r\n"),
        std::string("X-Remote-User: lan,admin\r\n"), std::string("X-Remote-User: l\xC3\r\n"),
        "X-Remote-User: " + std::string(65, 'a') + "\r\n"}) {
    CAPTURE(bad);
    CHECK(who(Wire::tcp(door.port), from + bad) == "unusable@198.51.100.1/");
    CHECK(door.logged("sign_on_refused") == ++refused);
  }
  // Not even a header of what only the proxy may say makes this machine's own routes the client's.
  CHECK(status_of(ask(Wire::tcp(door.port), "", "/livez")) == 200);
  CHECK(status_of(ask(Wire::tcp(door.port), from, "/livez")) == 401);
  CHECK(status_of(ask(Wire::tcp(door.port), "X-Forwarded-For:\r\n", "/livez")) == 401);
  CHECK(status_of(ask(Wire::tcp(door.port), "X-Remote-User: lan\r\n", "/livez")) == 401);
}

TEST_CASE(
    "the proxies' socket is believed, serves none of this machine's own routes and goes with the server") {
  Door door;
  door.options.proxy.socket = door.folder / "proxy.sock";
  door.options.proxy.socket_uid = ::geteuid();
  door.start();
  const std::string& path = door.options.proxy.socket;
  struct stat made {};
  REQUIRE(::stat(path.c_str(), &made) == 0);
  CHECK((made.st_mode & 07777) == 0660);
  CHECK(who(Wire::local(path), "X-Remote-User: lan\r\nX-Forwarded-For: 198.51.100.1\r\n") ==
        "named lan@198.51.100.1/");
  CHECK(who(Wire::local(path), "") == "nobody@proxy/");
  CHECK(status_of(ask(Wire::local(path), "", "/livez")) == 401);
  CHECK(who(Wire::tcp(door.port), "X-Remote-User: lan\r\n") == "nobody@loopback/");
  door.stop();
  CHECK(::access(path.c_str(), F_OK) != 0);
}
