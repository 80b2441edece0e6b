#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <future>

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "daemon/server/control_socket.hpp"
#include "daemon/server/listen_address.hpp"
#include "tests/daemon/server/served.hpp"
#include "tests/daemon/server/wire.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

server::Route get(std::string pattern, server::Handler handler) {
  server::Route route;
  route.method = "GET";
  route.pattern = std::move(pattern);
  route.least = server::Role::viewer;
  route.handler = std::move(handler);
  return route;
}

std::string ask(Wire& wire, const std::string& path, const std::string& headers = "") {
  wire.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
  return wire.response();
}

std::string upload(const std::string& bytes) {
  return "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(bytes.size()) + "\r\n\r\n" +
         bytes;
}

}  // namespace

TEST_CASE("on the control socket the service's own user is an administrator by name") {
  Served served;
  served.router.add(get("/me", [](server::Request& request) {
    return server::Response::text(request.caller.name + " " +
                                  std::string(server::to_string(request.caller.role)) +
                                  (request.caller.local ? " local" : ""));
  }));
  served.start();
  Wire wire = Wire::local(served.options.control_socket);
  CHECK(body_of(ask(wire, "/me")) == server::user_name_of(::geteuid()) + " admin local");
  Wire remote = Wire::tcp(served.port);
  CHECK(status_of(ask(remote, "/me")) == 401);
}

TEST_CASE("other system users have the role that they were given, or none") {
  const server::RoleOf roles = [](const std::string& name) -> std::optional<server::Grant> {
    if (name == "desk") return server::Grant{server::Role::support, {"PA05"}};
    return std::nullopt;
  };
  CHECK(server::caller_of(0, 900, "root", roles)->role == server::Role::admin);
  CHECK(server::caller_of(900, 900, "triand", roles)->role == server::Role::admin);
  const auto desk = server::caller_of(1000, 900, "desk", roles);
  REQUIRE(desk);
  CHECK(desk->role == server::Role::support);
  CHECK(desk->units == std::vector<std::string>{"PA05"});
  CHECK(server::caller_of(0, 900, "root", roles)->units.empty());
  CHECK_FALSE(server::caller_of(1001, 900, "visitor", roles));
  CHECK_FALSE(server::caller_of(1001, 900, "visitor", nullptr));
}

TEST_CASE("a request that came through a proxy is not from this machine") {
  Served served;
  server::Route live = get("/livez", [](server::Request&) { return server::Response::text("ok"); });
  live.open = server::Open::loopback;
  served.router.add(live);
  served.start();
  Wire wire = Wire::tcp(served.port);
  CHECK(status_of(ask(wire, "/livez")) == 200);
  CHECK(status_of(ask(wire, "/livez", "X-Forwarded-For: 203.0.113.9\r\n")) == 401);
}

TEST_CASE("what a handler throws is logged under a reference and not told") {
  Served served;
  served.router.add(get("/bad", [](server::Request&) -> server::Response {
    throw std::runtime_error("the table is on fire");
  }));
  served.start();
  Wire wire = Wire::local(served.options.control_socket);
  const std::string response = ask(wire, "/bad");
  CHECK(status_of(response) == 500);
  CHECK(response.find("fire") == std::string::npos);
  const auto document = boost::json::parse(body_of(response)).as_object();
  const std::string message(document.at("message").as_string());
  const std::string reference = message.substr(message.rfind(' ') + 1);
  REQUIRE(reference.size() == 8);
  bool logged = false;
  for (const std::string& line : served.lines()) {
    logged = logged || (line.find(reference) != std::string::npos && line.find("fire") != std::string::npos);
  }
  CHECK(logged);
}

TEST_CASE("a handler may answer later, from another thread, and only once") {
  Served served;
  std::promise<server::Reply> waiting;
  server::Route later = get("/later", nullptr);
  later.later = [&](const server::Request&, server::Reply reply) { waiting.set_value(std::move(reply)); };
  served.router.add(later);
  served.start();
  Wire wire = Wire::local(served.options.control_socket);
  wire.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  const server::Reply reply = waiting.get_future().get();
  reply(server::Response::text("first"));
  reply(server::Response::text("second"));
  CHECK(body_of(wire.response()) == "first");
}

TEST_CASE("a request whose reply was dropped is answered all the same") {
  Served served;
  server::Route later = get("/later", nullptr);
  later.later = [](const server::Request&, server::Reply) {};
  served.router.add(later);
  served.start();
  Wire wire = Wire::local(served.options.control_socket);
  CHECK(status_of(ask(wire, "/later")) == 500);
}

TEST_CASE("a blocked worker does not hold up the network thread") {
  Served served;
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  served.router.add(get("/slow", [released](server::Request&) {
    released.wait();
    return server::Response::text("slow");
  }));
  server::Route quick = get("/quick", [](server::Request&) { return server::Response::text("quick"); });
  quick.runs = server::Runs::on_network;
  served.router.add(quick);
  served.start();
  Wire slow = Wire::local(served.options.control_socket);
  slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  Wire wire = Wire::local(served.options.control_socket);
  CHECK(body_of(ask(wire, "/quick")) == "quick");
  release.set_value();
  CHECK(body_of(slow.response()) == "slow");
}

TEST_CASE("an upload goes to a spool file that is gone after the handler") {
  Served served;
  const Folder spool;
  std::string seen;
  server::Route route;
  route.method = "POST";
  route.pattern = "/upload";
  route.upload = server::Upload{spool.path(), 8 << 20};
  route.handler = [&seen](server::Request& request) {
    std::ifstream file(request.upload_file, std::ios::binary);
    struct stat status {};
    ::stat(request.upload_file.c_str(), &status);
    seen.resize(static_cast<std::size_t>(status.st_size));
    file.read(seen.data(), status.st_size);
    return server::Response::text(std::to_string(status.st_mode & 0777));
  };
  served.router.add(route);
  served.start();
  std::string bytes(5 << 20, '\0');
  for (std::size_t at = 0; at < bytes.size(); ++at) bytes[at] = static_cast<char>(at * 31 + at / 4096);
  Wire wire = Wire::local(served.options.control_socket);
  REQUIRE(wire.send(upload(bytes)));
  CHECK(body_of(wire.response()) == std::to_string(0600));
  CHECK(seen == bytes);
  CHECK(spool.files() == 0);
  wire.send(upload(""));
  CHECK(status_of(wire.response()) == 200);
  CHECK(seen.empty());
}

TEST_CASE("a handler may keep an upload, and a refused or broken one leaves nothing") {
  Served served;
  const Folder spool;
  std::string kept;
  server::Route route;
  route.method = "POST";
  route.pattern = "/upload";
  route.upload = server::Upload{spool.path(), 1000};
  route.handler = [&kept](server::Request& request) {
    kept = std::exchange(request.upload_file, {});
    return server::Response::text("kept");
  };
  served.router.add(route);
  served.start();
  Wire wire = Wire::local(served.options.control_socket);
  wire.send(upload("abc"));
  CHECK(body_of(wire.response()) == "kept");
  CHECK(spool.files() == 1);
  CHECK(::unlink(kept.c_str()) == 0);

  Wire large = Wire::local(served.options.control_socket);
  large.send(upload(std::string(1001, 'x')));
  CHECK(status_of(large.response()) == 413);
  Wire chunked = Wire::local(served.options.control_socket);
  chunked.send("POST /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" +
               std::string(1001, 'x'));
  CHECK(status_of(chunked.response()) == 413);
  Wire broken = Wire::local(served.options.control_socket);
  broken.send("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\nabc");
  broken.leave();
  served.stop();
  CHECK(spool.files() == 0);
}

TEST_CASE("an upload that cannot be stored is refused with the reason") {
  Served served;
  server::Route route;
  route.method = "POST";
  route.pattern = "/upload";
  route.upload = server::Upload{served.folder / "missing", 1000};
  route.handler = [](server::Request&) { return server::Response::text("never"); };
  served.router.add(route);
  served.start();
  Wire wire = Wire::local(served.options.control_socket);
  wire.send(upload("abc"));
  const std::string response = wire.response();
  CHECK(status_of(response) == 507);
  CHECK(response.find("No such file or directory") != std::string::npos);
}

TEST_CASE("a file is streamed, and goes when it was only for the answer") {
  Served served;
  const std::string path = served.folder / "answer.csv";
  const std::string bytes(3 << 20, 'x');
  std::ofstream(path) << bytes;
  served.router.add(get("/file", [path](server::Request&) {
    server::Response response = server::Response::of_file(path, "text/csv");
    response.unlink_file = true;
    return response;
  }));
  served.start();
  Wire wire = Wire::local(served.options.control_socket);
  CHECK(body_of(ask(wire, "/file")) == bytes);
  CHECK(status_of(ask(wire, "/file")) == 500);
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("the control socket is for the group, replaces a dead one, and goes with the server") {
  Served served;
  const std::string path = served.options.control_socket;
  {
    const server::ControlSocket dead(path);
    REQUIRE(::link(path.c_str(), (path + ".kept").c_str()) == 0);
  }
  REQUIRE(::rename((path + ".kept").c_str(), path.c_str()) == 0);
  served.start();
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0660);
  served.stop();
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a second service on the same control socket is refused and harms nothing") {
  Served served;
  served.router.add(get("/me", [](server::Request&) { return server::Response::text("me"); }));
  served.start();
  Served second;
  second.options.control_socket = served.options.control_socket;
  CHECK_THROWS_WITH(second.start(), Catch::Contains("another triand is running"));
  Wire wire = Wire::local(served.options.control_socket);
  CHECK(body_of(ask(wire, "/me")) == "me");
}

TEST_CASE("something that is not a socket is not removed") {
  Served served;
  std::ofstream(served.options.control_socket) << "precious";
  CHECK_THROWS_WITH(served.start(), Catch::Contains("something else"));
  CHECK(std::filesystem::file_size(served.options.control_socket) == 8);
}

TEST_CASE("a port in use is named together with the remedy") {
  Served served;
  served.start();
  Served second;
  second.options.listen = "127.0.0.1:" + std::to_string(served.port);
  CHECK_THROWS_WITH(second.start(), Catch::Contains(second.options.listen) && Catch::Contains("http.listen"));
}

TEST_CASE("an address to listen on is read or refused with an example") {
  CHECK(server::listen_endpoint("[::1]:80").address().is_loopback());
  CHECK(server::listen_endpoint("localhost:8480").port() == 8480);
  for (const char* text :
       {"", "8480", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", "example.vn:80", ":80"}) {
    INFO(text);
    CHECK_THROWS_WITH(server::listen_endpoint(text), Catch::Contains("127.0.0.1:8480"));
  }
}

TEST_CASE("a request that is being answered when the server stops still gets its answer") {
  Served served;
  served.options.limits.head_time = std::chrono::hours(1);
  std::promise<void> entered;
  std::promise<void> release;
  served.router.add(get("/slow", [&](server::Request&) {
    entered.set_value();
    release.get_future().wait();
    return server::Response::text("done");
  }));
  served.start();
  Wire idle = Wire::local(served.options.control_socket);
  Wire wire = Wire::local(served.options.control_socket);
  wire.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  entered.get_future().wait();
  served.stop_taking();
  CHECK(idle.closed());
  release.set_value();
  CHECK(body_of(wire.response()) == "done");
  CHECK(wire.closed());
}
